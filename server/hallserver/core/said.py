"""What the server says to visitors. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# ruff: noqa: D103 - each function says its sentence
# fmt: off

from __future__ import annotations

from hallserver.core.words import Fact, Said, fill

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
    "too_late": Said("{number} 已不能{move}：{why}", "{number} can no longer be {move}: {why}", "refusals-too_late"),
    "wrong_state": Said("{number} 当前状态为“{now}”，不能{move}。", "{number} is {now} now; it cannot be {move}.", "refusals-wrong_state"),
    "reprinted_already": Said("{number} 已补打过一次，如需再次补打请到导办台。", "{number} was reprinted once already; for another copy please ask at the guide desk.", "refusals-reprinted_already"),
    "rated_already": Said("本次服务已评价，谢谢。", "This service has been rated already. Thank you.", "refusals-rated_already"),
    "case_state": Said("办件 {case}“{now}”，不能{act}。", "Case {case} is “{now}”; it cannot be {act}.", "refusals-case_state"),
    "case_not_ready": Said("办件 {case} 正在办理，承诺 {due} 前办结，请届时再来领取。", "Case {case} is in progress; it is promised by {due}. Please come to collect it then.", "refusals-case_not_ready"),
    "store_full": Said("服务器存储空间不足，未作任何更改，请联系技术人员。", "The server's disk is full or failing; nothing was changed. Please tell the technician.", "refusals-store_full"),
    "store_busy": Said("大厅数据正被其他程序占用，未作任何更改，请稍后再试。", "Another program holds the hall's data; nothing was changed. Please try again in a moment.", "refusals-store_busy"),
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
