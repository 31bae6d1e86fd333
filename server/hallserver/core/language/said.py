"""What the server says to visitors. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# ruff: noqa: D103 - each function says its sentence
# fmt: off

from __future__ import annotations

from hallserver.core.language.words import Fact, Said, fill

TICKET_STATES: dict[str, Said] = {
    "waiting": Said("等候中", "waiting", "ticket-states-waiting"),
    "held": Said("暂缓叫号", "held", "ticket-states-held"),
    "called": Said("正在叫号", "being called", "ticket-states-called"),
    "serving": Said("正在办理", "being served", "ticket-states-serving"),
    "parked": Said("已挂起", "parked", "ticket-states-parked"),
    "missed": Said("已过号", "missed", "ticket-states-missed"),
    "finished": Said("已办结", "finished", "ticket-states-finished"),
    "cancelled": Said("已取消", "cancelled", "ticket-states-cancelled"),
    "expired": Said("已过期", "expired", "ticket-states-expired"),
    "void": Said("已作废", "void", "ticket-states-void"),
}

HELD: dict[str, Said] = {
    "other_stop": Said("您正在另一窗口办理，本项保留原位", "you are at another window; this place is kept", "held-other_stop"),
    "after": Said("须先办完前一事项", "an earlier matter has to be finished first", "held-after"),
    "grace": Said("为您预留走到窗口的时间", "time to walk from one window to the next", "held-grace"),
    "booked": Said("未到预约时间", "the booked time has not come yet", "held-booked"),
    "more_time": Said("您申请了稍后叫号", "you asked for a few more minutes", "held-more_time"),
}

RETAINED: dict[str, Said] = {
    "concerns": Said("“办不成事”反映的内容和联系方式，以及答复", "what was reported as “could not be done”, with its contact, and the answers", "retained-concerns"),
    "ratings": Said("差评整改、回访、申诉的文字", "words about bad ratings: measures, calls back, appeals", "retained-ratings"),
    "contests": Said("考核异议的理由和复核意见", "why a finding was contested, and the decision", "retained-contests"),
    "cases": Said("办件的补正清单、延期和决定的理由、寄件单号", "cases: missing papers, why a day was put off or a decision taken, parcel numbers", "retained-cases"),
    "notes": Said("办理和转办时的备注", "notes of a service or a transfer", "retained-notes"),
    "codes": Said("取件码、返回码、预约码及需补材料", "codes of cases, returns and appointments, and the papers to bring", "retained-codes"),
    "emergencies": Said("应急呼叫的处置说明", "what an emergency was", "retained-emergencies"),
    "identities": Said("取号时出示的证件（只存当日标记，不存号码）", "a document shown for a number (a mark of the day; its number is never stored)", "retained-identities"),
    "phones": Said("接收提醒的手机号（办完即销毁，最迟当晚）", "a telephone number left to be told (destroyed with the visit, tonight at the latest)", "retained-phones"),
    "answers": Said("重复请求的应答", "answers to repeated requests", "retained-answers"),
    "log": Said("叫号记录（不含上述内容）", "the record of calls (without all of the above)", "retained-log"),
}


def doctor_database_whole() -> Said:
    return Said("数据库完好，已确认的记录齐全", "the database is whole, and holds all that was acknowledged", "doctor-database-whole")


def doctor_database_broken(*, found: Fact) -> Said:
    return fill("doctor-database-broken", "数据库有问题：{found}；请用最近的备份恢复（hall restore FILE）", "the database is not as it must be: {found}; put the last backup in its place (hall restore FILE)", {"found": found})


def doctor_sqlite() -> Said:
    return Said("SQLite 版本合适", "SQLite is recent enough", "doctor-sqlite")


def doctor_sqlite_old(*, found: Fact) -> Said:
    return fill("doctor-sqlite-old", "SQLite 版本有已知缺陷：{found}；请升级系统或 Python", "this SQLite has a known fault: {found}; bring the system or Python up to date", {"found": found})


def doctor_postgres(*, place: Fact) -> Said:
    return fill("doctor-postgres", "数据在 PostgreSQL（{place}）中，同样由大厅的备份保存", "the tables are in PostgreSQL ({place}); the hall's backups hold them all the same", {"place": place})


def doctor_standby() -> Said:
    return Said("备用机正在同步", "a second machine follows this hall", "doctor-standby")


def doctor_standby_none() -> Said:
    return Said("已开放备用机，但尚无备用机连接（请在备用机上运行 hall standby follow）", "a second machine may follow this hall, and none has asked yet (hall standby follow, on that machine)", "doctor-standby-none")


def doctor_standby_silent(*, n: Fact) -> Said:
    return fill("doctor-standby-silent", "备用机已有 {n} 分钟未同步：此间的数据只在本机上（请在备用机上运行 hall standby status）", "the second machine has not asked for {n} min: what happens now is on this machine only (hall standby status, there)", {"n": n})


def doctor_standby_taken(*, found: Fact) -> Said:
    return fill("doctor-standby-taken", "{found}", "{found}", {"found": found})


def doctor_open_files() -> Said:
    return Said("本机可同时打开的文件数足够", "this system allows enough open files", "doctor-open-files")


def doctor_open_files_few(*, n: Fact) -> Said:
    return fill("doctor-open-files-few", "本机只允许打开 {n} 个文件，不够 2000 部手机同时查看；请调高服务的 LimitNOFILE", "this system allows {n} open files: too few for 2,000 phones; raise LimitNOFILE of the service", {"n": n})


def doctor_file_before_upgrade(*, file: Fact) -> Said:
    return fill("doctor-file-before-upgrade", "仍保留升级前的数据库 {file}：新版本运行数日无误后请删除；删除前可用 hall downgrade 恢复，其中的个人信息不受保存期限约束", "{file} is the database of before the upgrade: delete it once the new version has worked a few days; until then hall downgrade goes back to it, and its personal parts outlive their keeping", {"file": file})


def doctor_disk(*, gib: Fact) -> Said:
    return fill("doctor-disk", "磁盘剩余 {gib} GiB", "{gib} GiB free on the disk", {"gib": gib})


def doctor_disk_little(*, gib: Fact) -> Said:
    return fill("doctor-disk-little", "磁盘只剩 {gib} GiB；请清理或换大盘，写满后不能取号", "only {gib} GiB free on the disk; make room, for a full disk stops the numbers", {"gib": gib})


def doctor_folder(*, mode: Fact) -> Said:
    return fill("doctor-folder", "数据文件夹权限为 {mode}", "the folder's mode is {mode}", {"mode": mode})


def doctor_folder_open(*, folder: Fact, mode: Fact) -> Said:
    return fill("doctor-folder-open", "数据文件夹权限为 {mode}，其他用户也能读取；请执行 chmod 700 {folder}", "the folder's mode is {mode}, so others can read it: chmod 700 {folder}", {"folder": folder, "mode": mode})


def doctor_public(*, url: Fact) -> Said:
    return fill("doctor-public", "小票带二维码，指向 {url}", "slips carry a QR code to {url}", {"url": url})


def doctor_public_none() -> Said:
    return Said("未设置 public_url：小票没有二维码，群众不能用手机看排队；请在 settings.toml 中写明手机能访问的地址", "no public_url: slips carry no QR code, and nobody can follow their number on a phone; set an address that phones reach in settings.toml", "doctor-public-none")


def doctor_loopback() -> Said:
    return Said("只在本机提供服务", "served on loopback only", "doctor-loopback")


def doctor_tls(*, day: Fact) -> Said:
    return fill("doctor-tls", "以 TLS 提供服务，证书有效期至 {day}", "served with TLS; the certificate is good until {day}", {"day": day})


def doctor_tls_early(*, day: Fact) -> Said:
    return fill("doctor-tls-early", "证书自 {day} 起才有效（签发时时钟偏快），请立即续期：hall tls renew", "the certificate is good from {day} only: a clock ran ahead; renew it now: hall tls renew", {"day": day})


def doctor_tls_soon(*, day: Fact, n: Fact) -> Said:
    return fill("doctor-tls-soon", "证书将于 {day} 到期（还有 {n} 天）；请续期：hall tls renew，或换用新文件", "the certificate ends on {day} (in {n} days); renew it: hall tls renew, or a new file from your authority", {"day": day, "n": n})


def doctor_tls_over(*, day: Fact) -> Said:
    return fill("doctor-tls-over", "证书已于 {day} 到期，浏览器会拒绝连接；请立即续期：hall tls renew，或换用新文件", "the certificate ended on {day}, and browsers refuse it; renew it now: hall tls renew, or a new file from your authority", {"day": day})


def doctor_tls_unreadable(*, found: Fact) -> Said:
    return fill("doctor-tls-unreadable", "证书文件读不出：{found}；请检查 settings.toml 中的 cert", "the certificate cannot be read: {found}; look at cert in settings.toml", {"found": found})


def doctor_clear() -> Said:
    return Said("未加密提供服务，网络上的人能看到口令；请生成证书：hall tls init 主机名", "served in the clear, so passwords can be read on the network; make a certificate: hall tls init NAME", "doctor-clear")


def doctor_sign_in(*, name: Fact) -> Said:
    return fill("doctor-sign-in", "统一身份认证（{name}）有应答", "the directory {name} answers", {"name": name})


def doctor_sign_in_away(*, found: Fact, name: Fact) -> Said:
    return fill("doctor-sign-in-away", "统一身份认证（{name}）连接失败：{found}；请检查 sign_in.toml 中的地址、证书、密钥和网络；本地账号和一次性链接不受影响", "the directory {name} does not answer: {found}; look at address, certificate, secret in sign_in.toml, and the network; local accounts and one-time links work", {"found": found, "name": name})


def doctor_sign_in_missing(*, kind: Fact) -> Said:
    return fill("doctor-sign-in-missing", "sign_in.toml 中有 [{kind}]，但未安装所需组件；请执行 pip install hallqueue[{kind}]", "sign_in.toml has [{kind}], and what it needs is not installed: pip install hallqueue[{kind}]", {"kind": kind})


def doctor_sign_in_secret(*, file: Fact) -> Said:
    return fill("doctor-sign-in-secret", "密钥文件 {file} 其他用户也能读取；请执行 chmod 600 {file}", "others can read the secret in {file}: chmod 600 {file}", {"file": file})


def doctor_sign_in_department(*, name: Fact) -> Said:
    return fill("doctor-sign-in-department", "sign_in.toml 授权给部门 {name}，但大厅没有此部门；请改为事项目录中的部门代码", "sign_in.toml grants the department {name}, which this hall does not have; use a code of its catalogue", {"name": name})


def doctor_outbox(*, n: Fact) -> Said:
    return fill("doctor-outbox", "对外消息：{n} 个接收方，配置可用", "messages out of the hall: {n} receivers, ready", {"n": n})


def doctor_outbox_unreadable(*, found: Fact) -> Said:
    return fill("doctor-outbox-unreadable", "outbox.toml 无法读取：{found}", "outbox.toml cannot be read: {found}", {"found": found})


def doctor_outbox_missing(*, kind: Fact, name: Fact) -> Said:
    return fill("doctor-outbox-missing", "对外消息接收方 {name} 的方式为 {kind}，但未安装所需组件；请执行 pip install hallqueue[{kind}]", "the receiver {name} is of the kind {kind}, and what that needs is not installed: pip install hallqueue[{kind}]", {"kind": kind, "name": name})


def doctor_outbox_secret(*, found: Fact, name: Fact) -> Said:
    return fill("doctor-outbox-secret", "对外消息接收方 {name} 的密钥：{found}；消息会一直等待", "the secret of the receiver {name}: {found}; its messages wait", {"found": found, "name": name})


def doctor_outbox_lost(*, n: Fact, name: Fact) -> Said:
    return fill("doctor-outbox-lost", "发往 {name} 的 {n} 条消息最终未送达；请在技术员页面“对外消息”或用 hall outbox list 查看原因，修正后用 hall outbox retry 重发", "{n} messages to {name} never arrived: the technician's page and hall outbox list say why; hall outbox retry sends them again", {"n": n, "name": name})


def doctor_glyphs() -> Said:
    return Said("小票字库齐全", "the slip's font has every glyph", "doctor-glyphs")


def doctor_glyphs_lack(*, found: Fact) -> Said:
    return fill("doctor-glyphs-lack", "小票字库缺少：{found}；请重新安装", "the slip's font lacks {found}; install again", {"found": found})


def doctor_calendar(*, day: Fact) -> Said:
    return fill("doctor-calendar", "工作日历已知到 {day} 的放假安排", "the calendar knows holidays up to {day}", {"day": day})


def doctor_calendar_none() -> Said:
    return Said("未设放假安排，只按每周开放时间", "no holidays are planned: the hall follows its weekdays alone", "doctor-calendar-none")


def doctor_calendar_late(*, day: Fact, why: Fact) -> Said:
    return fill("doctor-calendar-late", "工作日历只知道到 {day} 的放假安排，{why}；公布后请升级 chinesecalendar 或在大厅规划中填写", "the calendar knows holidays up to {day} only, and {why}; once they are announced, bring `chinesecalendar` up to date or write them into the hall's plan", {"day": day, "why": why})


def doctor_calendar_promised(*, day: Fact) -> Said:
    return fill("doctor-calendar-promised", "承诺期限已算到 {day}", "promises reach to {day} already", {"day": day})


def doctor_calendar_year() -> Said:
    return Said("下一年将至", "the next year begins soon", "doctor-calendar-year")


def doctor_calendar_past() -> Said:
    return Said("此后没有任何已知的假日", "no holiday after that is known", "doctor-calendar-past")


def doctor_scans(*, n: Fact) -> Said:
    return fill("doctor-scans", "{n} 份授权书扫描件完好", "{n} scanned letters, each as it was put there", {"n": n})


def doctor_scans_lost(*, found: Fact) -> Said:
    return fill("doctor-scans-lost", "授权书扫描件丢失或被改动：{found}；请从备份恢复", "scans lost or changed: {found}; bring them back from a backup", {"found": found})


def doctor_words(*, code: Fact, every: Fact, n: Fact, name: Fact) -> Said:
    return fill("doctor-words", "本厅语言 {name}（{code}）：{every} 条中有 {n} 条", "words: {name} ({code}) has {n} of {every} messages", {"code": code, "every": every, "n": n, "name": name})


def doctor_words_fault(*, found: Fact) -> Said:
    return fill("doctor-words-fault", "本厅语言文件有误：{found}", "words: {found}", {"found": found})


def doctor_media(*, n: Fact) -> Said:
    return fill("doctor-media", "共展示 {n} 个图片和影片", "{n} pictures and films are shown", {"n": n})


def doctor_media_fault(*, found: Fact) -> Said:
    return fill("doctor-media-fault", "图片或影片未展示：{found}", "not shown: media, {found}", {"found": found})


def doctor_backup(*, day: Fact, file: Fact) -> Said:
    return fill("doctor-backup", "最近一次备份 {day}，位于 {file}，备份时已通读检查", "the last backup is of {day}, in {file}; it was read through when it was made", {"day": day, "file": file})


def doctor_backup_old(*, day: Fact, file: Fact, n: Fact) -> Said:
    return fill("doctor-backup-old", "最近一次备份是 {day}（{n} 天前），位于 {file}；请每天执行 hall backup", "the last backup is of {day}, {n} days ago, in {file}; run hall backup every day", {"day": day, "file": file, "n": n})


def doctor_backup_none() -> Said:
    return Said("没有备份记录；请每天执行 hall backup，并把文件放到另一台机器", "no backup is on record; run hall backup every day, and keep its file on another machine", "doctor-backup-none")


def doctor_backup_failed(*, day: Fact, why: Fact) -> Said:
    return fill("doctor-backup-failed", "{day} 的备份没有做成：{why}；请检查备份盘是否已连接、空间是否足够", "the backup of {day} could not be made: {why}; look whether its disk is there and has room", {"day": day, "why": why})


def doctor_backup_by_hand() -> Said:
    return Said("没有设置自动备份；请在 settings.toml 中填写 backup_to（另一块磁盘或共享目录），每天会自动备份", "no backup is made by itself; give the setting backup_to (another disk, or a share), and one is made each day", "doctor-backup-by-hand")


def doctor_backup_no_folder(*, folder: Fact) -> Said:
    return fill("doctor-backup-no-folder", "备份目录 {folder} 打不开；请检查备份盘或共享目录是否已连接", "the folder for backups, {folder}, cannot be opened; look whether its disk or share is there", {"folder": folder})


def doctor_backup_same_disk(*, folder: Fact) -> Said:
    return fill("doctor-backup-same-disk", "备份目录 {folder} 与数据在同一块磁盘上，磁盘损坏时会一起丢失；请换到另一块磁盘或共享目录", "backups go to {folder}, on the same disk as the hall: they are lost with it; use another disk or a share", {"folder": folder})


def doctor_backup_next(*, at: Fact, folder: Fact) -> Said:
    return fill("doctor-backup-next", "每天 {at} 自动备份到 {folder}", "a backup is made each day at {at} in {folder}", {"at": at, "folder": folder})


def doctor_drill_none() -> Said:
    return Said("还没有做过恢复演练；请执行 hall drill，确认备份能够恢复", "no backup was ever restored; run hall drill to see that it can be", "doctor-drill-none")


def doctor_drill_failed(*, day: Fact, file: Fact, why: Fact) -> Said:
    return fill("doctor-drill-failed", "{day} 的恢复演练失败：{file}，{why}；请另做一份备份并再次执行 hall drill", "the drill of {day} failed: {file}: {why}; make another backup, and run hall drill again", {"day": day, "file": file, "why": why})


def doctor_drill_old(*, day: Fact, n: Fact) -> Said:
    return fill("doctor-drill-old", "最近一次恢复演练是 {day}（{n} 天前）；请执行 hall drill", "the last drill was on {day}, {n} days ago; run hall drill", {"day": day, "n": n})


def doctor_drill(*, day: Fact, n: Fact) -> Said:
    return fill("doctor-drill", "最近一次恢复演练 {day}：备份可以恢复，{n} 条流水完整", "the last drill was on {day}: the backup can be restored, and its {n} events are whole", {"day": day, "n": n})


def doctor_version(*, version: Fact) -> Said:
    return fill("doctor-version", "版本 {version}", "version {version}", {"version": version})


def doctor_clock() -> Said:
    return Said("服务器时钟与系统时间一致", "the hall's clock agrees with the system's", "doctor-clock")


def doctor_clock_away(*, n: Fact) -> Said:
    return fill("doctor-clock-away", "服务器时钟与系统时间相差 {n} 秒；请校时", "the hall's clock and the system's differ by {n} s; set the time right", {"n": n})


def advice_open(*, begins: Fact, ends: Fact, lines: Fact, window: Fact) -> Said:
    return fill("advice-open", "{window} 号窗口于 {begins}–{ends} 办理{lines}", "window {window} serves {lines} from {begins} to {ends}", {"begins": begins, "ends": ends, "lines": lines, "window": window})


def advice_lend(*, begins: Fact, ends: Fact, lines: Fact, window: Fact) -> Said:
    return fill("advice-lend", "{window} 号窗口于 {begins}–{ends} 支援{lines}", "window {window} helps out {lines} from {begins} to {ends}", {"begins": begins, "ends": ends, "lines": lines, "window": window})


def advice_close(*, begins: Fact, ends: Fact, window: Fact) -> Said:
    return fill("advice-close", "{window} 号窗口于 {begins}–{ends} 不开放", "window {window} stays closed from {begins} to {ends}", {"begins": begins, "ends": ends, "window": window})


def advice_rules() -> Said:
    return Said("试用新规则", "under the new rules", "advice-rules")


def advice_shorter(*, after: Fact, before: Fact, what: Fact) -> Said:
    return fill("advice-shorter", "{what}：九成等候由 {before} 分钟降至约 {after} 分钟。", "{what}: nine of ten wait up to about {after} min instead of {before}.", {"after": after, "before": before, "what": what})


def advice_longer(*, after: Fact, before: Fact, what: Fact) -> Said:
    return fill("advice-longer", "{what}：九成等候由 {before} 分钟增至约 {after} 分钟。", "{what}: nine of ten wait up to about {after} min instead of {before}, longer than now.", {"after": after, "before": before, "what": what})


def advice_same(*, before: Fact, what: Fact) -> Said:
    return fill("advice-same", "{what}：九成等候约 {before} 分钟，没有明显变化。", "{what}: nine of ten wait up to about {before} min, as now.", {"before": before, "what": what})


def advice_join(*, one: Fact, other: Fact) -> Said:
    return fill("advice-join", "{one}；{other}", "{one}; {other}", {"one": one, "other": other})


def alarms_long_wait(*, line: Fact, minutes: Fact, waiting: Fact, windows: Fact) -> Said:
    return fill("alarms-long-wait", "{line}：{waiting} 人等候，最久已等 {minutes} 分钟，{windows} 个窗口在办", "{line}: {waiting} waiting, the longest for {minutes} min, {windows} windows open", {"line": line, "minutes": minutes, "waiting": waiting, "windows": windows})


def alarms_expected_wait(*, line: Fact, minutes: Fact, waiting: Fact) -> Said:
    return fill("alarms-expected-wait", "{line}：现在取号预计至少需等 {minutes} 分钟，{waiting} 人等候", "{line}: who takes a number now waits at least about {minutes} min; {waiting} waiting", {"line": line, "minutes": minutes, "waiting": waiting})


def alarms_crowded(*, each: Fact, line: Fact, waiting: Fact, windows: Fact) -> Said:
    return fill("alarms-crowded", "{line}：{waiting} 人等候，仅 {windows} 个窗口在办，平均每个窗口 {each} 人", "{line}: {waiting} waiting for {windows} open windows, {each} for each", {"each": each, "line": line, "waiting": waiting, "windows": windows})


def alarms_idle(*, minutes: Fact, window: Fact) -> Said:
    return fill("alarms-idle", "{window} 号窗口空闲 {minutes} 分钟，所办事项有人等候", "Window {window} has been free for {minutes} min while visitors wait for it", {"minutes": minutes, "window": window})


def alarms_nobody(*, line: Fact, minutes: Fact, waiting: Fact) -> Said:
    return fill("alarms-nobody", "{line}：{waiting} 人等候，已排窗口但无人在岗，最久已等 {minutes} 分钟", "{line}: {waiting} waiting, windows planned but nobody there, the longest for {minutes} min", {"line": line, "minutes": minutes, "waiting": waiting})


def alarms_absent(*, line: Fact, minutes: Fact, waiting: Fact, windows: Fact) -> Said:
    return fill("alarms-absent", "{line}：{waiting} 人等候，已排班的 {windows} 号窗口开门 {minutes} 分钟仍无人到岗", "{line}: {waiting} waiting; nobody at planned window {windows}, {minutes} min after opening", {"line": line, "minutes": minutes, "waiting": waiting, "windows": windows})


def alarms_long_pause(*, minutes: Fact, window: Fact) -> Said:
    return fill("alarms-long-pause", "{window} 号窗口已暂停 {minutes} 分钟，所办事项有人等候", "Window {window} has been paused for {minutes} min while visitors wait for it", {"minutes": minutes, "window": window})


def alarms_no_shows(*, calls: Fact, missed: Fact) -> Said:
    return fill("alarms-no-shows", "最近 {calls} 次叫号有 {missed} 人未到，请查看屏幕和语音", "{missed} of the last {calls} called did not come; look at screens and voice", {"calls": calls, "missed": missed})


def alarms_unheard(*, number: Fact, window: Fact) -> Said:
    return fill("alarms-unheard", "{number} 号叫至 {window} 号窗口，屏幕或语音未确认，请到现场呼叫", "{number} called to window {window}: no screen or loudspeaker has confirmed it; call by mouth", {"number": number, "window": window})


def alarms_printer(*, printer: Fact) -> Said:
    return fill("alarms-printer", "{printer}不能打印", "{printer} cannot print", {"printer": printer})


def alarms_paper_low(*, percent: Fact, printer: Fact) -> Said:
    return fill("alarms-paper-low", "{printer}纸将用完，已用约 {percent}%", "{printer} is nearly out of paper, {percent} % used", {"percent": percent, "printer": printer})


def alarms_screen_dark(*, device: Fact, minutes: Fact) -> Said:
    return fill("alarms-screen-dark", "屏幕 {device} 已离线 {minutes} 分钟", "Screen {device} has been off line for {minutes} min", {"device": device, "minutes": minutes})


def alarms_device_silent(*, device: Fact, minutes: Fact) -> Said:
    return fill("alarms-device-silent", "{device} 已失去联系 {minutes} 分钟", "{device} has not been heard for {minutes} min", {"device": device, "minutes": minutes})


def alarms_part_down(*, agent: Fact, devices: Fact) -> Said:
    return fill("alarms-part-down", "{devices} 无应答（经 {agent} 连接）", "No answer from {devices} (behind {agent})", {"agent": agent, "devices": devices})


def alarms_hasty(*, device: Fact) -> Said:
    return fill("alarms-hasty", "{device} 取号过快，请到现场查看", "{device} is giving numbers too fast; go and look", {"device": device})


def alarms_clock(*, seconds: Fact) -> Said:
    return fill("alarms-clock", "服务器时钟与大厅时间相差 {seconds} 秒，须由技术人员核对", "The server's clock is {seconds} s away from hall time; a technician has to check it", {"seconds": seconds})


def alarms_promise_due(*, cases: Fact) -> Said:
    return fill("alarms-promise-due", "{cases} 件承诺件今日到期，尚未办结", "{cases} promised cases are due today and not finished", {"cases": cases})


def alarms_help(*, minutes: Fact, place: Fact) -> Said:
    return fill("alarms-help", "{place} 求助已 {minutes} 分钟，无人应答", "{place} asked for help {minutes} min ago; nobody has answered", {"minutes": minutes, "place": place})


def alarms_disk(*, free: Fact) -> Said:
    return fill("alarms-disk", "服务器磁盘仅剩 {free} MB", "Only {free} MB are left on the server's disk", {"free": free})


def alarms_undelivered(*, receiver: Fact) -> Said:
    return fill("alarms-undelivered", "发往“{receiver}”的消息未能送达，须由技术人员查看“对外消息”", "Messages to “{receiver}” did not arrive; a technician has to look at the messages out of the hall", {"receiver": receiver})


def alarms_told_short(*, line: Fact, percent: Fact) -> Said:
    return fill("alarms-told-short", "{line}：近一周所告知的等候时间仅 {percent}% 兑现，告知偏短", "{line}: of the waits told in the last week {percent} % were kept; too short is told", {"line": line, "percent": percent})


def alarms_told_wide(*, line: Fact, percent: Fact) -> Said:
    return fill("alarms-told-wide", "{line}：近一周所告知的等候时间 {percent}% 兑现，告知偏宽", "{line}: of the waits told in the last week {percent} % were kept; shorter could be told", {"line": line, "percent": percent})


def offers_no_opening() -> Said:
    return Said("暂不取号", "No numbers for now", "offers-no-opening")


def offers_day_closed(*, at: Fact) -> Said:
    return fill("offers-day-closed", "今日已停止取号，{at} 恢复", "Closed for today; numbers again {at}", {"at": at})


def offers_holiday(*, at: Fact, name: Fact) -> Said:
    return fill("offers-holiday", "{name}放假，{at} 开始取号", "Closed for {name}; numbers from {at}", {"at": at, "name": name})


def offers_day_off(*, at: Fact) -> Said:
    return fill("offers-day-off", "今日不办公，{at} 开始取号", "Closed today; numbers from {at}", {"at": at})


def offers_early(*, at: Fact) -> Said:
    return fill("offers-early", "{at} 开始取号", "Numbers from {at}", {"at": at})


def offers_break(*, at: Fact) -> Said:
    return fill("offers-break", "午间休息，{at} 恢复取号", "Lunch break; numbers again from {at}", {"at": at})


def offers_over(*, at: Fact) -> Said:
    return fill("offers-over", "今日取号已结束，{at} 再开始", "No more numbers today; again {at}", {"at": at})


def offers_unplanned() -> Said:
    return Said("今日无窗口办理", "No window for this today", "offers-unplanned")


def offers_unplanned_until(*, day: Fact) -> Said:
    return fill("offers-unplanned-until", "今日无窗口办理，{day}可办", "No window for this today; again {day}", {"day": day})


def offers_appointment() -> Said:
    return Said("须凭预约取号", "By appointment only", "offers-appointment")


def offers_stopped(*, words: Fact) -> Said:
    return fill("offers-stopped", "今日暂停取号：{words}", "No more numbers today: {words}", {"words": words})


def offers_gone() -> Said:
    return Said("今日号已取完", "No numbers left today", "offers-gone")


def offers_gone_until(*, at: Fact) -> Said:
    return fill("offers-gone-until", "本时段号已取完，{at} 起再取", "No numbers left for now; again from {at}", {"at": at})


def offers_later(*, at: Fact) -> Said:
    return fill("offers-later", "窗口 {at} 起办理，可先取号", "Windows open at {at}; take a number now", {"at": at})


def offers_unstaffed() -> Said:
    return Said("窗口暂无人员，可先取号", "No staff yet; take a number", "offers-unstaffed")


def offers_need_unmet() -> Said:
    return Said("今天没有窗口具备所需条件，将按普通顺序叫号；请向导办台说明，工作人员会协助。", "No window can offer that today: you are called in the ordinary order. Please tell the guide desk; staff will help.", "offers-need-unmet")


def offers_doubtful(*, at: Fact) -> Said:
    return fill("offers-doubtful", "可能要等到下班（{at}）以后，今日不一定轮到", "May last past closing at {at}: your turn is not certain today", {"at": at})


def offers_unlikely(*, at: Fact) -> Said:
    return fill("offers-unlikely", "今日下班（{at}）前预计轮不到", "Your turn is not expected before closing at {at}", {"at": at})


def offers_wait_resumes(*, at: Fact) -> Said:
    return fill("offers-wait-resumes", "{at} 恢复叫号", "Calling goes on at {at}", {"at": at})


def offers_wait_later(*, at: Fact) -> Said:
    return fill("offers-wait-later", "窗口 {at} 起办理，届时按号叫号", "Windows open at {at}; numbers are called then", {"at": at})


def offers_wait_unstaffed() -> Said:
    return Said("窗口暂无人员，到岗后即按号叫号", "Nobody at a window yet; calling starts as soon as staff sign on", "offers-wait-unstaffed")


def offers_wait_over() -> Said:
    return Said("今日已下班，本号未叫到的，请咨询导办台", "The hall has closed for today; please ask at the guide desk about this number", "offers-wait-over")

OUTCOMES: dict[str, Said] = {
    "done": Said("当场办结", "Done on the spot", "outcomes-done"),
    "accepted": Said("承诺受理", "Accepted with a promised date", "outcomes-accepted"),
    "supplement": Said("一次性告知补正", "Supplement needed", "outcomes-supplement"),
    "refused": Said("不予受理", "Refused with reason", "outcomes-refused"),
    "forwarded": Said("上报", "Forwarded", "outcomes-forwarded"),
    "consulted": Said("咨询", "Consulted", "outcomes-consulted"),
    "handed_over": Said("出件", "Result handed over", "outcomes-handed_over"),
    "left": Said("中途离开", "Left", "outcomes-left"),
}

CASE_STATES: dict[str, Said] = {
    "accepted": Said("办理中", "In progress", "case-states-accepted"),
    "supplement": Said("待补正", "Papers to be brought", "case-states-supplement"),
    "ready": Said("已办结，可领取", "Ready to collect", "case-states-ready"),
    "handed_over": Said("已出件", "Handed over", "case-states-handed_over"),
    "withdrawn": Said("已撤回", "Taken back", "case-states-withdrawn"),
}

OVERTAKEN: dict[str, Said] = {
    "earlier": Said("比您先取号", "took their number before you", "overtaken-earlier"),
    "statutory": Said("法定优先", "statutory priority", "overtaken-statutory"),
    "due": Said("按预约或政策优待，应叫时间更早", "due earlier by appointment or policy", "overtaken-due"),
    "other_matter": Said("该窗口不办理您的事项", "called by a window that does not serve your matter", "overtaken-other_matter"),
    "turn": Said("法定优先已连续多人，轮到普通号", "an ordinary number's turn after several priority calls", "overtaken-turn"),
    "sent": Said("由同事转到该窗口的来访者", "sent on to that window by a colleague", "overtaken-sent"),
    "selected": Said("窗口选呼，理由已登记，监察可查", "selected by the window; the reason is on record for supervision", "overtaken-selected"),
    "unable": Said("所在窗口不具备您需要的条件", "called by a window that cannot offer what you need", "overtaken-unable"),
}


def overtaken_by_earlier(*, minutes: Fact) -> Said:
    return fill("overtaken-by-earlier", "比您早 {minutes} 分钟取号", "took the number {minutes} min before you", {"minutes": minutes})


def overtaken_by_due(*, minutes: Fact) -> Said:
    return fill("overtaken-by-due", "按预约或政策优待，应叫时间早 {minutes} 分钟", "due {minutes} min earlier by appointment or policy", {"minutes": minutes})


def standing_nobody(*, ahead: Fact, number: Fact) -> Said:
    return fill("standing-nobody", "{number} 等候中，前面还有 {ahead} 人。该事项目前没有窗口在岗，有人签到后即按号叫号。", "{number} is waiting, {ahead} ahead. Nobody is at a window for it yet; calling starts when staff sign on.", {"ahead": ahead, "number": number})


def standing_waiting(*, ahead: Fact, before: Fact, number: Fact, windows: Fact) -> Said:
    return fill("standing-waiting", "{number} 等候中，前面还有 {ahead} 人，由 {windows} 个窗口办理。取号后本队列先叫了 {before} 个号，原因见下。", "{number} is waiting: {ahead} ahead; windows that serve it: {windows}. Since it was taken, {before} of this line came first; the reasons are below.", {"ahead": ahead, "before": before, "number": number, "windows": windows})


def standing_waiting_first(*, ahead: Fact, number: Fact, windows: Fact) -> Said:
    return fill("standing-waiting-first", "{number} 等候中，前面还有 {ahead} 人，由 {windows} 个窗口办理。", "{number} is waiting: {ahead} ahead; windows that serve it: {windows}.", {"ahead": ahead, "number": number, "windows": windows})


def standing_held(*, number: Fact, why: Fact) -> Said:
    return fill("standing-held", "{number} 暂缓叫号：{why}。", "{number} is held: {why}.", {"number": number, "why": why})


def standing_at(*, before: Fact, number: Fact, state: Fact, window: Fact) -> Said:
    return fill("standing-at", "{number} {state}，{window} 号窗口。等候期间本队列先叫了 {before} 个号，原因见下。", "{number}: {state} at window {window}. While it waited, {before} of this line came first; the reasons are below.", {"before": before, "number": number, "state": state, "window": window})


def standing_at_first(*, number: Fact, state: Fact, window: Fact) -> Said:
    return fill("standing-at-first", "{number} {state}，{window} 号窗口。", "{number}: {state} at window {window}.", {"number": number, "state": state, "window": window})


def standing_else(*, before: Fact, number: Fact, state: Fact) -> Said:
    return fill("standing-else", "{number} {state}。等候期间本队列先叫了 {before} 个号，原因见下。", "{number}: {state}. While it waited, {before} of this line came first; the reasons are below.", {"before": before, "number": number, "state": state})


def standing_else_first(*, number: Fact, state: Fact) -> Said:
    return fill("standing-else-first", "{number} {state}。", "{number}: {state}.", {"number": number, "state": state})


def story_issued(*, class_: Fact, line: Fact) -> Said:
    return fill("story-issued", "取号，进入“{line}”队列{class}", "Number taken, in the line “{line}”{class}", {"class": class_, "line": line})


def story_placed(*, line: Fact, matter: Fact) -> Said:
    return fill("story-placed", "“{matter}”排入“{line}”队列", "“{matter}” placed in the line “{line}”", {"line": line, "matter": matter})


def story_raised(*, class_: Fact) -> Said:
    return fill("story-raised", "导办台凭证件调整了优先类别{class}，按该类别的提前时间重新定位", "The guide desk saw evidence and raised the class{class}: the place moved by that class’s credit", {"class": class_})


def story_unraised() -> Said:
    return Said("一分钟内撤销了优先类别的调整，恢复原位置", "The raise was taken back within the minute: the old place again", "story-unraised")


def story_held(*, matter: Fact, why: Fact) -> Said:
    return fill("story-held", "“{matter}”暂缓叫号：{why}", "“{matter}” held: {why}", {"matter": matter, "why": why})


def story_released(*, matter: Fact) -> Said:
    return fill("story-released", "“{matter}”恢复叫号，保留原位", "“{matter}” can be called again, in its old place", {"matter": matter})


def story_called_back(*, window: Fact) -> Said:
    return fill("story-called-back", "{window} 号窗口叫号，挂起后回呼", "Called to window {window}, back from a break", {"window": window})


def story_called_selected(*, window: Fact) -> Said:
    return fill("story-called-selected", "{window} 号窗口叫号（窗口选呼，理由已登记）", "Called to window {window} (selected by the window; the reason is on record)", {"window": window})


def story_called_statutory(*, window: Fact) -> Said:
    return fill("story-called-statutory", "{window} 号窗口叫号：法定优先", "Called to window {window}: statutory priority", {"window": window})


def story_called_statutory_ahead(*, others: Fact, window: Fact) -> Said:
    return fill("story-called-statutory-ahead", "{window} 号窗口叫号：法定优先，先于 {others}", "Called to window {window}: statutory priority, ahead of {others}", {"others": others, "window": window})


def story_called_turn(*, window: Fact) -> Said:
    return fill("story-called-turn", "{window} 号窗口叫号：法定优先已连续多人，按规定轮到普通号", "Called to window {window}: after several priority calls in a row it was an ordinary number's turn", {"window": window})


def story_called_first(*, window: Fact) -> Said:
    return fill("story-called-first", "{window} 号窗口叫号：排在最前", "Called to window {window}: first in line", {"window": window})


def story_called_first_ahead(*, others: Fact, window: Fact) -> Said:
    return fill("story-called-first-ahead", "{window} 号窗口叫号：排在最前，先于 {others}", "Called to window {window}: first in line, ahead of {others}", {"others": others, "window": window})


def story_recalled(*, window: Fact) -> Said:
    return fill("story-recalled", "{window} 号窗口重呼", "Called again to window {window}", {"window": window})


def story_started(*, window: Fact) -> Said:
    return fill("story-started", "{window} 号窗口开始办理", "Service began at window {window}", {"window": window})


def story_finished(*, outcome: Fact, window: Fact) -> Said:
    return fill("story-finished", "{window} 号窗口办结：{outcome}", "Finished at window {window}: {outcome}", {"outcome": outcome, "window": window})


def story_missed(*, window: Fact) -> Said:
    return fill("story-missed", "叫号后未到 {window} 号窗口，已过号", "Did not come to window {window} when called", {"window": window})


def story_returned() -> Said:
    return Said("过号后重新排队", "Back in line after a missed call", "story-returned")


def story_parked(*, window: Fact) -> Said:
    return fill("story-parked", "{window} 号窗口挂起", "Put on hold at window {window}", {"window": window})


def story_transferred(*, window: Fact) -> Said:
    return fill("story-transferred", "由 {window} 号窗口转移", "Transferred from window {window}", {"window": window})


def story_cancelled() -> Said:
    return Said("已取消", "Cancelled", "story-cancelled")


def story_expired() -> Said:
    return Said("当日结束，号票失效", "The business day ended; the number is no longer valid", "story-expired")


def story_closed(*, reason: Fact) -> Said:
    return fill("story-closed", "今日闭厅（{reason}），号票失效", "The hall was closed for the day ({reason}); the number is no longer valid", {"reason": reason})


def story_voided() -> Said:
    return Said("过号后作废", "Void after a missed call", "story-voided")


def story_reopened() -> Said:
    return Said("在一分钟内恢复", "Taken back within the minute", "story-reopened")


def story_booked() -> Said:
    return Said("凭预约签到", "Checked in by appointment", "story-booked")


def story_code() -> Said:
    return Said("已发给再次来办所需的取件码", "A code for coming back was given", "story-code")


def story_slip_printed() -> Said:
    return Said("号票已打印", "The slip was printed", "story-slip-printed")


def story_slip_sent() -> Said:
    return Said("号票已送打印机", "The slip was sent to the printer", "story-slip-sent")


def story_slip_unconfirmed() -> Said:
    return Said("打印机未确认出票，号码仍有效", "The printer did not confirm; the number is valid", "story-slip-unconfirmed")


def story_slip_expired() -> Said:
    return Said("号票未能打印，号码仍有效", "The slip could not be printed; the number is valid", "story-slip-expired")


def story_slip_failed() -> Said:
    return Said("号票打印失败，号码仍有效", "Printing failed; the number is valid", "story-slip-failed")


def story_slip_queued() -> Said:
    return Said("补打号票", "A copy of the slip was asked for", "story-slip-queued")

EVENT_KINDS: dict[str, Said] = {
    "account_bound": Said("账号改由统一身份认证登录", "An account signs in by a directory from now on", "event-kinds-account_bound"),
    "account_moved": Said("账号调整角色或部门", "An account got another role or department", "event-kinds-account_moved"),
    "account_opened": Said("开通账号", "An account was opened", "event-kinds-account_opened"),
    "account_shut": Said("停用账号", "An account was shut", "event-kinds-account_shut"),
    "account_signed_off": Said("账号退出登录", "An account signed out", "event-kinds-account_signed_off"),
    "account_signed_on": Said("账号登录", "An account signed in", "event-kinds-account_signed_on"),
    "alarm_acknowledged": Said("大厅提醒已有人处理", "Somebody takes care of an alarm of the hall", "event-kinds-alarm_acknowledged"),
    "alarm_cleared": Said("大厅提醒解除", "An alarm of the hall is over", "event-kinds-alarm_cleared"),
    "alarm_raised": Said("大厅提醒", "An alarm of the hall", "event-kinds-alarm_raised"),
    "appointment_booked": Said("登记预约", "An appointment was booked", "event-kinds-appointment_booked"),
    "appointment_cancelled": Said("取消预约", "An appointment was cancelled", "event-kinds-appointment_cancelled"),
    "appointment_changed": Said("变更预约", "An appointment was changed", "event-kinds-appointment_changed"),
    "appointment_lapsed": Said("预约未到", "Nobody came for an appointment", "event-kinds-appointment_lapsed"),
    "call_shown": Said("屏幕已显示叫号", "A screen showed the call", "event-kinds-call_shown"),
    "call_spoken": Said("语音已播报叫号", "A loudspeaker spoke the call", "event-kinds-call_spoken"),
    "case_kept": Said("一分钟内撤回领取，结果仍在窗口", "The handing over was taken back within the minute", "event-kinds-case_kept"),
    "case_undecided": Said("一分钟内撤回办结", "The decision was taken back within the minute", "event-kinds-case_undecided"),
    "case_withdrawn": Said("一分钟内撤回受理", "The acceptance was taken back within the minute", "event-kinds-case_withdrawn"),
    "clock_accepted": Said("确认采用服务器当前时间", "The machine's time was accepted", "event-kinds-clock_accepted"),
    "clock_stepped": Said("服务器时钟跳变", "The machine's clock stepped", "event-kinds-clock_stepped"),
    "day_closed": Said("本日封存", "The day was sealed", "event-kinds-day_closed"),
    "day_closing": Said("闭厅，当日剩余号码失效", "The day is closing; numbers that were left end with it", "event-kinds-day_closing"),
    "day_opened": Said("开厅", "The day was opened", "event-kinds-day_opened"),
    "device_paired": Said("设备完成配对", "A device was paired", "event-kinds-device_paired"),
    "device_reloaded": Said("让设备重新加载页面", "A device was told to load its page anew", "event-kinds-device_reloaded"),
    "device_renamed": Said("设备改名", "A device was renamed", "event-kinds-device_renamed"),
    "emergency_answered": Said("紧急求助已有人前往", "Somebody goes to an emergency", "event-kinds-emergency_answered"),
    "emergency_raised": Said("紧急求助", "An emergency was raised", "event-kinds-emergency_raised"),
    "emergency_reset": Said("紧急求助处置完毕", "An emergency is over", "event-kinds-emergency_reset"),
    "hall_damaged": Said("数据库文件损坏", "The database file is damaged", "event-kinds-hall_damaged"),
    "hall_founded": Said("大厅建库", "The hall was founded", "event-kinds-hall_founded"),
    "hall_planned": Said("修改事项目录或大厅设置", "The catalogue or the hall's settings were changed", "event-kinds-hall_planned"),
    "hall_started": Said("系统启动", "The server was started", "event-kinds-hall_started"),
    "help_answered": Said("求助已应答", "A call for help was answered", "event-kinds-help_answered"),
    "help_asked": Said("取号机求助", "Somebody called for help at a kiosk", "event-kinds-help_asked"),
    "kiosk_opened": Said("取号机恢复取号", "A stopped kiosk gives numbers again", "event-kinds-kiosk_opened"),
    "kiosk_stopped": Said("取号机停用", "A kiosk was stopped", "event-kinds-kiosk_stopped"),
    "leave_noted": Said("登记请假", "Leave was noted", "event-kinds-leave_noted"),
    "leave_withdrawn": Said("撤销请假", "A leave was withdrawn", "event-kinds-leave_withdrawn"),
    "letter_imported": Said("导入授权书", "A letter was imported with a plan", "event-kinds-letter_imported"),
    "letter_issued": Said("登记授权书", "A letter was entered in the register", "event-kinds-letter_issued"),
    "letter_reminded": Said("授权书即将到期", "A letter ends soon", "event-kinds-letter_reminded"),
    "letter_scanned": Said("上传授权书扫描件", "A letter's scan was attached", "event-kinds-letter_scanned"),
    "letter_withdrawn": Said("撤回授权书", "A letter was withdrawn", "event-kinds-letter_withdrawn"),
    "line_opened": Said("队列恢复取号", "A stopped line gives numbers again", "event-kinds-line_opened"),
    "line_stopped": Said("队列暂停取号", "A line gives no further numbers today", "event-kinds-line_stopped"),
    "link_issued": Said("生成一次性登录链接", "A one-time link was made", "event-kinds-link_issued"),
    "link_used": Said("使用一次性登录链接", "A one-time link was used", "event-kinds-link_used"),
    "message_seen": Said("短消息已送达", "A short message has arrived", "event-kinds-message_seen"),
    "message_sent": Said("发送短消息", "A short message was sent", "event-kinds-message_sent"),
    "notice_posted": Said("发布公告", "A notice was posted", "event-kinds-notice_posted"),
    "notice_withdrawn": Said("撤下公告", "A notice was withdrawn", "event-kinds-notice_withdrawn"),
    "numbers_leapt": Said("恢复备份后跳过可能已发出的号码", "Numbers that may exist on paper were skipped", "event-kinds-numbers_leapt"),
    "park_over": Said("挂起时间已到", "The time of the interruption is over", "event-kinds-park_over"),
    "phone_bound": Said("群众登记手机号接收提醒", "A visitor left a telephone number to be told", "event-kinds-phone_bound"),
    "phone_forgotten": Said("销毁提醒用手机号", "Telephone numbers of visitors were destroyed", "event-kinds-phone_forgotten"),
    "pin_set": Said("设置密码", "A PIN or a password was set", "event-kinds-pin_set"),
    "printer_changed": Said("修改打印机设置", "A printer was added or changed", "event-kinds-printer_changed"),
    "printer_looked_at": Said("打印机已检查", "A person checked a printer", "event-kinds-printer_looked_at"),
    "printer_muted": Said("打印机停用待检查", "A printer gets no more slips until somebody checks it", "event-kinds-printer_muted"),
    "printer_paper_changed": Said("打印机换纸", "A printer got a new roll", "event-kinds-printer_paper_changed"),
    "printer_paper_low": Said("打印机纸将用完", "A printer has little paper left", "event-kinds-printer_paper_low"),
    "printer_state": Said("打印机状态变化", "A printer changed its state", "event-kinds-printer_state"),
    "project_closed": Said("绿色通道项目结束", "A project may no longer use the green channel", "event-kinds-project_closed"),
    "project_opened": Said("绿色通道项目登记", "A project may use the green channel", "event-kinds-project_opened"),
    "records_rebuilt": Said("按流水重建办理记录", "The record of services was rebuilt from the log", "event-kinds-records_rebuilt"),
    "rectification_appealed": Said("部门对差评提出申诉", "The department appealed against the rating", "event-kinds-rectification_appealed"),
    "replacement_asked": Said("部门申请调换派驻人员", "A department asked to replace somebody", "event-kinds-replacement_asked"),
    "replacement_consented": Said("同意调换派驻人员", "The hall consented to a replacement", "event-kinds-replacement_consented"),
    "replacement_refused": Said("不同意调换派驻人员", "The hall refused a replacement", "event-kinds-replacement_refused"),
    "rules_published": Said("发布叫号规则", "New rules are in force", "event-kinds-rules_published"),
    "scheme_published": Said("发布考核办法", "A new scheme of deductions was published", "event-kinds-scheme_published"),
    "second_factor_removed": Said("账号解除动态口令", "An account has no second factor any more", "event-kinds-second_factor_removed"),
    "second_factor_set": Said("账号绑定动态口令", "An account has a second factor", "event-kinds-second_factor_set"),
    "secondment_begun": Said("派驻生效", "A secondment began", "event-kinds-secondment_begun"),
    "secondment_declined": Said("未接受派驻推荐", "A nomination was declined", "event-kinds-secondment_declined"),
    "secondment_ended": Said("派驻结束", "A secondment ended", "event-kinds-secondment_ended"),
    "secondment_imported": Said("导入派驻人员", "A secondment was imported with a plan", "event-kinds-secondment_imported"),
    "secondment_nominated": Said("部门推荐派驻人员", "A department nominated somebody", "event-kinds-secondment_nominated"),
    "secondment_reminded": Said("派驻即将期满", "A secondment ends soon", "event-kinds-secondment_reminded"),
    "secondment_signed": Said("签署派驻", "A secondment was signed", "event-kinds-secondment_signed"),
    "slip_logo_changed": Said("更换小票标志", "The logo on slips was changed", "event-kinds-slip_logo_changed"),
    "slip_moved": Said("号票改由另一台打印机打印", "The slip was moved to another printer", "event-kinds-slip_moved"),
    "slip_templated": Said("修改小票模板", "The form of a slip was changed", "event-kinds-slip_templated"),
    "staffer_added": Said("新增人员", "A person was added", "event-kinds-staffer_added"),
    "token_issued": Said("登记设备", "A device was let in", "event-kinds-token_issued"),
    "token_revoked": Said("注销设备", "A device was shut out", "event-kinds-token_revoked"),
}

OUTGOING_KINDS: dict[str, Said] = {
    "notice_soon": Said("提醒群众即将叫号", "Tells a visitor that the call is near", "outgoing-kinds-notice_soon"),
    "notice_called": Said("提醒群众已叫号", "Tells a visitor of the call", "outgoing-kinds-notice_called"),
    "test": Said("测试消息", "A test message", "outgoing-kinds-test"),
}


def texting_soon(*, ahead: Fact, hall: Fact, number: Fact) -> Said:
    return fill("texting-soon", "【{hall}】{number} 号前面还有 {ahead} 人，请回到等候区。", "{hall}: {ahead} before number {number}. Please come back to the waiting area.", {"ahead": ahead, "hall": hall, "number": number})


def texting_next(*, hall: Fact, number: Fact) -> Said:
    return fill("texting-next", "【{hall}】{number} 号，下一位就是您，请在等候区等候。", "{hall}: number {number} is next. Please wait in the waiting area.", {"hall": hall, "number": number})


def texting_called(*, hall: Fact, number: Fact, window: Fact) -> Said:
    return fill("texting-called", "【{hall}】请 {number} 号到 {window} 号窗口办理。", "{hall}: number {number}, please go to window {window}.", {"hall": hall, "number": number, "window": window})


def texting_test(*, hall: Fact) -> Said:
    return fill("texting-test", "【{hall}】这是一条测试消息，请勿回复。", "{hall}: this is a test message.", {"hall": hall})


def event_said_absence(*, minutes: Fact, window: Fact) -> Said:
    return fill("event-said-absence", "{window} 号窗口空岗：有人等候，窗口空闲满 {minutes} 分钟", "Window {window} was idle for {minutes} minutes while people waited", {"minutes": minutes, "window": window})


def event_said_absence_waiting(*, minutes: Fact, n: Fact, window: Fact) -> Said:
    return fill("event-said-absence-waiting", "{window} 号窗口空岗：窗口空闲满 {minutes} 分钟，当时 {n} 人等候", "Window {window} was idle for {minutes} minutes while {n} waited", {"minutes": minutes, "n": n, "window": window})


def event_said_case_opened(*, case: Fact, due: Fact) -> Said:
    return fill("event-said-case-opened", "承诺件 {case} 受理，应于 {due} 前办结", "Case {case} was accepted, due {due}", {"case": case, "due": due})


def event_said_case_part_ready(*, case: Fact, department: Fact) -> Said:
    return fill("event-said-case-part-ready", "承诺件 {case}：{department}已办结本部门部分", "Case {case}: {department} decided its part", {"case": case, "department": department})


def event_said_case_ready(*, case: Fact) -> Said:
    return fill("event-said-case-ready", "承诺件 {case} 办结，可以领取", "Case {case} was decided; the result can be collected", {"case": case})


def event_said_case_extended(*, case: Fact, due: Fact, was: Fact) -> Said:
    return fill("event-said-case-extended", "承诺件 {case} 延期：由 {was} 延至 {due}", "Case {case} was extended from {was} to {due}", {"case": case, "due": due, "was": was})


def event_said_case_recounted(*, case: Fact, due: Fact, was: Fact) -> Said:
    return fill("event-said-case-recounted", "工作日历调整，承诺件 {case} 的期限由 {was} 改为 {due}", "The calendar changed: case {case} is due {due} instead of {was}", {"case": case, "due": due, "was": was})


def event_said_case_supplemented(*, case: Fact, n: Fact) -> Said:
    return fill("event-said-case-supplemented", "承诺件 {case} 一次性告知补正，共 {n} 项材料", "Case {case}: the visitor was told once which papers are missing ({n})", {"case": case, "n": n})


def event_said_case_resumed(*, case: Fact) -> Said:
    return fill("event-said-case-resumed", "承诺件 {case} 材料补齐，继续办理", "Case {case} goes on: the papers were brought", {"case": case})


def event_said_case_due_soon(*, case: Fact, due: Fact) -> Said:
    return fill("event-said-case-due-soon", "承诺件 {case} 临近期限 {due}", "Case {case} is due soon: {due}", {"case": case, "due": due})


def event_said_case_overdue(*, case: Fact, due: Fact) -> Said:
    return fill("event-said-case-overdue", "承诺件 {case} 超过期限 {due}", "Case {case} is past its due day {due}", {"case": case, "due": due})


def event_said_case_handed_over(*, case: Fact, window: Fact) -> Said:
    return fill("event-said-case-handed-over", "承诺件 {case} 的结果在 {window} 号窗口领取", "The result of case {case} was handed over at window {window}", {"case": case, "window": window})


def event_said_case_sent_out(*, case: Fact) -> Said:
    return fill("event-said-case-sent-out", "承诺件 {case} 的结果已送达（未到窗口领取）", "The result of case {case} was sent to the visitor", {"case": case})


def event_said_rating(*, level: Fact) -> Said:
    return fill("event-said-rating", "群众评价 {level} 分（满分 5 分）", "The visitor rated the service {level} of 5", {"level": level})


def event_said_window_opened(*, who: Fact, window: Fact) -> Said:
    return fill("event-said-window-opened", "{window} 号窗口：{who} 登录上岗", "Window {window}: {who} signed on", {"who": who, "window": window})


def event_said_window_opened_late(*, minutes: Fact, who: Fact, window: Fact) -> Said:
    return fill("event-said-window-opened-late", "{window} 号窗口：{who} 登录上岗，迟到 {minutes} 分钟", "Window {window}: {who} signed on, {minutes} min late", {"minutes": minutes, "who": who, "window": window})


def event_said_window_closed(*, window: Fact) -> Said:
    return fill("event-said-window-closed", "{window} 号窗口离岗登出", "Window {window} was signed off", {"window": window})


def event_said_window_left_open(*, window: Fact) -> Said:
    return fill("event-said-window-left-open", "{window} 号窗口下班未登出，由系统登出", "Window {window} was left open at the end of the day and signed off by the system", {"window": window})


def event_said_window_paused(*, window: Fact) -> Said:
    return fill("event-said-window-paused", "{window} 号窗口暂停叫号", "Window {window} paused", {"window": window})


def event_said_window_resumed(*, window: Fact) -> Said:
    return fill("event-said-window-resumed", "{window} 号窗口恢复叫号", "Window {window} calls again", {"window": window})


def event_said_window_working(*, window: Fact) -> Said:
    return fill("event-said-window-working", "{window} 号窗口开始后台办理", "Window {window} began work without a visitor", {"window": window})


def event_said_window_worked(*, minutes: Fact, window: Fact) -> Said:
    return fill("event-said-window-worked", "{window} 号窗口后台办理结束，用时 {minutes} 分钟", "Window {window} ended work without a visitor after {minutes} min", {"minutes": minutes, "window": window})


def event_said_window_planned(*, window: Fact) -> Said:
    return fill("event-said-window-planned", "{window} 号窗口调整当日受理队列", "What window {window} serves was changed", {"window": window})


def event_said_registered_often(*, decidable: Fact, registered: Fact, window: Fact) -> Said:
    return fill("event-said-registered-often", "{window} 号窗口当日只受理率偏高：可当场办结 {decidable} 件，只受理 {registered} 件", "Window {window} only accepted too often that day: {registered} of {decidable} that could be decided on the spot", {"decidable": decidable, "registered": registered, "window": window})


def event_said_rectification_opened(*, due: Fact) -> Said:
    return fill("event-said-rectification-opened", "差评需整改，期限 {due}", "A bad rating must be put right by {due}", {"due": due})


def event_said_rectification_overdue(*, due: Fact) -> Said:
    return fill("event-said-rectification-overdue", "差评逾期未整改，期限为 {due}", "A bad rating was not put right by {due}", {"due": due})


def event_said_rectification_done() -> Said:
    return Said("部门已完成差评整改", "The department reported what it put right", "event-said-rectification-done")


def event_said_rectification_called_back() -> Said:
    return Said("大厅已回访评价人", "The hall called the visitor back", "event-said-rectification-called-back")


def event_said_rectification_upheld() -> Said:
    return Said("差评申诉成立，不计入", "The appeal against the rating was upheld: it does not count", "event-said-rectification-upheld")


def event_said_rectification_stands() -> Said:
    return Said("差评申诉不成立，继续整改", "The appeal against the rating was not upheld: it stands", "event-said-rectification-stands")


def event_said_concern_raised(*, concern: Fact, due: Fact) -> Said:
    return fill("event-said-concern-raised", "登记“办不成事”反映：{concern}，应于 {due} 前答复", "Reported that something could not be done: {concern}; to be answered by {due}", {"concern": concern, "due": due})


def event_said_concern_true() -> Said:
    return Said("“办不成事”反映已答复：经查属实", "A report of “could not be done” was answered: found true", "event-said-concern-true")


def event_said_concern_false() -> Said:
    return Said("“办不成事”反映已答复：经查不属实", "A report of “could not be done” was answered: found not true", "event-said-concern-false")


def event_said_contest_opened(*, finding: Fact) -> Said:
    return fill("event-said-contest-opened", "部门对“{finding}”提出异议", "The department contests “{finding}”", {"finding": finding})


def event_said_contest_upheld(*, finding: Fact) -> Said:
    return fill("event-said-contest-upheld", "对“{finding}”的异议成立，不计入", "The contest of “{finding}” was upheld: it does not count", {"finding": finding})


def event_said_contest_stands(*, finding: Fact) -> Said:
    return fill("event-said-contest-stands", "对“{finding}”的异议不成立", "The contest of “{finding}” was not upheld: it counts", {"finding": finding})


def event_said_report_read() -> Said:
    return Said("监察人员查阅", "Supervision read something", "event-said-report-read")


def event_said_verified() -> Said:
    return Said("校验流水：与写入时一致", "The log was verified: all is as it was written", "event-said-verified")


def event_said_broken() -> Said:
    return Said("校验流水：发现不一致", "The log was verified: it does not hold", "event-said-broken")


def event_said_device_paired(*, name: Fact) -> Said:
    return fill("event-said-device-paired", "设备 {name} 完成配对", "Device {name} was paired", {"name": name})


def event_said_device_renamed(*, name: Fact, was: Fact) -> Said:
    return fill("event-said-device-renamed", "设备由 {was} 改名为 {name}", "Device {was} is called {name} from now on", {"name": name, "was": was})


def event_said_device_silent(*, minutes: Fact) -> Said:
    return fill("event-said-device-silent", "设备失去联系满 {minutes} 分钟", "Not heard for {minutes} min", {"minutes": minutes})


def event_said_device_back() -> Said:
    return Said("设备恢复正常", "The device is well again", "event-said-device-back")


def event_said_device_parts(*, n: Fact) -> Said:
    return fill("event-said-device-parts", "所接设备有 {n} 台无应答", "{n} of the devices behind it did not answer", {"n": n})


def event_said_device_hasty() -> Said:
    return Said("一分钟内出票过多", "More numbers in a minute than people can take", "event-said-device-hasty")


def event_said_kiosk_stopped(*, kiosk: Fact, words: Fact) -> Said:
    return fill("event-said-kiosk-stopped", "取号机 {kiosk} 停用，显示“{words}”", "Kiosk {kiosk} was stopped with “{words}”", {"kiosk": kiosk, "words": words})


def event_said_signed_on(*, account: Fact, means: Fact) -> Said:
    return fill("event-said-signed-on", "账号 {account} 登录：{means}", "Account {account} signed in: {means}", {"account": account, "means": means})


def event_said_refused(*, means: Fact, reason: Fact) -> Said:
    return fill("event-said-refused", "登录被拒：{means}，{reason}", "A sign-on was refused: {means}, {reason}", {"means": means, "reason": reason})


def event_said_refused_known(*, account: Fact, means: Fact, reason: Fact) -> Said:
    return fill("event-said-refused-known", "账号 {account} 登录被拒：{means}，{reason}", "A sign-on to {account} was refused: {means}, {reason}", {"account": account, "means": means, "reason": reason})


def event_said_refused_more(*, n: Fact, told: Fact) -> Said:
    return fill("event-said-refused-more", "{told}（此后又有 {n} 次）", "{told} ({n} more times since)", {"n": n, "told": told})

SIGN_ON_MEANS: dict[str, Said] = {
    "password": Said("账号和密码", "account and password", "sign-on-means-password"),
    "pin": Said("窗口工号和密码", "staffer and PIN at a window", "sign-on-means-pin"),
    "link": Said("一次性链接", "one-time link", "sign-on-means-link"),
    "oidc": Said("统一身份认证", "the sign-in service", "sign-on-means-oidc"),
    "ldap": Said("目录账号", "the directory", "sign-on-means-ldap"),
}

SIGN_ON_REASONS: dict[str, Said] = {
    "wrong_pin": Said("密码不正确", "wrong password", "sign-on-reasons-wrong_pin"),
    "password": Said("密码不正确", "wrong password", "sign-on-reasons-password"),
    "wrong_second_factor": Said("动态口令不正确", "wrong second factor", "sign-on-reasons-wrong_second_factor"),
    "second_factor_lost": Said("动态口令已作废", "the second factor is void", "sign-on-reasons-second_factor_lost"),
    "too_many": Said("尝试次数过多，暂时锁定", "too many tries, locked for a while", "sign-on-reasons-too_many"),
    "link_unknown": Said("链接不存在", "no such link", "sign-on-reasons-link_unknown"),
    "link_spent": Said("链接已用过", "the link was used before", "sign-on-reasons-link_spent"),
    "link_expired": Said("链接已过期", "the link is too old", "sign-on-reasons-link_expired"),
    "link_void": Said("链接已作废", "the link is void", "sign-on-reasons-link_void"),
    "needs_tls": Said("连接未加密", "not over an encrypted line", "sign-on-reasons-needs_tls"),
    "account_is_shut": Said("账号已停用", "the account is shut", "sign-on-reasons-account_is_shut"),
    "name_taken": Said("账号名属于他人", "the name is another account’s", "sign-on-reasons-name_taken"),
    "no_role_granted": Said("未获授权", "no role is granted", "sign-on-reasons-no_role_granted"),
    "directory_away": Said("认证服务无应答", "the directory did not answer", "sign-on-reasons-directory_away"),
    "sign_on_lapsed": Said("登录请求已失效", "the sign-on was over", "sign-on-reasons-sign_on_lapsed"),
    "declined": Said("认证服务未予确认", "the service said no", "sign-on-reasons-declined"),
    "other": Said("身份证明不成立", "the proof did not hold", "sign-on-reasons-other"),
}

ACTORS: dict[str, Said] = {
    "clock": Said("系统自动", "The system, by the clock", "actors-clock"),
    "kiosk": Said("取号机", "Kiosk", "actors-kiosk"),
    "display": Said("显示屏", "Screen", "actors-display"),
    "window": Said("窗口", "Window", "actors-window"),
    "rating": Said("评价器", "Rating device", "actors-rating"),
    "printer": Said("打印服务", "Print service", "actors-printer"),
    "platform": Said("预约平台", "Booking platform", "actors-platform"),
    "guide": Said("导办台", "Guide desk", "actors-guide"),
    "manager": Said("大厅管理", "Office", "actors-manager"),
    "department": Said("部门", "Department", "actors-department"),
    "supervision": Said("监察效能室", "Supervision", "actors-supervision"),
    "technician": Said("技术人员", "Technician", "actors-technician"),
    "follower": Said("群众本人", "The visitor", "actors-follower"),
    "local": Said("服务器本机", "At the server itself", "actors-local"),
    "anybody": Said("未登录者", "nobody signed on", "actors-anybody"),
}


def actor_names_window_no(*, n: Fact) -> Said:
    return fill("actor-names-window-no", "{n} 号窗口", "Window {n}", {"n": n})


def actor_names_one(*, n: Fact, role: Fact) -> Said:
    return fill("actor-names-one", "{role} {n}", "{role} {n}", {"n": n, "role": role})


def actor_names_named(*, name: Fact, role: Fact) -> Said:
    return fill("actor-names-named", "{role}（{name}）", "{role} ({name})", {"name": name, "role": role})

FOUND_COLUMNS: dict[str, Said] = {
    "day": Said("日期", "Day", "found-columns-day"),
    "time": Said("时间", "Time", "found-columns-time"),
    "kind": Said("发现", "Finding", "found-columns-kind"),
    "department": Said("部门", "Department", "found-columns-department"),
    "window": Said("窗口", "Window", "found-columns-window"),
    "person": Said("人员", "Person", "found-columns-person"),
    "matter": Said("事项", "Matter", "found-columns-matter"),
    "number": Said("票号", "Number", "found-columns-number"),
    "minutes": Said("时长（分钟）", "Length (min)", "found-columns-minutes"),
    "waited": Said("等候人次", "People waiting", "found-columns-waited"),
    "off": Said("偏差", "Off", "found-columns-off"),
    "detail": Said("说明", "Detail", "found-columns-detail"),
    "lifted": Said("不计入原因", "Not counted because", "found-columns-lifted"),
    "contest": Said("异议", "Contest", "found-columns-contest"),
    "event": Said("流水号", "Event", "found-columns-event"),
}

READINGS: dict[str, Said] = {
    "desk": Said("监察首页", "The desk's first page", "readings-desk"),
    "findings": Said("监察发现", "Findings", "readings-findings"),
    "findings_file": Said("监察发现（下载）", "Findings, as a file", "readings-findings_file"),
    "rates": Said("各窗口授权执行情况", "What the letters allow, and what was decided", "readings-rates"),
    "services": Said("窗口办理记录", "A window's decisions", "readings-services"),
    "story": Said("票号全程", "A number's whole story", "readings-story"),
    "event": Said("一条流水", "One event of the log", "readings-event"),
    "concerns": Said("“办不成事”反映", "Reports of “could not be done”", "readings-concerns"),
    "contests": Said("部门异议", "Contests", "readings-contests"),
    "ratings": Said("差评整改", "Bad ratings", "readings-ratings"),
    "scores": Said("考核得分", "Scores", "readings-scores"),
    "sittings": Said("上岗记录", "Who sat where", "readings-sittings"),
    "proofs": Said("校验与封存", "Proofs and seals", "readings-proofs"),
    "readings": Said("我的查阅", "My readings", "readings-readings"),
    "cases": Said("办件", "Cases", "readings-cases"),
    "reports": Said("报表", "Reports", "readings-reports"),
    "people": Said("派驻人员", "Seconded people", "readings-people"),
    "letters_read": Said("授权书", "Letters", "readings-letters_read"),
    "numbers": Said("各日票号", "Numbers of a day", "readings-numbers"),
}

QUICK: dict[str, Said] = {
    "go_on": Said("好的，马上处理", "All right, at once", "quick-go_on"),
    "come": Said("请到窗口来一下", "Please come to the window", "quick-come"),
    "paper": Said("打印纸用完，请送纸", "Out of paper, please bring some", "quick-paper"),
    "device": Said("设备故障，请来人看一下", "A device is broken, please come and look", "quick-device"),
    "queue": Said("等候的人多，请增开窗口", "Many are waiting, please open another window", "quick-queue"),
    "break": Said("请求替岗，短暂离开", "Please relieve me for a short break", "quick-break"),
    "explain": Said("请向群众解释一下排队情况", "Please explain the queue to the visitors", "quick-explain"),
    "busy": Said("正在办理，稍后回复", "Serving a visitor; I answer later", "quick-busy"),
}


def on_paper_missed_keep() -> Said:
    return Said("过号后请到导办台重新排队，保留原顺序。", "Missed your call? Go to the guide desk; you keep your place.", "on-paper-missed-keep")


def on_paper_missed_back(*, n: Fact) -> Said:
    return fill("on-paper-missed-back", "过号后请到导办台重新排队，排在第 {n} 位之后。", "Missed your call? Go to the guide desk; you go behind the next {n}.", {"n": n})


def on_paper_missed_void() -> Said:
    return Said("过号作废，请重新取号。", "A missed number is void; please take a new one.", "on-paper-missed-void")


def on_paper_reserve() -> Said:
    return Said("该日期在节假日安排公布后可能调整。", "This day may move when holidays are announced.", "on-paper-reserve")


def on_paper_green() -> Said:
    return Said("绿色通道", "Green channel", "on-paper-green")


def on_paper_collect_bring() -> Said:
    return Said("取件时请携带本回执和有效身份证件。", "Bring this receipt and your ID when you collect the result.", "on-paper-collect-bring")


def on_paper_collect_papers() -> Said:
    return Said("还需带齐", "Please also bring", "on-paper-collect-papers")


def on_paper_collect_code() -> Said:
    return Said("取件码", "Return code", "on-paper-collect-code")


def on_paper_collect_way_back() -> Said:
    return Said("凭取件码可直接取号，无需重新排队受理。", "With the return code you need not apply again.", "on-paper-collect-way-back")


def on_paper_supplement_bring() -> Said:
    return Said("补齐后请携带本单和有效身份证件再来，优先安排，无需重新排队。", "Come back with this sheet, your ID and what was missing: you get priority.", "on-paper-supplement-bring")


def on_paper_supplement_papers() -> Said:
    return Said("请补齐以下材料", "Please bring what was missing", "on-paper-supplement-papers")


def on_paper_supplement_code() -> Said:
    return Said("补正码", "Supplement code", "on-paper-supplement-code")


def on_paper_supplement_way_back() -> Said:
    return Said("凭补正码在取号机“预约”或导办台取号。", "With this code you get a number at the kiosk (Appointments) or the guide desk.", "on-paper-supplement-way-back")


def on_paper_after() -> Said:
    return Said("（前一事项办完后）", " (after another)", "on-paper-after")

RECEIPTS: dict[str, Said] = {
    "accepted": Said("承诺件受理回执", "Receipt for an accepted matter", "receipts-accepted"),
    "supplement": Said("补正回执", "Receipt: papers are missing", "receipts-supplement"),
}

REFUSALS: dict[str, Said] = {
    "wrong_token": Said("令牌无效或已撤销，请重新配对。", "This token is unknown or revoked; pair the device again.", "refusals-wrong_token"),
    "not_signed_on": Said("请先登录或配对设备。", "Sign on or pair this device first.", "refusals-not_signed_on"),
    "not_found": Said("未找到：{what} {name}", "There is no {what} {name}", "refusals-not_found"),
    "unknown_code": Said("没有查到这个号码，请核对后重新输入，或到导办台查询。", "This code was not found. Please check it and type it again, or ask at the guide desk.", "refusals-unknown_code"),
    "too_many": Said("尝试次数过多，请 {seconds} 秒后再试。", "Too many tries; wait {seconds} s.", "refusals-too_many"),
    "hall_closed": Said("现在不在取号时间内。{when}", "The hall gives no numbers now.{when}", "refusals-hall_closed"),
    "day_closed": Said("今日已闭厅。{when}", "The hall is closed for today.{when}", "refusals-day_closed"),
    "matter_unplanned": Said("“{matter}”今天没有安排窗口，请咨询导办台。", "No window is planned for “{matter}” today; please ask at the guide desk.", "refusals-matter_unplanned"),
    "matter_not_in_hall": Said("“{matter}”不在本大厅办理：{why}", "“{matter}” is not handled in this hall: {why}", "refusals-matter_not_in_hall"),
    "quota_exhausted": Said("“{line}”{span}号已取完。{free}", "All numbers of “{line}” for {span} are gone.{free}", "refusals-quota_exhausted"),
    "line_out_of_use": Said("“{line}”今日暂停取号：{words}", "No more numbers for “{line}” today: {words}", "refusals-line_out_of_use"),
    "duplicate_ticket": Said("您今天已为该事项取号 {number}，可补打号票。", "You hold {number} for this matter already; its slip can be printed again.", "refusals-duplicate_ticket"),
    "appointment_only": Said("“{line}”须经批准预约，请到导办台办理。", "“{line}” is by approved appointment only; please ask at the guide desk.", "refusals-appointment_only"),
    "kiosk_out_of_use": Said("此取号机暂停使用：{words}", "This kiosk is out of use: {words}", "refusals-kiosk_out_of_use"),
    "not_at_this_kiosk": Said("此取号机不办理“{matter}”取号，请到其他取号机或导办台。", "This kiosk gives no numbers for “{matter}”; please use another one, or ask at the guide desk.", "refusals-not_at_this_kiosk"),
    "code_used": Said("该号码已使用、取消或过期。", "This code has been used, was cancelled or has run out.", "refusals-code_used"),
    "too_early": Said("预约日期为 {day}，请当天签到。", "This appointment is for {day}; please check in on that day.", "refusals-too_early"),
    "no_slots": Said("该事项此时段不开放预约，请另选时间。", "No time can be booked for this service then; please choose another.", "refusals-no_slots"),
    "slot_full": Said("该时段已约满，请另选时间。", "This time is fully booked; please choose another.", "refusals-slot_full"),
    "draft_over": Said("保留时间已过，请重新选择时段。", "This time is no longer held for you; please choose again.", "refusals-draft_over"),
    "too_late_to_change": Said("{until} 后不能改期或取消；如不能前来，无需操作。", "After {until} a booking can no longer be changed or cancelled. If you cannot come, you need do nothing.", "refusals-too_late_to_change"),
    "too_late": Said("{number} 已不能{move}：{why}", "{number} can no longer be {move}: {why}", "refusals-too_late"),
    "wrong_state": Said("{number} 当前状态为“{now}”，不能{move}。", "{number} is {now} now; it cannot be {move}.", "refusals-wrong_state"),
    "reprinted_already": Said("{number} 已补打过一次，如需再次补打请到导办台。", "{number} was reprinted once already; for another copy please ask at the guide desk.", "refusals-reprinted_already"),
    "rated_already": Said("本次服务已评价，谢谢。", "This service has been rated already. Thank you.", "refusals-rated_already"),
    "case_state": Said("办件 {case}“{now}”，不能{act}。", "Case {case} is “{now}”; it cannot be {act}.", "refusals-case_state"),
    "case_not_ready": Said("办件 {case} 正在办理，承诺 {due} 前办结，请届时再来领取。", "Case {case} is in progress; it is promised by {due}. Please come to collect it then.", "refusals-case_not_ready"),
    "store_full": Said("服务器存储空间不足，未作任何更改，请联系技术人员。", "The server's disk is full or failing; nothing was changed. Please tell the technician.", "refusals-store_full"),
    "store_busy": Said("大厅数据正被其他程序占用，未作任何更改，请稍后再试。", "Another program holds the hall's data; nothing was changed. Please try again in a moment.", "refusals-store_busy"),
    "hall_away": Said("大厅数据暂时无法访问，请稍后再试，不会重复办理。", "The hall's data cannot be reached at the moment. Please try again in a moment; nothing is done twice.", "refusals-hall_away"),
    "hall_stopping": Said("系统正在重启，请稍候。", "The hall's server is restarting; try again in a moment.", "refusals-hall_stopping"),
}


def refused_opens(*, at: Fact) -> Said:
    return fill("refused-opens", "下次取号时间：{at}。", " It opens on {at}.", {"at": at})


def refused_span(*, span: Fact) -> Said:
    return fill("refused-span", " {span} 时段", "{span}", {"span": span})


def refused_today() -> Said:
    return Said("今日", "today", "refused-today")


def refused_free(*, windows: Fact) -> Said:
    return fill("refused-free", "{windows} 号窗口现在空闲，请直接前往。", " Window {windows} is free now: please go there.", {"windows": windows})


def refused_ask() -> Said:
    return Said("请咨询导办台。", " Please ask at the guide desk.", "refused-ask")
