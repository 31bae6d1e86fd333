# Every word that stands on a screen, one message a line, in this language. `{ $name }` is a place that the page fills:
# keep its name, move it wherever the sentence wants it. Lines that begin with # are for you who translate.
#
# `language` comes first: the language's own name, its tag (BCP 47) and the direction it is written in.

language = 中文
    .tag = zh-CN
    .dir = ltr

## common: Visitors: on every page. Buttons, the state of the line, pages of a list.

common-hall = 政务服务中心
common-ticket = 号码
common-service = 事项
common-window = 窗口
common-window-no = { $n } 号窗口
common-people = { $n } 人
common-about = 约 { $range }
common-range-minutes = { $range } 分钟
common-hours = { $h } 小时
common-hours-minutes = { $h } 小时 { $m } 分
common-minutes-alone = { $m } 分钟
common-no-wait = 无需等候
common-stale = 连接中断 · 最后更新 { $at }
common-connecting = 正在连接…
common-back = 返回
common-close = 关闭
common-cancel = 取消
common-confirm = 确定
common-retry = 再试一次
common-minutes = 分钟
common-page = 第 { $n } 页，共 { $of } 页
common-page-up = 上一页
common-page-down = 下一页
common-page-first = 首页
common-page-last = 末页
common-rows-of = 第 { $from }–{ $to } 条，共 { $n } 条
common-in-all = （共 { $n } 项）
common-parts = 栏目
common-at-server = 服务器本机
common-away = 暂时连接不上服务器，请稍候。
common-answered = 服务器答复 { $n }。

## pairing: Technicians: a screen that has not been let in yet.

pairing-title = 此屏幕尚未配对
pairing-how = 请管理员在“大厅管理 · 设备”中输入以上六位数字，或在服务器上运行：
pairing-until = 有效至
pairing-name = NAME
pairing-was-wrong = 链接无效或已使用。

## kiosk: Visitors: the kiosk, where a number is taken. It is read standing; buttons are narrow.

kiosk-choose = 请选择办理事项
kiosk-usual = 常用
kiosk-person = 个人
kiosk-business = 企业
kiosk-departments = 部门
kiosk-collect = 领证
kiosk-booked = 预约
kiosk-booked-hint = 输入预约码或取件码，或将二维码对准扫码口
kiosk-collect-hint = 输入回执上的取件码；没有取件码请到导办台
kiosk-check-in = 签到取号
kiosk-card-read = 已读取证件，号码不会保存。
kiosk-needs = 需要低位窗口、手语或外语？
kiosk-reader = 读卡与扫码
kiosk-papers-early = 没有这个预约码。如果是证件，请先选择事项，再放到读卡处。
kiosk-letters = 字母
kiosk-digits = 数字
kiosk-consult = 咨询
kiosk-search = 拼音查找
kiosk-search-hint = 按拼音首字母查找，如“身份证”按 S F Z
kiosk-typed = 已输入
kiosk-erase = 删除
kiosk-clear = 清空
kiosk-found = 找到 { $n } 项
kiosk-found-none = 没有找到，请到导办台咨询
kiosk-big-text = 大字高对比
kiosk-normal-text = 标准字号
kiosk-read = 朗读
kiosk-read-off = 停止朗读
kiosk-help = 呼叫帮助
kiosk-help-title = 请到导办台
kiosk-help-text = 工作人员会帮您取号、填表和查询，无需先取号。
kiosk-ringing = 正在呼叫导办台…
kiosk-rang = 已呼叫导办台，工作人员马上过来。您也可以直接到导办台。
kiosk-found-ticket = 您的号码
kiosk-found-gone = 这张号票今天已不能使用。需要帮助请按“呼叫帮助”。
kiosk-back-in-line = 已重新排队，请留意叫号。
kiosk-reprinting = 正在补打号票，请在下方出票口取走。
kiosk-reprint = 补打号票
kiosk-now-calling = 正在叫号
kiosk-no-calls = 暂无叫号
kiosk-in-hall = 厅内等候 { $n } 人
kiosk-windows-open = 开放窗口 { $n } 个
kiosk-quiet = 现在人少
kiosk-middling = 现在人数适中
kiosk-busy = 现在人多
kiosk-open-now = 现在可取号
kiosk-open-until = 现在可取号 · 取号至 { $at }
kiosk-nobody-yet = 窗口暂无人员
kiosk-fee = 收费
kiosk-materials = 需要带的材料
kiosk-no-materials = 无需材料
kiosk-limit = 办理时限
kiosk-on-the-spot = 当场办结，约 { $n } 分钟
kiosk-promised = 承诺 { $n } 个工作日办结
kiosk-ahead-still = 前面 { $n } 人，仍要等候？
kiosk-ahead-none = 前面无人等候
kiosk-ahead-unknown = 暂时无法得知等候人数
kiosk-take = 取号
kiosk-taking = 正在取号…
kiosk-your-number = 您的号码
kiosk-ahead = 前面
kiosk-ahead-count = { $n } 人
kiosk-ahead-of = 前面 { $n } 人
kiosk-wait = 预计等候
kiosk-at-windows = 办理窗口
kiosk-slip-below = 请在下方出票口取走号票
kiosk-slip-elsewhere = 号票在“{ $printer }”打印，请到那里取票
kiosk-follow-how = 手机扫码查看排队进度
kiosk-slip-coming = 正在打印号票…
kiosk-no-slip = 请记住您的号码
kiosk-slip-failed = 号票未能打印。号码有效，凭号等候；需要号票请到导办台补打。
kiosk-slip-unsure = 如未出票，号码仍然有效，凭号等候。
kiosk-done = 完成
kiosk-still-there = 还需要时间吗？
kiosk-reset-in = { $n } 秒后返回首页
kiosk-more-time = 继续办理
kiosk-away-title = 暂时无法取号
kiosk-away-text = 系统连接中断。请稍候再试，或到导办台取号。
kiosk-ask-guide = 需要帮助请到导办台。
kiosk-unsure = 其他 · 不清楚
kiosk-another = 再办一项
kiosk-basket = 同一个号已选 { $n } 项
kiosk-basket-go = 去取号
kiosk-basket-drop = 不办{ $matter }
kiosk-take-all = 取一个号，办 { $n } 项
kiosk-together = 本号办理
kiosk-area = 办理区域
kiosk-wrong = 取错了，取消此号
kiosk-wrong-sure = 确定取消 { $number }？
kiosk-keep-it = 不取消
kiosk-cancelled = { $number } 已取消。
kiosk-stopped = 此取号机暂停使用
kiosk-touch = 请触摸屏幕取号
kiosk-with-list = 同时打印材料清单
kiosk-large-slip = 号票将用大字打印
kiosk-identity = 输入身份证号
kiosk-identity-how = 没有带身份证可在此输入。号码不会保存，也可以不输入直接取号。
kiosk-identity-wrong = 号码有误，请核对后重新输入
kiosk-identity-take = 确定
kiosk-called-to = 正在叫您，请到窗口
kiosk-hear-again = 再听一次
kiosk-rate-thanks = 已评价，谢谢。

## answers: Visitors: what a kiosk answers to a card or a code that it cannot take now.

answers-card_early = 请先选择要办的事项，再把证件放到读卡处。
answers-card_unread = 没有读清证件，请再放一次。也可以不用证件直接取号，或到导办台。
answers-no_card = 这不是证件。如果是预约码，请按“返回”，再到“预约”签到。
answers-code_unknown = 这不是本大厅的号票或预约码。需要帮助请到导办台。

## board: Visitors: the board in the lobby, read from ten metres away.

board-now-serving = 正在叫号
board-queue = 等候人数
board-proceed = 请到窗口
board-in-service = 办理中
board-nobody-called = 暂无叫号
board-nobody-waits = 各事项均无需等候
board-missed-hint = 过号请到导办台
board-today = 今日
board-served-today = 已办理
board-mean-wait = 平均等候
board-within-level = { $n } 分钟内叫到
board-satisfied = 满意率
board-open-windows = 开放窗口
board-announced = 请 { $ticket } 号到 { $window } 号窗口办理
board-recent = 最近叫号
board-next = 即将叫号
board-missed = 过号
board-over = 已结束

## panel: Visitors: the small screen over a window.

panel-called = 请办理
panel-serving = 正在办理
panel-open = 等候叫号
panel-paused = 暂停服务
panel-working = 后台办理
panel-closed = 暂未开放
panel-chief = 首席代表
panel-staff = 窗口人员
panel-letter = 授权书
panel-next-window = 请到其他窗口或导办台

## sign: Visitors: LED signs, whose words have four characters of Chinese or ten letters.

sign-called = 请办理
sign-serving = 正在办理
sign-open = 等候叫号
sign-paused = 暂停服务
sign-working = 后台办理
sign-closed = 暂未开放
sign-lost = 连接中断

## announcer: Visitors: the page that speaks the calls, and shows them.

announcer-title = 语音播报
announcer-zone = { $zone } 区
announcer-whole-hall = 全厅
announcer-quiet = 暂无播报
announcer-next = 待播报
announcer-more = 还有 { $n } 个号
announcer-last = 已播报
announcer-spoken = 已播报
announcer-rung = 仅响铃
announcer-shown-only = 仅显示
announcer-silent = 静音叫号：只显示，不播报
announcer-volume = 音量 { $n }%
announcer-wake = 启用声音
announcer-blocked = 浏览器未允许播放声音。

## phone: Visitors: the page behind the code on the slip.

phone-title = 我的号码
phone-ahead = 前面还有
# Behind the number of people ahead; may be nothing, written {""}.
phone-people = 人
phone-wait = 预计还需等候
phone-stops = 本号办理
phone-papers = 下次请带齐
phone-go-to = 请到窗口
phone-title-ahead = 前面 { $n } 人 · { $ticket }
phone-title-called = 请到 { $window } 号窗口 · { $ticket }
phone-cancel-ticket = 取消号码
phone-cancel-sure = 取消后需重新取号。确定取消吗？
phone-cancel-yes = 确定取消
phone-cancel-no = 不取消
phone-rate = 请评价本次服务
phone-rated = 已评价，谢谢。
phone-no-ticket = 没有找到号码
phone-no-ticket-how = 请扫描号票上的二维码打开本页。
phone-missed-how = 您已过号。请到导办台重新排队。
phone-come-back = 重新排队
phone-more-time = 我还需要 { $n } 分钟
phone-more-time-how = 号码保留原位，{ $n } 分钟后再叫。只能用一次。
phone-issued-at = 取号时间 { $at }
phone-possible = 可能的窗口
phone-offline = 连接中断，显示的可能不是最新情况。
phone-texting = 手机提醒
phone-texting-number = 手机号码
phone-texting-soon = 前面剩 { $n } 人时和叫到您时，本大厅发短信提醒。
phone-texting-called = 叫到您时，本大厅发短信提醒。
phone-texting-kept = 号码只用于本次提醒，加密保存，办完或取消即销毁，最迟当晚销毁，随时可以删除。请填写本人或同意代收者的号码。
phone-texting-agreed = 我已阅读，同意如此使用该号码
phone-texting-bind = 登记号码
phone-texting-bound = 已登记，叫号时会收到短信。请仍留意屏幕和广播。
phone-texting-forget = 删除我的号码

## why: Visitors: why others were called first.

why-title = 叫号依据
why-before = 等候期间先叫的号
why-nobody = 等候期间，本队列没有先于您叫号的人。
why-each = 逐个查看（{ $n } 个）
why-history = 本号经过
why-time = 时间
why-reason = 原因
why-rule = 叫号规则：按应叫时间先后；法定优先另列，连续叫号有上限。每次叫号都留有记录，可到监察效能室查询。
why-link = 为什么这样叫号？
why-back = 返回我的号码

## rate: Visitors: the rating device at a window.

rate-title = 请评价本次服务
rate-of-ticket = { $ticket } 号 · { $window } 号窗口
rate-idle = 感谢您的监督
rate-idle-how = 业务办结后，请在此评价。评价匿名，窗口人员看不到是谁评的。
rate-why = 哪里不满意？（可多选）
rate-send = 提交
rate-skip = 不说明，直接提交
rate-thanks = 谢谢您的评价
rate-code = 扫码评价

## ratings: Visitors: the five levels of a rating, 5 being the best.

ratings-1 = 非常不满意
ratings-2 = 不满意
ratings-3 = 基本满意
ratings-4 = 满意
ratings-5 = 非常满意

## bad-reasons: Visitors: what was wrong, after a bad rating. The Chinese goes into the record.

bad-reasons-long-wait = 等候时间长
bad-reasons-slow-service = 办理慢
bad-reasons-unfriendly = 态度不好
bad-reasons-not-explained-well = 没有讲清楚
bad-reasons-too-many-papers = 材料要求多
bad-reasons-it-could-not-be-done = 没有办成

## ticket-states: Visitors, said by the server: where a number is.

ticket-states-waiting = 等候中
ticket-states-held = 暂缓叫号
ticket-states-called = 正在叫号
ticket-states-serving = 正在办理
ticket-states-parked = 已挂起
ticket-states-missed = 已过号
ticket-states-finished = 已办结
ticket-states-cancelled = 已取消
ticket-states-expired = 已过期
ticket-states-void = 已作废

## held: Visitors, said by the server: why a number is not called for a while.

held-other_stop = 您正在另一窗口办理，本项保留原位
held-after = 须先办完前一事项
held-grace = 为您预留走到窗口的时间
held-booked = 未到预约时间
held-more_time = 您申请了稍后叫号

## retained: Staff, said by the server: what is kept, by kind; beside each stands for how long.

retained-concerns = “办不成事”反映的内容和联系方式，以及答复
retained-ratings = 差评整改、回访、申诉的文字
retained-contests = 考核异议的理由和复核意见
retained-cases = 办件的补正清单、延期和决定的理由、寄件单号
retained-notes = 办理和转办时的备注
retained-codes = 取件码、返回码、预约码及需补材料
retained-emergencies = 应急呼叫的处置说明
retained-identities = 取号时出示的证件（只存当日标记，不存号码）
retained-phones = 接收提醒的手机号（办完即销毁，最迟当晚）
retained-answers = 重复请求的应答
retained-log = 叫号记录（不含上述内容）

## doctor: Staff, said by the server: what `hall doctor` finds, and what to do.

doctor-database-whole = 数据库完好，已确认的记录齐全
doctor-database-broken = 数据库有问题：{ $found }；请用最近的备份恢复（hall restore FILE）
doctor-sqlite = SQLite 版本合适
doctor-sqlite-old = SQLite 版本有已知缺陷：{ $found }；请升级系统或 Python
doctor-postgres = 数据在 PostgreSQL（{ $place }）中，同样由大厅的备份保存
doctor-standby = 备用机正在同步
doctor-standby-none = 已开放备用机，但尚无备用机连接（请在备用机上运行 hall standby follow）
doctor-standby-silent = 备用机已有 { $n } 分钟未同步：此间的数据只在本机上（请在备用机上运行 hall standby status）
doctor-standby-taken = { $found }
doctor-open-files = 本机可同时打开的文件数足够
doctor-open-files-few = 本机只允许打开 { $n } 个文件，不够 2000 部手机同时查看；请调高服务的 LimitNOFILE
doctor-file-before-upgrade = 仍保留升级前的数据库 { $file }：新版本运行数日无误后请删除；删除前可用 hall downgrade 恢复，其中的个人信息不受保存期限约束
doctor-disk = 磁盘剩余 { $gib } GiB
doctor-disk-little = 磁盘只剩 { $gib } GiB；请清理或换大盘，写满后不能取号
doctor-folder = 数据文件夹权限为 { $mode }
doctor-folder-open = 数据文件夹权限为 { $mode }，其他用户也能读取；请执行 chmod 700 { $folder }
doctor-public = 小票带二维码，指向 { $url }
doctor-public-none = 未设置 public_url：小票没有二维码，群众不能用手机看排队；请在 settings.toml 中写明手机能访问的地址
doctor-loopback = 只在本机提供服务
doctor-tls = 以 TLS 提供服务，证书有效期至 { $day }
doctor-tls-early = 证书自 { $day } 起才有效（签发时时钟偏快），请立即续期：hall tls renew
doctor-tls-soon = 证书将于 { $day } 到期（还有 { $n } 天）；请续期：hall tls renew，或换用新文件
doctor-tls-over = 证书已于 { $day } 到期，浏览器会拒绝连接；请立即续期：hall tls renew，或换用新文件
doctor-tls-unreadable = 证书文件读不出：{ $found }；请检查 settings.toml 中的 cert
doctor-clear = 未加密提供服务，网络上的人能看到口令；请生成证书：hall tls init 主机名
doctor-sign-in = 统一身份认证（{ $name }）有应答
doctor-sign-in-away = 统一身份认证（{ $name }）连接失败：{ $found }；请检查 sign_in.toml 中的地址、证书、密钥和网络；本地账号和一次性链接不受影响
doctor-sign-in-missing = sign_in.toml 中有 [{ $kind }]，但未安装所需组件；请执行 pip install hallqueue[{ $kind }]
doctor-sign-in-secret = 密钥文件 { $file } 其他用户也能读取；请执行 chmod 600 { $file }
doctor-sign-in-department = sign_in.toml 授权给部门 { $name }，但大厅没有此部门；请改为事项目录中的部门代码
doctor-outbox = 对外消息：{ $n } 个接收方，配置可用
doctor-outbox-unreadable = outbox.toml 无法读取：{ $found }
doctor-outbox-missing = 对外消息接收方 { $name } 的方式为 { $kind }，但未安装所需组件；请执行 pip install hallqueue[{ $kind }]
doctor-outbox-secret = 对外消息接收方 { $name } 的密钥：{ $found }；消息会一直等待
doctor-outbox-lost = 发往 { $name } 的 { $n } 条消息最终未送达；请在技术员页面“对外消息”或用 hall outbox list 查看原因，修正后用 hall outbox retry 重发
doctor-glyphs = 小票字库齐全
doctor-glyphs-lack = 小票字库缺少：{ $found }；请重新安装
doctor-calendar = 工作日历已知到 { $day } 的放假安排
doctor-calendar-none = 未设放假安排，只按每周开放时间
doctor-calendar-late = 工作日历只知道到 { $day } 的放假安排，{ $why }；公布后请升级 chinesecalendar 或在大厅规划中填写
doctor-calendar-promised = 承诺期限已算到 { $day }
doctor-calendar-year = 下一年将至
doctor-calendar-past = 此后没有任何已知的假日
doctor-scans = { $n } 份授权书扫描件完好
doctor-scans-lost = 授权书扫描件丢失或被改动：{ $found }；请从备份恢复
doctor-words = 本厅语言 { $name }（{ $code }）：{ $every } 条中有 { $n } 条
doctor-words-fault = 本厅语言文件有误：{ $found }
doctor-media = 共展示 { $n } 个图片和影片
doctor-media-fault = 图片或影片未展示：{ $found }
doctor-backup = 最近一次备份 { $day }，位于 { $file }，备份时已通读检查
doctor-backup-old = 最近一次备份是 { $day }（{ $n } 天前），位于 { $file }；请每天执行 hall backup
doctor-backup-none = 没有备份记录；请每天执行 hall backup，并把文件放到另一台机器
doctor-backup-failed = { $day } 的备份没有做成：{ $why }；请检查备份盘是否已连接、空间是否足够
doctor-backup-by-hand = 没有设置自动备份；请在 settings.toml 中填写 backup_to（另一块磁盘或共享目录），每天会自动备份
doctor-backup-no-folder = 备份目录 { $folder } 打不开；请检查备份盘或共享目录是否已连接
doctor-backup-same-disk = 备份目录 { $folder } 与数据在同一块磁盘上，磁盘损坏时会一起丢失；请换到另一块磁盘或共享目录
doctor-backup-next = 每天 { $at } 自动备份到 { $folder }
doctor-drill-none = 还没有做过恢复演练；请执行 hall drill，确认备份能够恢复
doctor-drill-failed = { $day } 的恢复演练失败：{ $file }，{ $why }；请另做一份备份并再次执行 hall drill
doctor-drill-old = 最近一次恢复演练是 { $day }（{ $n } 天前）；请执行 hall drill
doctor-drill = 最近一次恢复演练 { $day }：备份可以恢复，{ $n } 条流水完整
doctor-version = 版本 { $version }
doctor-clock = 服务器时钟与系统时间一致
doctor-clock-away = 服务器时钟与系统时间相差 { $n } 秒；请校时

## advice: Staff, said by the server: what a change of windows would have done.

advice-open = { $window } 号窗口于 { $begins }–{ $ends } 办理{ $lines }
advice-lend = { $window } 号窗口于 { $begins }–{ $ends } 支援{ $lines }
advice-close = { $window } 号窗口于 { $begins }–{ $ends } 不开放
advice-rules = 试用新规则
advice-shorter = { $what }：九成等候由 { $before } 分钟降至约 { $after } 分钟。
advice-longer = { $what }：九成等候由 { $before } 分钟增至约 { $after } 分钟。
advice-same = { $what }：九成等候约 { $before } 分钟，没有明显变化。
advice-join = { $one }；{ $other }

## alarms: Staff, said by the server: what is wrong in the hall now, one sentence for each fact.

alarms-long-wait = { $line }：{ $waiting } 人等候，最久已等 { $minutes } 分钟，{ $windows } 个窗口在办
alarms-expected-wait = { $line }：现在取号预计至少需等 { $minutes } 分钟，{ $waiting } 人等候
alarms-crowded = { $line }：{ $waiting } 人等候，仅 { $windows } 个窗口在办，平均每个窗口 { $each } 人
alarms-idle = { $window } 号窗口空闲 { $minutes } 分钟，所办事项有人等候
alarms-nobody = { $line }：{ $waiting } 人等候，已排窗口但无人在岗，最久已等 { $minutes } 分钟
alarms-absent = { $line }：{ $waiting } 人等候，已排班的 { $windows } 号窗口开门 { $minutes } 分钟仍无人到岗
alarms-long-pause = { $window } 号窗口已暂停 { $minutes } 分钟，所办事项有人等候
alarms-no-shows = 最近 { $calls } 次叫号有 { $missed } 人未到，请查看屏幕和语音
alarms-unheard = { $number } 号叫至 { $window } 号窗口，屏幕或语音未确认，请到现场呼叫
alarms-printer = { $printer }不能打印
alarms-paper-low = { $printer }纸将用完，已用约 { $percent }%
alarms-screen-dark = 屏幕 { $device } 已离线 { $minutes } 分钟
alarms-device-silent = { $device } 已失去联系 { $minutes } 分钟
alarms-part-down = { $devices } 无应答（经 { $agent } 连接）
alarms-hasty = { $device } 取号过快，请到现场查看
alarms-clock = 服务器时钟与大厅时间相差 { $seconds } 秒，须由技术人员核对
alarms-promise-due = { $cases } 件承诺件今日到期，尚未办结
alarms-help = { $place } 求助已 { $minutes } 分钟，无人应答
alarms-disk = 服务器磁盘仅剩 { $free } MB
alarms-undelivered = 发往“{ $receiver }”的消息未能送达，须由技术人员查看“对外消息”
alarms-told-short = { $line }：近一周所告知的等候时间仅 { $percent }% 兑现，告知偏短
alarms-told-wide = { $line }：近一周所告知的等候时间 { $percent }% 兑现，告知偏宽

## offers: Visitors, said by the server: what is offered for a matter now, on tiles, boards and phones. Short.

offers-no-opening = 暂不取号
offers-day-closed = 今日已停止取号，{ $at } 恢复
offers-holiday = { $name }放假，{ $at } 开始取号
offers-day-off = 今日不办公，{ $at } 开始取号
offers-early = { $at } 开始取号
offers-break = 午间休息，{ $at } 恢复取号
offers-over = 今日取号已结束，{ $at } 再开始
offers-unplanned = 今日无窗口办理
offers-unplanned-until = 今日无窗口办理，{ $day }可办
offers-appointment = 须凭预约取号
offers-stopped = 今日暂停取号：{ $words }
offers-gone = 今日号已取完
offers-gone-until = 本时段号已取完，{ $at } 起再取
offers-later = 窗口 { $at } 起办理，可先取号
offers-unstaffed = 窗口暂无人员，可先取号
offers-need-unmet = 今天没有窗口具备所需条件，将按普通顺序叫号；请向导办台说明，工作人员会协助。
offers-doubtful = 可能要等到下班（{ $at }）以后，今日不一定轮到
offers-unlikely = 今日下班（{ $at }）前预计轮不到
offers-wait-resumes = { $at } 恢复叫号
offers-wait-later = 窗口 { $at } 起办理，届时按号叫号
offers-wait-unstaffed = 窗口暂无人员，到岗后即按号叫号
offers-wait-over = 今日已下班，本号未叫到的，请咨询导办台

## outcomes: Visitors, said by the server: how a service ended.

outcomes-done = 当场办结
outcomes-accepted = 承诺受理
outcomes-supplement = 一次性告知补正
outcomes-refused = 不予受理
outcomes-forwarded = 上报
outcomes-consulted = 咨询
outcomes-handed_over = 出件
outcomes-left = 中途离开

## case-states: Visitors, said by the server: where a case is.

case-states-accepted = 办理中
case-states-supplement = 待补正
case-states-ready = 已办结，可领取
case-states-handed_over = 已出件
case-states-withdrawn = 已撤回

## overtaken: Visitors, said by the server: why somebody was called first, counted up.

overtaken-earlier = 比您先取号
overtaken-statutory = 法定优先
overtaken-due = 按预约或政策优待，应叫时间更早
overtaken-other_matter = 该窗口不办理您的事项
overtaken-turn = 法定优先已连续多人，轮到普通号
overtaken-sent = 由同事转到该窗口的来访者
overtaken-selected = 窗口选呼，理由已登记，监察可查
overtaken-unable = 所在窗口不具备您需要的条件

## overtaken-by: Visitors, said by the server: the same with its minutes.

overtaken-by-earlier = 比您早 { $minutes } 分钟取号
overtaken-by-due = 按预约或政策优待，应叫时间早 { $minutes } 分钟

## standing: Visitors, said by the server: how a number stands, above the reasons.

standing-nobody = { $number } 等候中，前面还有 { $ahead } 人。该事项目前没有窗口在岗，有人签到后即按号叫号。
standing-waiting = { $number } 等候中，前面还有 { $ahead } 人，由 { $windows } 个窗口办理。取号后本队列先叫了 { $before } 个号，原因见下。
standing-waiting-first = { $number } 等候中，前面还有 { $ahead } 人，由 { $windows } 个窗口办理。
standing-held = { $number } 暂缓叫号：{ $why }。
standing-at = { $number } { $state }，{ $window } 号窗口。等候期间本队列先叫了 { $before } 个号，原因见下。
standing-at-first = { $number } { $state }，{ $window } 号窗口。
standing-else = { $number } { $state }。等候期间本队列先叫了 { $before } 个号，原因见下。
standing-else-first = { $number } { $state }。

## story: Visitors, said by the server: what happened to a number, line by line.

story-issued = 取号，进入“{ $line }”队列{ $class }
story-placed = “{ $matter }”排入“{ $line }”队列
story-raised = 导办台凭证件调整了优先类别{ $class }，按该类别的提前时间重新定位
story-unraised = 一分钟内撤销了优先类别的调整，恢复原位置
story-held = “{ $matter }”暂缓叫号：{ $why }
story-released = “{ $matter }”恢复叫号，保留原位
story-called-back = { $window } 号窗口叫号，挂起后回呼
story-called-selected = { $window } 号窗口叫号（窗口选呼，理由已登记）
story-called-statutory = { $window } 号窗口叫号：法定优先
story-called-statutory-ahead = { $window } 号窗口叫号：法定优先，先于 { $others }
story-called-turn = { $window } 号窗口叫号：法定优先已连续多人，按规定轮到普通号
story-called-first = { $window } 号窗口叫号：排在最前
story-called-first-ahead = { $window } 号窗口叫号：排在最前，先于 { $others }
story-recalled = { $window } 号窗口重呼
story-started = { $window } 号窗口开始办理
story-finished = { $window } 号窗口办结：{ $outcome }
story-missed = 叫号后未到 { $window } 号窗口，已过号
story-returned = 过号后重新排队
story-parked = { $window } 号窗口挂起
story-transferred = 由 { $window } 号窗口转移
story-cancelled = 已取消
story-expired = 当日结束，号票失效
story-closed = 今日闭厅（{ $reason }），号票失效
story-voided = 过号后作废
story-reopened = 在一分钟内恢复
story-booked = 凭预约签到
story-code = 已发给再次来办所需的取件码
story-slip-printed = 号票已打印
story-slip-sent = 号票已送打印机
story-slip-unconfirmed = 打印机未确认出票，号码仍有效
story-slip-expired = 号票未能打印，号码仍有效
story-slip-failed = 号票打印失败，号码仍有效
story-slip-queued = 补打号票

## event-kinds: Staff, said by the server: what happened, where no fact of it is told.

event-kinds-account_bound = 账号改由统一身份认证登录
event-kinds-account_moved = 账号调整角色或部门
event-kinds-account_opened = 开通账号
event-kinds-account_shut = 停用账号
event-kinds-account_signed_off = 账号退出登录
event-kinds-account_signed_on = 账号登录
event-kinds-alarm_acknowledged = 大厅提醒已有人处理
event-kinds-alarm_cleared = 大厅提醒解除
event-kinds-alarm_raised = 大厅提醒
event-kinds-appointment_booked = 登记预约
event-kinds-appointment_cancelled = 取消预约
event-kinds-appointment_changed = 变更预约
event-kinds-appointment_lapsed = 预约未到
event-kinds-call_shown = 屏幕已显示叫号
event-kinds-call_spoken = 语音已播报叫号
event-kinds-case_kept = 一分钟内撤回领取，结果仍在窗口
event-kinds-case_undecided = 一分钟内撤回办结
event-kinds-case_withdrawn = 一分钟内撤回受理
event-kinds-clock_accepted = 确认采用服务器当前时间
event-kinds-clock_stepped = 服务器时钟跳变
event-kinds-day_closed = 本日封存
event-kinds-day_closing = 闭厅，当日剩余号码失效
event-kinds-day_opened = 开厅
event-kinds-device_paired = 设备完成配对
event-kinds-device_reloaded = 让设备重新加载页面
event-kinds-device_renamed = 设备改名
event-kinds-emergency_answered = 紧急求助已有人前往
event-kinds-emergency_raised = 紧急求助
event-kinds-emergency_reset = 紧急求助处置完毕
event-kinds-hall_damaged = 数据库文件损坏
event-kinds-hall_founded = 大厅建库
event-kinds-hall_planned = 修改事项目录或大厅设置
event-kinds-hall_started = 系统启动
event-kinds-help_answered = 求助已应答
event-kinds-help_asked = 取号机求助
event-kinds-kiosk_opened = 取号机恢复取号
event-kinds-kiosk_stopped = 取号机停用
event-kinds-leave_noted = 登记请假
event-kinds-leave_withdrawn = 撤销请假
event-kinds-letter_imported = 导入授权书
event-kinds-letter_issued = 登记授权书
event-kinds-letter_reminded = 授权书即将到期
event-kinds-letter_scanned = 上传授权书扫描件
event-kinds-letter_withdrawn = 撤回授权书
event-kinds-line_opened = 队列恢复取号
event-kinds-line_stopped = 队列暂停取号
event-kinds-link_issued = 生成一次性登录链接
event-kinds-link_used = 使用一次性登录链接
event-kinds-message_seen = 短消息已送达
event-kinds-message_sent = 发送短消息
event-kinds-notice_posted = 发布公告
event-kinds-notice_withdrawn = 撤下公告
event-kinds-numbers_leapt = 恢复备份后跳过可能已发出的号码
event-kinds-park_over = 挂起时间已到
event-kinds-phone_bound = 群众登记手机号接收提醒
event-kinds-phone_forgotten = 销毁提醒用手机号
event-kinds-pin_set = 设置密码
event-kinds-printer_changed = 修改打印机设置
event-kinds-printer_looked_at = 打印机已检查
event-kinds-printer_muted = 打印机停用待检查
event-kinds-printer_paper_changed = 打印机换纸
event-kinds-printer_paper_low = 打印机纸将用完
event-kinds-printer_state = 打印机状态变化
event-kinds-project_closed = 绿色通道项目结束
event-kinds-project_opened = 绿色通道项目登记
event-kinds-records_rebuilt = 按流水重建办理记录
event-kinds-rectification_appealed = 部门对差评提出申诉
event-kinds-replacement_asked = 部门申请调换派驻人员
event-kinds-replacement_consented = 同意调换派驻人员
event-kinds-replacement_refused = 不同意调换派驻人员
event-kinds-rules_published = 发布叫号规则
event-kinds-scheme_published = 发布考核办法
event-kinds-second_factor_removed = 账号解除动态口令
event-kinds-second_factor_set = 账号绑定动态口令
event-kinds-secondment_begun = 派驻生效
event-kinds-secondment_declined = 未接受派驻推荐
event-kinds-secondment_ended = 派驻结束
event-kinds-secondment_imported = 导入派驻人员
event-kinds-secondment_nominated = 部门推荐派驻人员
event-kinds-secondment_reminded = 派驻即将期满
event-kinds-secondment_signed = 签署派驻
event-kinds-slip_logo_changed = 更换小票标志
event-kinds-slip_moved = 号票改由另一台打印机打印
event-kinds-slip_templated = 修改小票模板
event-kinds-staffer_added = 新增人员
event-kinds-token_issued = 登记设备
event-kinds-token_revoked = 注销设备

## outgoing-kinds: Staff, said by the server: what a message that leaves the hall is, beside the kinds of events.

outgoing-kinds-notice_soon = 提醒群众即将叫号
outgoing-kinds-notice_called = 提醒群众已叫号
outgoing-kinds-test = 测试消息

## texting: Visitors, said by the server: what a telephone is told. One short message: 70 characters of Chinese, 160 letters.

texting-soon = 【{ $hall }】{ $number } 号前面还有 { $ahead } 人，请回到等候区。
texting-next = 【{ $hall }】{ $number } 号，下一位就是您，请在等候区等候。
texting-called = 【{ $hall }】请 { $number } 号到 { $window } 号窗口办理。
texting-test = 【{ $hall }】这是一条测试消息，请勿回复。

## event-said: Staff, said by the server: what happened, for supervision.

event-said-absence = { $window } 号窗口空岗：有人等候，窗口空闲满 { $minutes } 分钟
event-said-absence-waiting = { $window } 号窗口空岗：窗口空闲满 { $minutes } 分钟，当时 { $n } 人等候
event-said-case-opened = 承诺件 { $case } 受理，应于 { $due } 前办结
event-said-case-part-ready = 承诺件 { $case }：{ $department }已办结本部门部分
event-said-case-ready = 承诺件 { $case } 办结，可以领取
event-said-case-extended = 承诺件 { $case } 延期：由 { $was } 延至 { $due }
event-said-case-recounted = 工作日历调整，承诺件 { $case } 的期限由 { $was } 改为 { $due }
event-said-case-supplemented = 承诺件 { $case } 一次性告知补正，共 { $n } 项材料
event-said-case-resumed = 承诺件 { $case } 材料补齐，继续办理
event-said-case-due-soon = 承诺件 { $case } 临近期限 { $due }
event-said-case-overdue = 承诺件 { $case } 超过期限 { $due }
event-said-case-handed-over = 承诺件 { $case } 的结果在 { $window } 号窗口领取
event-said-case-sent-out = 承诺件 { $case } 的结果已送达（未到窗口领取）
event-said-rating = 群众评价 { $level } 分（满分 5 分）
event-said-window-opened = { $window } 号窗口：{ $who } 登录上岗
event-said-window-opened-late = { $window } 号窗口：{ $who } 登录上岗，迟到 { $minutes } 分钟
event-said-window-closed = { $window } 号窗口离岗登出
event-said-window-left-open = { $window } 号窗口下班未登出，由系统登出
event-said-window-paused = { $window } 号窗口暂停叫号
event-said-window-resumed = { $window } 号窗口恢复叫号
event-said-window-working = { $window } 号窗口开始后台办理
event-said-window-worked = { $window } 号窗口后台办理结束，用时 { $minutes } 分钟
event-said-window-planned = { $window } 号窗口调整当日受理队列
event-said-registered-often = { $window } 号窗口当日只受理率偏高：可当场办结 { $decidable } 件，只受理 { $registered } 件
event-said-rectification-opened = 差评需整改，期限 { $due }
event-said-rectification-overdue = 差评逾期未整改，期限为 { $due }
event-said-rectification-done = 部门已完成差评整改
event-said-rectification-called-back = 大厅已回访评价人
event-said-rectification-upheld = 差评申诉成立，不计入
event-said-rectification-stands = 差评申诉不成立，继续整改
event-said-concern-raised = 登记“办不成事”反映：{ $concern }，应于 { $due } 前答复
event-said-concern-true = “办不成事”反映已答复：经查属实
event-said-concern-false = “办不成事”反映已答复：经查不属实
event-said-contest-opened = 部门对“{ $finding }”提出异议
event-said-contest-upheld = 对“{ $finding }”的异议成立，不计入
event-said-contest-stands = 对“{ $finding }”的异议不成立
event-said-report-read = 监察人员查阅
event-said-verified = 校验流水：与写入时一致
event-said-broken = 校验流水：发现不一致
event-said-device-paired = 设备 { $name } 完成配对
event-said-device-renamed = 设备由 { $was } 改名为 { $name }
event-said-device-silent = 设备失去联系满 { $minutes } 分钟
event-said-device-back = 设备恢复正常
event-said-device-parts = 所接设备有 { $n } 台无应答
event-said-device-hasty = 一分钟内出票过多
event-said-kiosk-stopped = 取号机 { $kiosk } 停用，显示“{ $words }”
event-said-signed-on = 账号 { $account } 登录：{ $means }
event-said-refused = 登录被拒：{ $means }，{ $reason }
event-said-refused-known = 账号 { $account } 登录被拒：{ $means }，{ $reason }
event-said-refused-more = { $told }（此后又有 { $n } 次）

## sign-on-means: Staff, said by the server: how somebody signs on.

sign-on-means-password = 账号和密码
sign-on-means-pin = 窗口工号和密码
sign-on-means-link = 一次性链接
sign-on-means-oidc = 统一身份认证
sign-on-means-ldap = 目录账号

## sign-on-reasons: Staff, said by the server: why a sign-on was refused.

sign-on-reasons-wrong_pin = 密码不正确
sign-on-reasons-password = 密码不正确
sign-on-reasons-wrong_second_factor = 动态口令不正确
sign-on-reasons-second_factor_lost = 动态口令已作废
sign-on-reasons-too_many = 尝试次数过多，暂时锁定
sign-on-reasons-link_unknown = 链接不存在
sign-on-reasons-link_spent = 链接已用过
sign-on-reasons-link_expired = 链接已过期
sign-on-reasons-link_void = 链接已作废
sign-on-reasons-needs_tls = 连接未加密
sign-on-reasons-account_is_shut = 账号已停用
sign-on-reasons-name_taken = 账号名属于他人
sign-on-reasons-no_role_granted = 未获授权
sign-on-reasons-directory_away = 认证服务无应答
sign-on-reasons-sign_on_lapsed = 登录请求已失效
sign-on-reasons-declined = 认证服务未予确认
sign-on-reasons-other = 身份证明不成立

## actors: Staff, said by the server: who did it.

actors-clock = 系统自动
actors-kiosk = 取号机
actors-display = 显示屏
actors-window = 窗口
actors-rating = 评价器
actors-printer = 打印服务
actors-platform = 预约平台
actors-guide = 导办台
actors-manager = 大厅管理
actors-department = 部门
actors-supervision = 监察效能室
actors-technician = 技术人员
actors-follower = 群众本人
actors-local = 服务器本机
actors-anybody = 未登录者

## actor-names: Staff, said by the server: who of these.

actor-names-window-no = { $n } 号窗口
actor-names-one = { $role } { $n }
actor-names-named = { $role }（{ $name }）

## found-columns: Staff, said by the server: the columns of a file of findings.

found-columns-day = 日期
found-columns-time = 时间
found-columns-kind = 发现
found-columns-department = 部门
found-columns-window = 窗口
found-columns-person = 人员
found-columns-matter = 事项
found-columns-number = 票号
found-columns-minutes = 时长（分钟）
found-columns-waited = 等候人次
found-columns-off = 偏差
found-columns-detail = 说明
found-columns-lifted = 不计入原因
found-columns-contest = 异议
found-columns-event = 流水号

## readings: Staff, said by the server: what supervision has read.

readings-desk = 监察首页
readings-findings = 监察发现
readings-findings_file = 监察发现（下载）
readings-rates = 各窗口授权执行情况
readings-services = 窗口办理记录
readings-story = 票号全程
readings-event = 一条流水
readings-concerns = “办不成事”反映
readings-contests = 部门异议
readings-ratings = 差评整改
readings-scores = 考核得分
readings-sittings = 上岗记录
readings-proofs = 校验与封存
readings-readings = 我的查阅
readings-cases = 办件
readings-reports = 报表
readings-people = 派驻人员
readings-letters_read = 授权书
readings-numbers = 各日票号

## letters: Visitors: what a window may decide, posted on panel, kiosk and phone.

letters-letter = 责任权限授权书
letters-document = 文号
letters-validity = 有效期
letters-from-to = { $from } 至 { $to }
letters-until = 至 { $to }
letters-decides = 当场办结 { $n } 项
letters-accepts = 受理 { $n } 项
letters-may-decide = 授权窗口办结
letters-may-accept = 窗口只受理
letters-by = 承办
letters-none = 按窗口授权办理

## public: Visitors: the page with the public figures.

public-title = 政务公开
public-open = 现在可取号
public-closed = 现在不取号
public-today = 今日
public-month = 此前 30 日
public-service = 办事情况
public-served = 已办理
public-people = { $n } 件
public-wait = 平均等候
public-half = 半数人等候不超过
public-most = 九成人等候不超过
public-within = { $n } 分钟内叫到
public-told = 按告知时间叫到
public-told-of = { $kept } / { $told }
public-length = 平均办理
public-satisfied = 满意（含基本满意）
public-satisfied-of = { $n }%（{ $rated } 人评价）
public-none = 暂无
public-minutes = { $n } 分钟
public-queue = 今日排队顺序
public-queue-how = 按应叫时间先后排列，法定优先依法安排；只公开号码。
public-waiting = 等候 { $n } 人
public-at = { $n } 号窗口
public-more = ……另有 { $n } 人
public-queue-none = 现在无人等候。
public-matters = 办理事项
public-find = 查找事项
public-sum = 进厅事项 { $n } 项，{ $departments } 个部门；另有 { $outside } 项未进厅。
public-found = 找到 { $n } 项
public-kind = 类型
public-on-the-spot = 即办件
public-promised = 承诺件
public-fee = 收费
public-limit = 承诺时限
public-legal = 法定时限
public-days = { $n } 个工作日
public-spot = 当场办结
public-materials = 所需材料
public-guide = 办事指南
public-outside = 未进厅事项
public-outside-how = 以下事项不在大厅办理，原因公开如下。
public-letters = 责任权限授权书
public-letters-how = 窗口按授权书办事：谁有权当场办结，谁只受理。
public-decide = 可办结 { $n } 项
public-accept = 只受理 { $n } 项
public-scan = 查看扫描件
public-scan-of = 查看扫描件：{ $document }
public-chief = 首席代表
public-staff = 窗口人员
public-jump = 本页内容
public-as-of = 更新于 { $at }

## book: Visitors: booking a time, moving it, giving it up.

book-title = 网上预约
book-how = 选好事项和时间，到厅后在取号机输入预约号即可取号。
book-matter = 选择事项
book-find = 查找事项
book-found = 找到 { $n } 项
book-other = 换一个事项
book-day = 日期
book-time = 时间
book-free = 余 { $n }
book-full = 约满
book-no-slots = 近日时段已全部结束，请改日再约，或直接到厅取号。
book-not-bookable = 此事项不开放网上预约，请在工作时间到厅取号。
book-nowhere = 本大厅暂不开放网上预约，请在工作时间到厅取号。
book-held = 名额已为您保留，请在 { $left } 内确认
book-over = 保留时间已过，请重新选择。
book-confirm = 确认预约
book-again = 重选时间
book-code = 预约号
book-come = 请按时到厅，在取号机上输入预约号取号。
book-bring = 请带材料
book-keep = 请截图或收藏本页，凭此改期、取消。
book-until = { $at } 前可改期、取消。
book-move = 改期
book-move-sure = 改到 { $at }？
book-stay = 不改了
book-cancel = 取消预约
book-cancel-sure = 确定取消预约？
book-keep-it = 保留预约
book-another = 另约一个
book-unknown = 没有这个预约，或链接不完整。
book-link = 网上预约

## booking-states: Visitors: what became of a booking.

booking-states-booked = 已预约
booking-states-kept = 已取号
booking-states-cancelled = 预约已取消
booking-states-lapsed = 预约已过期

## cases: Visitors and staff: cases that are decided later; on the phone, at the console, in the office.

cases-title = 承诺件办理
cases-sum = 在办 { $n } 件：已超期 { $over } 件，两个工作日内到期 { $soon } 件，待补正 { $papers } 件，待领取 { $ready } 件。
cases-show = 显示
cases-find = 办件号或票号
cases-department = 部门
cases-all = 全部
cases-nothing = 没有符合条件的办件。
cases-case = 办件
cases-state = 状态
cases-days = 办结期限
cases-accepted = 受理
cases-actions = 操作
cases-overdue = 超期 { $n } 个工作日
cases-today = 今日到期
cases-soon = 还剩 { $n } 个工作日，即将到期
cases-left = 还剩 { $n } 个工作日
cases-stands = 补正期间不计时
cases-first = 首次承诺 { $day }
cases-put-off = 延期至 { $day }：{ $reason }
cases-away = 补正 { $n } 个工作日不计
cases-asked = { $day } 一次性告知：{ $list }
cases-brought = { $day } 已补正
cases-ready-on = { $day } 办结
cases-refused-why = 不予许可：{ $reason }
cases-handed = { $day } 在 { $n } 号窗口出件
cases-sent = { $day } { $way } · { $reference }
cases-kept = 按期
cases-late = 逾期
cases-joint = 联办
cases-part-done = { $who }：已办结
cases-part-open = { $who }：办理中
cases-at = { $n } 号窗口
cases-of = { $act }：{ $number }
cases-ready = 办结
cases-ready-how = 本部门已办完。全部部门办完即为办结，停止计时；群众凭取件码领取。
cases-result = 结果
cases-granted = 准予
cases-refused = 不予许可
cases-why = 理由（不予许可须填写）
cases-extend = 延期
cases-extend-how = 首次承诺日期仍会显示。法定最迟 { $day }。理由告知申请人。
cases-until = 延至
cases-reason = 理由
cases-supplement = 补正
cases-supplement-how = 只能告知一次，请一次列全。群众凭取件码送来材料前不计时。
cases-list = 需补材料，每行一项
cases-send-out = 寄送等
cases-send-how = 群众不到窗口领取：填寄送方式和单号，办件即为已出件。
cases-way = 方式
cases-reference = 单号、柜号或证照编号
cases-save = 确定
cases-done = 已记录。
cases-opened = 办件编号
cases-promised-by = 承诺办结
cases-code = 取件码
cases-tell-visitor = 请告知群众编号、日期和取件码。
cases-comes-for = 办件 { $number }
cases-case-optional = 办件编号（凭码取号的不用填）
cases-taken = 已受理
cases-yours = 我的办件
cases-collect-now = 可以领取。请凭取件码在取号机“领证”取号。
cases-bring = 请补齐以下材料，凭取件码取号送来：
cases-reserved = 该日期可能调整：届时的节假日安排尚未公布。
cases-recounted = 节假日安排公布后已调整，原告知 { $day }。
cases-later = 已延期，原承诺 { $day }。理由：{ $reason }
cases-gone = 已于 { $day } 领取。

## case-views: Staff: which cases the office lists.

case-views-all = 全部在办
case-views-overdue = 已超期
case-views-accepted = 办理中
case-views-supplement = 待补正
case-views-ready = 待领取
case-views-handed_over = 已出件

## promises: Staff: promises kept, in the office.

promises-title = 承诺兑现
promises-sum = 到期或办结 { $n } 件，按期办结 { $kept } 件（{ $share }%），按首次承诺办结 { $first } 件；逾期未办结 { $never } 件。
promises-none = 这段时间没有到期的办件。
promises-count = 件数
promises-kept = 按期办结
promises-first = 按首次承诺
promises-collected = 已领取
promises-extended = 延期
promises-never = 逾期未办结

## told: Staff: whether the waits that were told were kept.

told-title = 说到做到：告知的等候时长
told-sum = 告知 { $n } 人，其中 { $kept } 人在告知时长内叫到（{ $share }%）；另有 { $left } 人不计（预约、仍在等候或提前放弃）。
told-none = 这段时间没有可核对的告知。
told-count = 告知人次
told-kept = 如期叫到
told-late = 超出告知
told-never = 未叫到
told-foretold = 按预测告知
told-short = 偏短：超出告知的偏多
told-wide = 偏宽：告知可再缩短

## guide: Staff: the guide desk.

guide-title = 导办台
guide-issue = 取号
guide-ticket = 查号
guide-concern = 办不成事
guide-rings = { $place } 呼叫帮助
guide-since = 已等 { $n }
guide-going = 马上过去
guide-matter = 事项
guide-search = 查找事项（名称或拼音首字母）
guide-pick = 请先选择事项。
guide-materials = 需要带的材料 { $n } 项
guide-class = 类别
guide-evidence = 凭证种类（只记种类，不记号码）
guide-give = 取号并打印
guide-ahead-of = 前面 { $n } 人
guide-printed = 号票由 { $printer } 打印
guide-number = 今日号码，如 A001
guide-find = 查找
guide-type-number = 输入号码，可重新排队、补打或取消。
guide-reprint = 补打号票
guide-reprinted = 正在补打。
guide-voided = 此队列过号作废，请重新取号。
guide-what = 遇到什么问题？
guide-number-optional = 号码（可不填）
guide-matter-optional = 事项（可不填）
guide-own-words = 群众原话（可不填）
guide-contact = 联系方式（可不填）
guide-raise = 登记
guide-raised = 已登记，最迟 { $day } 答复。
guide-open-concerns = 待答复 { $n } 件
guide-due = 最迟 { $day }
guide-list = 名单
guide-listed = 列出 { $n } 条，共 { $of } 条
guide-priority = 法定优先
guide-of-several = 本号共 { $n } 项
guide-another = 再加一项
guide-chosen = 同一个号已选 { $n } 项
guide-drop = 去掉{ $matter }
guide-in-order = 按此顺序办理（前一项办完再办下一项）
guide-wrong = 取错了：取消此号
guide-cancelled = { $number } 已取消。
guide-code = 预约号、补正码、取件码或办件编号
guide-check-in = 签到取号
guide-direct = 直接引导到空闲窗口
guide-direct-none = 目前没有可直接引导的空闲窗口。
guide-direct-waiting = { $n } 人等候
guide-direct-why = 理由（记入流水；有人等候时列入监察）
guide-direct-now = 取号并叫到该窗口
guide-raise-class = 提高优先类别
guide-raise-how = 按所选类别的提前时间重新定位，不会排到更早的同类之前。
guide-raise-now = 确认提高
guide-raised-to = { $number } 已提高优先类别。
guide-undo-raise = 撤销提高（{ $n } 秒内）
guide-unraised = { $number } 已恢复原类别和原位置。

## number-lists: Staff: the lists of today's numbers at the guide desk.

number-lists-waiting = 等候
number-lists-missed = 过号
number-lists-priority = 优先
number-lists-called = 叫号与办理
number-lists-parked = 挂起

## further: Staff: a further matter on a number that is out, and one that was a mistake.

further-stops = 本号办理
further-matter = 事项名称或拼音首字母
further-after = 在哪一项办完之后
further-any-order = 不限先后
further-drop = 不办
further-none = 没有找到该事项

## classes: Staff: the classes of tickets at the guide desk.

classes-ordinary = 普通
classes-statutory = 法定优先
classes-elderly = 敬老优待

## evidence: Staff: what shows that somebody has priority. The Chinese goes into the record.

evidence-disability-card = 残疾人证
evidence-military-id = 军人证件
evidence-veterans-card = 退役军人优待证
evidence-firefighters-card = 消防救援人员证
evidence-pregnancy = 孕产妇
evidence-id-card-age = 身份证（年龄）

## console: Staff: the console at a window.

console-title = 窗口工作台
console-pick-window = 请选择本窗口
console-sign-on = 签到
console-sign-off = 签退
console-staffer = 工号
console-pin = 密码
console-covers = 代岗（A岗工号，可不填）
console-set-pin = 设置密码
console-set-pin-how = 首次使用，请设置至少 6 位密码。
console-pin-again = 再次输入
console-pins-differ = 两次输入不一致。
console-next = 叫下一位
console-recall = 重呼
console-start = 开始办理
console-finish = 办结
console-miss = 过号
console-park = 挂起
console-bring-back = 回呼
console-transfer = 转移
console-pause = 暂停
console-resume = 恢复
console-closed = 未签到
console-open = 空闲
console-paused = 暂停中
console-called = 已叫号
console-serving = 办理中
console-start-or-miss = 请先“开始办理”或“过号”。
console-resume-first = 已暂停，请先恢复（B）。
console-nobody = 当前无人等候。
console-ready = 按空格键叫下一位
console-waited = 等候
console-since-call = 叫号后
console-service-time = 办理时长
console-norm = 标准 { $n } 分钟
console-over = 超出 { $time }
console-shown = 屏幕已显示
console-shown-spoken = 屏幕已显示，语音已播报
console-walked = 走到窗口
console-note = 备注（可不填）
console-not-shown = 屏幕尚未显示此号
console-not-spoken = 语音尚未播报此号，请重呼或当面招呼
console-recalls = 已重呼 { $n } 次
console-priority = 法定优先
console-accept-only = 授权书：仅受理
console-english = 英语
console-queue = 本窗口等候
console-parked = 已挂起
console-parked-none = 无
console-own = 我的今日
console-served = 办件
console-mean = 平均
console-p90 = 九成以内
console-outcome = 办理结果
console-promised-until = 承诺日期（可不填）
console-reason = 理由
console-fee = 实收费用（元），按标准收取可不填。标准：{ $standard }
console-fee-reason = 与标准不同的理由（列入监察）
console-only-accepted = 授权书准许当场办结：只受理须说明理由，并计入只受理率。
console-to-where = 转移到
console-line = 队列
console-window = 窗口
console-position = 位置
console-keep = 保留原位
console-last = 排到最后
console-comment = 备注（可不填）
console-park-why = 挂起原因
console-park-for = 多少分钟后提醒（可不填）
console-pause-why = 暂停原因（显示在窗口屏）
console-letter = 授权书
console-chief = 首席代表
console-staff = 窗口人员
console-covers-whom = 代 { $who }
console-space = 空格
console-enter = 回车
console-undo = 撤销
console-undo-miss = 撤销过号：{ $number } 重新叫号
console-undo-finish = 撤销办结（{ $outcome }）：{ $number } 恢复办理
console-undo-both = 撤销办结（{ $outcome }）：{ $number } 恢复办理，{ $back } 退回原位等候
console-undo-sign-off = 撤销签退
console-undo-left = { $n } 秒内
console-sign-off-sure = 还有 { $n } 人等候，确定签退？
console-waiting-now = 有 { $n } 人等候，按空格键叫下一位
console-waiting-list = 等候名单
console-waiting-none = 当前无人等候
console-waiting-more = 仅列前 { $n } 位，共 { $of } 位
console-find-number = 号码
console-select-how = 选呼须说明理由，列入监察。
console-select = 选呼 { $number }
console-waited-for = 等候 { $time }
console-sent-here = 同事转来
console-parked-anywhere = 各窗口挂起
console-parked-at = { $window } 号窗口
console-park-over = 时间到
console-person = 人员
console-first = 排到最前（须有选呼权限，列入监察）
console-come-back = 办完后回到本窗口
console-here-waiting = { $n } 人等候
console-matter-materials = 所需材料
console-matter-none = 无需材料
console-matter-fee = 收费
console-other-stops = 本次还办理
console-after = 在“{ $matter }”之后
console-missing = 还缺哪些材料（一次性告知）
console-own-lines = 其他（一行一项，可不填）
console-asked = 一次性告知
console-way-back = 补正码
console-tell-list = 请将清单和补正码告知群众，凭码回来优先安排。
console-good-until = 补正码有效至
console-printed-at = 告知单在“{ $printer }”打印
console-brought = 上次告知须带
console-add = 加办一项
console-quantity = 本次办理件数
console-served-pieces = { $n } 件
console-work = 后台办理
console-end-work = 结束办理
console-working = 后台办理中
console-work-first = 正在后台办理，请先结束（O）。
console-work-what = 办理什么？（办理期间不叫号）
console-work-matter = 事项（可不选）
console-work-time = 已办理
console-usual = { $outcome }，叫下一位
console-otherwise = 其他结果

## pause-reasons: Staff: why a window pauses; the panel shows it, and both languages go into the record: 60 characters together at most.

pause-reasons-short-break = 短暂离开
pause-reasons-lunch = 用餐
pause-reasons-meeting = 会议
pause-reasons-paperwork = 整理材料
pause-reasons-equipment-fault = 设备故障

## quick: Staff: sentences between office, guide desk and windows, sent by one key.
quick-go_on = 好的，马上处理
quick-come = 请到窗口来一下
quick-paper = 打印纸用完，请送纸
quick-device = 设备故障，请来人看一下
quick-queue = 等候的人多，请增开窗口
quick-break = 请求替岗，短暂离开
quick-explain = 请向群众解释一下排队情况
quick-busy = 正在办理，稍后回复

## emergency: Staff: an emergency at a window or the guide desk.
emergency-raise = 紧急求助
emergency-again = 再按一次发出求助
emergency-at-window = 紧急求助 · { $window } 号窗口
emergency-at-place = 紧急求助 · { $place }
emergency-since = { $at } 发出，已 { $time }
emergency-going = { $who } 正在赶去
emergency-i-go = 我去
emergency-who = 谁去（姓名或工号）
emergency-what = 情况（一句话）
emergency-reset = 解除
emergency-sent = 求助已发出：导办台、办公室和邻近窗口都已响铃。

## messages: Staff: short messages between office, guide desk and windows.
messages-title = 消息
messages-unread = 消息 { $n }
messages-office = 办公室
messages-guide = 导办台
messages-window = { $n } 号窗口
messages-to = 发给
messages-words = 一句话（仅当天保留，不公开）
messages-quick = 快捷语
messages-send = 发送
messages-sent = 已发出
messages-delivered = 已送达
messages-read = 已读
messages-none = 今天还没有消息。
messages-from-to = { $from } → { $to }
messages-mark-read = 收到

## needs: Visitors and staff: what a visitor needs of a window.
needs-title = 需要的条件（可多选；只由具备条件的窗口叫号）

## park-reasons: Staff: why a ticket is parked; both languages go into the record: 60 characters together at most.

park-reasons-fetching-papers = 取补材料
park-reasons-copies-or-photo = 复印拍照
park-reasons-paying = 缴费
park-reasons-waiting-for-a-check = 等待核实

## office: Staff: the manager’s office.

office-unheard = 未及时显示或播报的叫号 { $n } 个
office-neither = 屏幕未显示，语音未播报
office-not-shown = 屏幕未显示
office-not-spoken = 语音未播报
office-title = 大厅管理
office-login = 登录
office-logout = 退出
office-account = 账号
office-password = 密码
office-new-password = 新密码（至少 10 位）
office-set-password = 修改登录密码
office-old-password = 原密码
office-password-again = 再次输入新密码
office-passwords-differ = 两次输入的新密码不一致。
office-wrong-old = 原密码不正确。
office-password-set = 新密码已生效，此账号在其他设备上的登录均已退出。
office-out-everywhere = 退出所有登录
office-out-everywhere-how = 怀疑账号被他人使用，或曾在其他电脑上登录：
office-wrong-login = 账号或密码不正确。
office-today = 今日
office-waiting-now = 正在等候
office-windows-open = 开放窗口
office-at-window = 正在办理
office-paused-windows = 暂停窗口
office-working-windows = 后台办理窗口
office-lines = 各队列等候
office-lines-none = 现在无人等候。
office-line = 队列
office-waiting = 等候
office-range = 预计
office-windows = 窗口
office-from = 从
office-to = 到
office-by = 分组
office-pieces = 件数
office-spread = 分布
office-spread-of = 中位 { $p50 }，九成以内 { $p90 }，最长 { $max }
office-total = 合计
office-today-only = 今天
office-last-days = 近 { $n } 天
office-part-now = 现在
office-part-waits = 等候
office-part-services = 办理
office-part-cases = 办件
office-part-promises = 承诺兑现
office-part-told = 说到做到
office-part-people = 人员
office-part-posts = 在岗记录
office-part-scores = 考核
office-part-ratings = 差评整改
office-part-letters = 授权书
office-part-projects = 绿色通道
office-part-catalogue = 事项目录
office-part-printers = 打印与小票
office-part-devices = 设备
office-part-notices = 公告
office-part-rules = 规则与提醒
office-as-table = 以表格显示

## account: Staff: one’s own account: its password and its second factor.

account-title = 我的账号
account-factor = 动态口令
account-factor-none = 未绑定。绑定后，登录时除密码外还须输入手机上的六位数字，密码即使泄露也无法登录。
account-factor-on = 已绑定：登录时除密码外还须输入手机上的六位数字。
account-factor-add = 绑定
account-factor-remove = 解除绑定
account-factor-how = 请先在手机上装好验证器应用（任何支持 TOTP 的均可，使用时无须联网）。
account-factor-show = 显示二维码
account-factor-scan = 请用手机上的验证器应用扫描二维码，再填入它显示的六位数字。
account-factor-picture = 验证器应用扫描的二维码
account-factor-type = 无法扫描时手工输入密钥：
account-factor-code = 手机上的六位数字
account-factor-set = 已绑定，此账号在其他设备上的登录均已退出。手机遗失时请管理员另发一次性链接。
account-factor-removed = 已解除绑定，登录只需密码。
account-elsewhere = 此账号由统一身份认证登录，密码请在该系统中修改。
account-sign-in-code = 动态口令（手机验证器上的六位数字）
account-owed = 使用前请先完成账号安全设置
account-owed-first = 此账号尚未设置密码；一次性链接只能用一次，请现在设置。
account-owed-password = 按本大厅规定，登录密码须定期更换；现在请设置新密码，不得与原密码相同。
account-owed-factor = 按本大厅规定，此角色的账号须绑定动态口令。

## accounts: Staff: who may come in, and as what; and how one comes in.

accounts-title = 工作账号
accounts-how = 谁可以登录各管理页面。新账号凭一次性链接首次登录，再自行设置密码；停用后立即退出所有页面，其以往操作仍留在流水中。
accounts-name = 账号
accounts-role = 角色
accounts-department = 部门
accounts-acts = 操作
accounts-no-department = （无）
accounts-state = 状态
accounts-last = 最近登录
accounts-add = 新增账号
accounts-add-how = 账号名不含空格；部门账号只看到本部门的数据。
accounts-link = 一次性链接
accounts-link-title = { $name } 的一次性链接
accounts-link-how = 请当面或以安全方式交给本人，{ $until } 前使用一次有效。关闭后不再显示。
accounts-copy = 复制
accounts-copied = 已复制
accounts-move = 修改角色
accounts-shut = 停用
accounts-shut-title = 停用账号 { $name }
accounts-open-again = 重新启用
accounts-reason = 原因
accounts-is-shut = 已停用（{ $at }）
accounts-factor = 动态口令
accounts-no-password = 未设密码
accounts-link-open = 链接有效至 { $at }
accounts-pages = 登录中，{ $n } 个页面
accounts-out = 未登录
accounts-never = 从未
accounts-not-ours = 由监察或服务器管理
accounts-unset = 账号 { $name } 尚未设置密码；链接只能用一次，请现在设置，下次凭账号和密码登录。
accounts-set-now = 设置密码
accounts-idle = { $minutes } 分钟无操作，已自动退出，请重新登录。
accounts-lost = 登录已失效，请重新登录。
accounts-wrong-link = 此链接无效：可能已用过、已过期或抄写有误。请用账号和密码登录，或向管理员索取新链接。
accounts-provider = { $name }登录
accounts-or = 或使用账号和密码
accounts-directory = 统一身份认证的账号和密码也可在此登录。
accounts-arriving = 正在登录…
accounts-elsewhere = 统一身份认证

## staff-roles: Staff: the roles of accounts.

staff-roles-manager = 大厅管理
staff-roles-department = 部门
staff-roles-supervision = 监察
staff-roles-technician = 技术员

## front: Anybody: the hall's front door, which leads to each page.

front-staff = 工作人员
front-staff-how = 用账号和密码登录；首次登录请打开管理员给您的一次性链接。
front-enter = 进入{ $page }
front-signed-on = 已登录：{ $name }
front-devices = 设备
front-devices-how = 在该设备的浏览器中打开对应页面，屏幕会显示六位数字，再由管理员在“大厅管理 · 设备”中确认。
front-visitors = 群众
front-window = 窗口

## now: Staff: the hall at a glance, the office's first page.

now-alarms = 需要处理
now-calm = 大厅运行正常，没有需要处理的事。
now-take = 我来处理
now-take-title = 由谁处理
now-goes = 处理人（岗位）
now-minutes = 多久后再提醒
now-for-minutes = { $n } 分钟
now-taken = { $goes } 处理中，{ $at } 再提醒
now-since = { $at } 起
now-more = 另有 { $n } 项
now-lend = 调 { $window } 号窗口支援
now-area = { $zone } 区
now-plan = 调整窗口
now-answer = 我去应答
now-test = 打印测试页
now-look = 查看
now-windows = 窗口
now-zone = { $zone }：{ $open } / { $n } 个窗口在岗
now-elsewhere = 未分区
now-lasts = { $n } 分
now-long = { $h } 小时 { $m } 分
now-idle = 有人等候
now-nobody = 无人
now-longest = 最久
now-target = 目标 { $n } 分钟
now-over = 超目标
now-all-lines = 全部队列
now-plan-how = 到所填时间（或今天结束）为止只办理所选队列，之后恢复原安排。
now-lines-of = 办理的队列
now-groups-stay = 按事项组安排的事项照常办理。
now-reason = 原因
now-until = 到几点（不填则到今天结束）
now-until-said = 至 { $at }
now-close-window = 关闭窗口
now-close-window-title = 关闭 { $window } 号窗口
now-close-window-how = 窗口人员同时签退；正在办理时不能关闭。
now-stop-line = 暂停取号
now-open-line = 恢复取号
now-stop-line-title = { $line }：今日暂停取号
now-stop-line-how = 已取号的照常叫号，预约和回访照常受理。以下文字显示在取号机、大屏和公众页面，次日自动恢复取号。
now-stopped = 已暂停取号：{ $words }
now-curve = 今日取号曲线
now-curve-how = 每刻钟取号、办结人次与等候人数；虚线为近 { $n } 个相同星期的平均取号，浅色柱为余下时间的预测。
now-curve-how-short = 每刻钟取号、办结人次与等候人数；浅色柱为余下时间的预测。
now-curve-sum = 到目前：取号 { $arrived } 人次，办结 { $served } 人次，等候 { $waiting } 人
now-curve-usual = ，同期平均取号 { $usual } 人次
now-curve-rest = ；预计余下还有约 { $rest } 人次
now-curve-to-come = 今日尚无人取号，预计约 { $rest } 人次。
now-curve-none = 今日尚无人取号。
now-arrived = 取号
now-served = 办结
now-waiting-end = 等候
now-usual = 平均取号
now-expected = 预测取号
now-quarter = 时间
now-sheet = { $window } 号窗口
now-plan-today = 今天办理
now-message = 发消息
now-message-words = 内容
now-message-send = 发送
now-message-sent = 已发送，窗口打开消息即可看到。
now-record = 今日记录
now-record-none = 今日此窗口还没有叫号。
now-record-all = 全部 { $n } 条
now-settings = 设置
now-close-day = 今日闭厅
now-close-day-how = 等候的 { $waiting } 人号票作废并告知原因，{ $open } 个窗口签退，当日记录封存。闭厅后不能恢复。
now-close-early = 取号时间未到也闭厅
now-day-closed = 今日已闭厅，当日记录已封存。

## rules: Staff: the rules of the hall and the limits of its alarms.

rules-title = 规则与提醒
rules-version = 现行第 { $n } 版
rules-first = 尚未发布过规则，按通用规则运行。
rules-history = { $at } 由 { $who } 发布第 { $n } 版
rules-whole-hall = 全厅
rules-one-key = 一键办结并叫下一位
rules-lines = 各队列
rules-line = 队列
rules-cap = 优先连叫
rules-missed = 过号后
rules-keep = 保留原顺序
rules-back = 排到后面
rules-void = 作废
rules-places = 位
rules-more-time = 可推迟（分钟）
rules-recalls = 重呼几次后过号
rules-slots = 可预约比例（%）
rules-alarms = 提醒
rules-kind = 内容
rules-on = 启用
rules-raise = 达到即提醒
rules-clear = 恢复到即解除
rules-usual = 通用值 { $raise } / { $clear }
rules-try-them = 在最近的开放日试算
rules-publish = 发布
rules-sure = 发布 { $n } 项更改为第 { $version } 版，立即生效，以后的每次叫号都注明所依据的版本。
rules-nothing = 没有更改
rules-published = 已发布

## rule-numbers: Staff: the numbers of the rules.

rule-numbers-tolerance_minutes = 预约前后可取号（分钟）
rule-numbers-grace_seconds = 窗口之间走动时间（秒）
rule-numbers-reopen_seconds = 可撤销办结的时间（秒）
rule-numbers-code_days = 回访码有效（天）
rule-numbers-start_after_seconds = 叫号显示后自动开始（秒，0 为否）
rule-numbers-most_pieces = 一次办理最多件数
rule-numbers-slot_minutes = 预约时段长度（分钟，0 为不开放网上预约）
rule-numbers-slot_days = 可提前预约（天，含当天）
rule-numbers-slot_hold_minutes = 选定后保留（分钟）
rule-numbers-slot_change_minutes = 开始前多久停止改期、取消（分钟）

## alarm-kinds: Staff: what an alarm is about.

alarm-kinds-long_wait = 一条队列的最长等候
alarm-kinds-expected_wait = 现在取号至少要等
alarm-kinds-crowded = 每个在岗窗口的等候人数
alarm-kinds-idle = 有人等候而窗口空闲
alarm-kinds-nobody = 已排窗口无人在岗
alarm-kinds-absent = 已排班窗口未到岗
alarm-kinds-long_pause = 有人等候而长时间暂停
alarm-kinds-no_shows = 叫号未到的比例
alarm-kinds-unheard = 叫号未得到屏幕或语音确认
alarm-kinds-printer = 打印机不能打印
alarm-kinds-paper_low = 纸卷已用
alarm-kinds-screen_dark = 屏幕离线
alarm-kinds-device_silent = 取号机、导办台或设备代理离线
alarm-kinds-part_down = 显示牌、叫号键盘、读卡器无应答
alarm-kinds-hasty = 取号过快
alarm-kinds-clock = 服务器时钟偏差
alarm-kinds-promise_due = 今日到期未办结的承诺件
alarm-kinds-help = 求助无人应答
alarm-kinds-disk = 磁盘剩余空间
alarm-kinds-undelivered = 对外消息未送达
alarm-kinds-told_short = 告知等候偏短（一周兑现率低于）
alarm-kinds-told_wide = 告知等候偏宽（一周兑现率高于）

## alarm-units: Staff: in what an alarm counts.

alarm-units-minutes = 分钟
alarm-units-people = 人
alarm-units-percent = %
alarm-units-calls = 次
alarm-units-printers = 台
alarm-units-devices = 台
alarm-units-seconds = 秒
alarm-units-cases = 件
alarm-units-MB = MB
alarm-units-receivers = 个

## tickets: Staff: the numbers of any day.

tickets-title = 票号
tickets-how = 查某日的全部票号；点票号看经过。
tickets-day = 日期
tickets-find = 票号中含
tickets-line = 队列
tickets-state = 状态
tickets-any = 全部
tickets-number = 票号
tickets-matter = 事项
tickets-arrived = 取号
tickets-called = 叫号
tickets-waited = 等候
tickets-ended = 结束
tickets-window = 窗口
tickets-none = 没有符合条件的票号。
tickets-moved-out = { $day } 以前的票号已移入历史档案，请到效能监察按票号查询。
tickets-back = 返回列表

## number-states: Staff: what became of a number.

number-states-waiting = 等候
number-states-held = 暂缓
number-states-called = 呼叫中
number-states-serving = 办理中
number-states-parked = 挂起
number-states-missed = 过号
number-states-finished = 办结
number-states-cancelled = 放弃
number-states-expired = 未叫作废
number-states-void = 过号作废

## case-ways: Staff: how a result reaches a visitor who does not come for it.

case-ways-post = 邮寄
case-ways-locker = 自助柜
case-ways-electronic = 电子证照

## bookings: Staff: the bookings of a day.

bookings-title = 预约
bookings-how = 某日的预约；可当场登记、取消，或导入预约名单（表头：matter, at, code）。
bookings-day = 日期
bookings-time = 时间
bookings-code = 预约码
bookings-matter = 事项
bookings-state = 状态
bookings-number = 票号
bookings-none = 当日没有预约。
bookings-cancel = 取消预约
bookings-cancel-sure = 取消 { $code } 的预约？
bookings-move = 改期
bookings-move-title = 预约 { $code } 改期
bookings-moved = 预约 { $code } 已改期。
bookings-slots = 时段预约情况
bookings-line = 队列
bookings-slots-how = 已约 / 名额；超出名额以红色标出。
bookings-slots-free = 其余 { $n } 个队列尚无预约
bookings-book = 登记预约
bookings-at = 日期和时间
bookings-booked = 已登记，预约码 { $code }
bookings-list = 导入名单（CSV 或 XLSX）
bookings-taken = 名单已导入：{ $n } 条，其中 { $changed } 条有变更。
bookings-outside = 不在取号时间也登记

## window-states: Staff: what a window does.

window-states-closed = 未开
window-states-open = 空闲
window-states-called = 呼叫中
window-states-serving = 办理中
window-states-paused = 暂停
window-states-working = 后台办理

## staffing: Staff: who will come, how many windows that needs, and what a change would do.

staffing-title = 人手
staffing-day = 日期
staffing-expected = 预计到访
staffing-none = 历史不足，暂无预测。
staffing-rests = 依据过去 { $n } 个工作日。
staffing-error = 近期误差 { $n }%。
staffing-sum = { $day } { $line }预计 { $n } 人次，最忙 { $at }：{ $most } 人次（八成把握 { $low }–{ $high }）。
staffing-needed = 需要与已排窗口
staffing-needed-how = 每格：需要 / 已排窗口数，使 { $share }% 的人在 { $within } 分钟内叫到；红色为不足。
staffing-short = 不足
staffing-what-if = 如果这样调整
staffing-kind = 调整
staffing-lend = 支援（另加队列）
staffing-open = 只办所选队列
staffing-close = 不开放
staffing-window = 窗口
staffing-add = 加入
staffing-drop = 去掉
staffing-rehearsed = 用过去 { $n } 个工作日演算
staffing-visitors = 每天人次
staffing-before = 九成等候，现在
staffing-after = 九成等候，调整后
staffing-gain = 平均缩短（95% 区间）
staffing-everybody = 全部
staffing-change-lend = { $window } 号窗口 { $from }–{ $to } 支援{ $lines }
staffing-change-open = { $window } 号窗口 { $from }–{ $to } 只办{ $lines }
staffing-change-close = { $window } 号窗口 { $from }–{ $to } 不开放
staffing-working-out = 正在演算…
staffing-minutes = { $n } 分
staffing-gained = { $n } 分（{ $low } 至 { $high }）

## weekdays: Staff: the days of a week in a table, 1 is Monday.

weekdays-1 = 周一
weekdays-2 = 周二
weekdays-3 = 周三
weekdays-4 = 周四
weekdays-5 = 周五
weekdays-6 = 周六
weekdays-7 = 周日

## report-by: Staff: what a report can be grouped by.

report-by-secondment = 派驻人员
report-by-staffer = 窗口人员
report-by-department = 部门
report-by-window = 窗口
report-by-matter = 事项
report-by-line = 队列
report-by-hour = 时段
report-by-class = 类别
report-by-day = 日期

## times: Staff: how long visitors waited and services took, by day, hour and whose.

times-of-waits = 等候
times-of-services = 办理
times-period = 期间
times-today = 今天
times-week = 本周
times-last-week = 上周
times-month = 本月
times-last-month = 上月
times-weeks = 近四周
times-year = 今年
times-own = 自选日期
times-versus = 对比
times-nothing = 不对比
times-before = 上一时段
times-last-year = 去年同期
times-class = 优先类别
times-weekday = 星期
times-hour = 时段
times-any = 全部
times-matter-first = 先选部门或队列
times-clear = 清除条件
times-people = 人次
times-people-of = { $n } 人次
times-median = 中位数
times-nine = 九成以内
times-mean = 平均
times-longest = 最长
times-within-target = 目标时间内叫到
times-was = 对比期 { $was }
times-sum-waits = 共叫号 { $n } 人次：等候中位数 { $half }，九成在 { $nine }以内，最长 { $most }。
times-sum-services = 共办理 { $n } 人次：时长中位数 { $half }，九成在 { $nine }以内，最长 { $most }。
times-none = 所选条件下没有记录。
times-numbers = 取号去向
times-taken = 取号
times-called = 叫到
times-given-up = 放弃（取消）
times-missed = 过号未到
times-not-called = 闭厅时未叫到
times-numbers-none = 取号时还没有窗口，按窗口筛选时不显示。
times-arrivals = 什么时候来的人多
times-arrivals-one = { $hour }:00 起一小时：{ $n } 人次
times-heat-how = 周几什么时候的中位数（分钟，每半小时一格），颜色越深时间越长；点一格看该时段各部门。
times-heat-most = 最长的是{ $day } { $at } 起半小时：中位数 { $half }。
times-cell = { $day } { $at } 起半小时：{ $n } 人次，中位数 { $half }，九成在 { $nine }以内
times-lengths = 时长分布
times-lengths-how = 每 { $n } 分钟一格（横轴为分钟）。
times-lengths-level = 竖线为 { $n } 分钟目标：{ $share }% 在目标以内。
times-lengths-one = { $from }–{ $to } 分钟：{ $n } 人次
times-lengths-last = { $from } 分钟以上：{ $n } 人次
times-trend = 每日变化
times-trend-monthly = 每月变化
times-trend-how = 实线为中位数，虚线为九成以内；浅色为节假日。最高的是 { $at }：九成在 { $nine }以内。
times-trend-up = 后一半时间的中位数为 { $half }，前一半为 { $was }。
times-trend-point = { $at }：{ $n } 人次，中位数 { $half }，九成在 { $nine }以内
times-multiples = 各部门的变化
times-multiples-matters = 各事项的变化
times-multiples-weekly = 每周的中位数，各图同一刻度：最高处为 { $most }；办件多的在前。
times-multiples-monthly = 每月的中位数，各图同一刻度：最高处为 { $most }；办件多的在前。
times-multiples-one = { $name }：{ $n } 人次，中位数 { $half }；最早 { $was }，最近 { $now }
times-axis-minutes = 分钟
times-as-table = 以表格显示
times-change = 中位数增减
times-xlsx = 下载 Excel
times-csv = 下载 CSV（毫秒）
times-hours-minutes = { $h } 小时 { $m } 分
times-minutes = { $m } 分钟
times-minutes-seconds = { $m } 分 { $s } 秒
times-seconds = { $s } 秒
times-again = 截至 { $at } · 刷新
times-table-of = 各{ $by }
times-cell-chosen = { $day } { $at }
times-slowest = 最慢的是{ $name }：中位数 { $half }，{ $n } 人次。
times-not-counted = 另有 { $n } 条记录不准确，未计入。
times-arrivals-most = { $hour } 时最多：{ $n } 人次。
times-sort = 按此列排序

## sheets: Staff: headings in the sheets (Excel) of reports.

sheets-service-times = 办理时长
sheets-waits = 等候时长
sheets-outcomes = 办理结果
sheets-sessions = 在岗时长
sheets-ratings = 群众评价
sheets-promises = 承诺件
sheets-told = 告知的等候
sheets-numbers = 取号
sheets-group = 名称
sheets-code = 代码
sheets-count = 人次
sheets-pieces = 件数
sheets-minutes = 分钟
sheets-sum = 合计
sheets-mean = 平均
sheets-p50 = 中位数
sheets-p90 = 九成以内
sheets-max = 最长
sheets-excluded = 不准确未计入
sheets-within = 在目标时间内叫到
sheets-decidable = 可当场办结
sheets-registered = 只受理
sheets-bad = 差评
sheets-rectified-in-time = 按期整改
sheets-kept = 兑现
sheets-kept-first = 按首次承诺兑现
sheets-never-ready = 至今未办结
sheets-extended = 延期
sheets-supplemented = 补正
sheets-collected = 已领取
sheets-late = 未兑现
sheets-not-called = 未叫到
sheets-foretold = 按预测告知
sheets-called = 叫到
sheets-served = 已办理
sheets-given-up = 取消
sheets-missed = 过号未到
sheets-level-1 = 非常不满意
sheets-level-2 = 不满意
sheets-level-3 = 基本满意
sheets-level-4 = 满意
sheets-level-5 = 非常满意
sheets-back-office = 后台办理
sheets-paused = 暂停
sheets-serving = 办理
sheets-walking = 群众走到窗口
sheets-waited-for = 有人等候时空闲
sheets-idle = 无人等候时空闲
sheets-uncounted = 未计入的后台办理

## county: Staff: the report for the county, on the page, on paper and in its sheets.

county-part = 报表
county-of-day = 政务服务运行日报
county-of-week = 政务服务运行周报
county-of-month = 政务服务运行月报
county-day = 日
county-week = 周
county-month = 月
county-kind = 报表
county-pick = 期间
county-between = { $from } 至 { $to }
county-print = 打印
county-xlsx = 下载 Excel
county-none = 还没有封存的日期；以下是到目前为止的数字。
county-unfinished = 本期尚未结束，数字截至目前。
county-sealed-days = 已封存 { $n } 天
county-sum = 取号 { $taken } 人次，办理 { $services } 人次、{ $pieces } 件。等候中位数 { $p50 }，九成在 { $p90 }以内，{ $level } 分钟内叫到 { $within }；告知的等候 { $told } 如期叫到；满意率 { $satisfied }。
county-figure = 指标
county-unit = 单位
county-now = 本期
county-before = 上期
county-change = 增减
county-code = 代码
county-department = 部门
county-span = 期间
county-sheet-hall = 汇总
county-sheet-departments = 按部门
county-by-department = 按部门（上行本期，下行上期）
county-of-numbers = 取号与叫号
county-taken = 取号
county-called = 叫到
county-served = 已办理
county-given-up = 取消
county-missed = 过号未到
county-not-called = 闭厅时未叫到
county-of-waits = 等候时长
county-waits = 叫号（含同号其他事项）
county-wait-mean = 平均等候
county-wait-p50 = 等候中位数
county-wait-p90 = 等候九成以内
county-within = { $n } 分钟内叫到
county-within-share = { $n } 分钟内叫到占比
county-of-services = 办理
county-services = 办理
county-pieces = 办理件数
county-service-mean = 平均办理时长
county-service-p50 = 办理时长中位数
county-service-p90 = 办理时长九成以内
county-of-cases = 承诺件
county-accepted = 承诺受理
county-due = 到期或办结
county-kept = 其中按期办结
county-kept-share = 按期办结率
county-of-told = 告知的等候
county-told = 已告知
county-told-kept = 如期叫到
county-told-share = 如期叫到率
county-of-ratings = 群众评价
county-rated = 评价
county-satisfied = 满意
county-satisfied-share = 满意率
county-of-windows = 窗口
county-windows = 开放窗口
county-post = 在岗时长
county-unit-people = 人次
county-unit-cases = 件
county-unit-minutes = 分钟
county-unit-hours = 小时
county-unit-windows = 个
county-hours-minutes = { $h } 小时 { $m } 分
county-minutes = { $m } 分
county-short = { $h }时{ $m }分
county-points = { $n } 个百分点
county-head-waits = 等候
county-head-services = 办理
county-head-cases = 承诺件
county-mean = 平均
county-p50 = 中位数
county-p90 = 九成以内
county-people = 人次
county-items = 件
county-accepted-short = 受理
county-kept-short = 按期
county-told-short = 告知兑现
county-post-short = 在岗（小时）
county-within-short = { $n } 分内
county-note = 取号、告知的等候按事项所属部门统计，等候和办理按窗口人员所属部门统计。等候时长自取号（预约为预约时间）至最后一次叫号。满意含非常满意、满意、基本满意。
county-made-by = 制表人
county-checked-by = 审核
county-seal = 盖章
county-page = 第 { $n } 页，共 2 页

## wall: Staff: the page on the wall of an office, read from some metres away.

wall-title = 大厅运行情况
wall-waiting = 正在等候
wall-taken = 今日取号
wall-served = 今日办理
wall-told = 告知的等候如期叫到
wall-within = { $n } 分钟内叫到
wall-satisfied = 满意率
wall-lines = 各队列等候
wall-target = 目标 { $n } 分钟
wall-line = 队列
wall-people = 人数
wall-longest = 最久
wall-expected = 预计
wall-over = 超目标
wall-minutes = { $n } 分
wall-hours = { $h } 小时 { $m } 分
wall-more = 另有 { $n } 个队列有人等候
wall-nobody = 现在无人等候
wall-windows = 窗口
wall-open-of = { $open } / { $n } 在岗

## printer-states: Staff: how a printer is.

printer-states-unknown = 未知
printer-states-ready = 正常
printer-states-unwatched = 无人监看
printer-states-silent = 无应答
printer-states-offline = 离线
printer-states-cover_open = 机盖打开
printer-states-paper_out = 缺纸
printer-states-paper_low = 纸将尽
printer-states-cutter = 切刀故障
printer-states-error = 故障

## devices: Staff: the devices of the hall, in the office.

devices-title = 设备
devices-pair = 配对新设备
devices-code = 设备上显示的六位数字
devices-role = 类型
devices-name = 名称（与规划中的编号一致，如 board-1）
devices-window = 窗口
devices-confirm = 确认配对
devices-paired = { $name } 已配对。
devices-page = 页面
devices-state = 状态
devices-build = 版本
devices-behind = 落后
devices-audio = 声音
devices-uptime = 已运行
devices-seen = 最近心跳
devices-revoke = 撤销
devices-sure = 确定撤销 { $name }？该设备将立即停用。
devices-stop-kiosk = 停用
devices-open-kiosk = 恢复使用
devices-stop-sure = 停用取号机 { $name }
devices-stop-how = 取号机立即停止取号，并显示下列文字，直到恢复使用。中文、英文至少填一种。
devices-stop-zh = 显示文字（中文）
devices-stop-en = 显示文字（英文）
devices-stopped-with = 已停用：{ $words }
devices-outdated = 旧版本
devices-hasty = { $at } 取号过快，请到现场查看
devices-sum = 共 { $n } 台：在线 { $live }，无响应 { $bad }，未连接过 { $never }。
devices-none = 还没有设备。
devices-on = 正常
devices-off = 无
devices-part-fleet = 设备与打印机
devices-wrong-now = 当前问题
devices-not-well = 异常设备
devices-all-devices = ← 全部设备
devices-no-device = 没有名为 { $name } 的设备，可能已改名或注销。
devices-name1 = 名称
devices-acts = 操作
devices-whole-hall = 全厅
devices-zone = 区域
devices-zone-put = 改区域
devices-zone-sure = { $name } 所在的区域
devices-zone-how = 规划中该设备的位置随之更改，可在“规划版本”中撤回；设备随即重新加载。
devices-zone-how-window = 该设备属于窗口，窗口的区域随之更改，可在“规划版本”中撤回。
devices-show-simulated = 显示仿真设备（{ $n } 台）
devices-hide-simulated = 隐藏仿真设备（{ $n } 台）
devices-paired-at = 配对时间
devices-size = 屏幕
devices-current = 最新
devices-behind-by = { $n } 条消息
devices-happened = 近期记录
devices-nothing-happened = 近期没有记录。
devices-reload = 重新加载
devices-reload-sure = 让 { $name } 重新加载页面
devices-reload-how = 设备无人操作时立即重新加载，几秒后恢复；正在操作的，操作结束后再加载。
devices-rename = 改名
devices-rename-sure = 给 { $name } 改名
devices-rename-how = 设备保持配对，随即以新名称重新加载。所在区域随规划中的同名位置而定。
devices-swap = 换机
devices-swap-sure = 用另一台设备替换 { $name }
devices-swap-how = 输入新设备上显示的六位数字：新设备沿用这个名称，旧设备同时注销。
devices-place = 位置（规划中尚未配对）
devices-place-free = 其他（自行填写）
devices-part-server = 服务器
devices-judged-ok = 正常
devices-judged-look = 请查看
devices-judged-bad = 需处理
devices-judged-at = { $at } 检查
devices-judging = 正在检查…
devices-kept = 保存期限
devices-kept-how = 到期后夜间自动删除密钥，内容（包括备份中的）不可再读；记录的完整性不受影响。期限由设置 keep、private_days 规定。
devices-kept-days = { $n } 天
devices-kept-night = 当日夜间删除
devices-kept-ever = 长期保存
devices-kept-what = 内容
devices-kept-long = 期限
devices-kept-before = 最早可读

## outbox: Staff: what leaves the hall: who is told, and which messages have not arrived.

outbox-title = 对外消息
outbox-nobody = 未设置接收方，没有消息发出大厅。设置方法见 docs/outbox.md。
outbox-receiver = 接收方
outbox-told = 接收内容
outbox-visitors = 群众提醒
outbox-unlisted = 已不在 outbox.toml 中
outbox-not-arrived = 未送达的消息
outbox-all-arrived = 没有未送达的消息。
outbox-message = 消息
outbox-state = 状态
outbox-tries = 次数
outbox-last-refusal = 最近一次原因
outbox-next-at = 下次 { $at }
outbox-test = 发测试消息
outbox-retry = 立即重发
outbox-give-up = 放弃
outbox-state-waiting = 待发
outbox-state-sending = 正在发送
outbox-state-sent = 已发
outbox-state-given-up = 已放弃

## device-states: Staff: how a device is.

device-states-live = 在线
device-states-silent = 无响应
device-states-offline = 离线
device-states-never = 未连接过

## device-roles: Staff: kinds of devices.

device-roles-display = 显示屏
device-roles-kiosk = 取号机
device-roles-window = 窗口
device-roles-rating = 评价器
device-roles-guide = 导办台
device-roles-printer = 打印服务
device-roles-platform = 预约平台

## part-kinds: Staff: what hangs on an agent: devices that are no browser.

part-kinds-sign = LED屏
part-kinds-pad = 呼叫器
part-kinds-reader = 读卡器

## part-states: Staff: how such a device is.

part-states-live = 正常
part-states-dark = 未工作
part-states-refused = 拒绝
part-states-unknown = 代理离线

## part-faults: Staff: what is wrong with such a device, and what to look at.

part-faults-silent = 没有应答：查电源、地址和接线
part-faults-garbled = 应答读不懂：查波特率、校验和 A、B 线
part-faults-refused = 设备拒收：查型号和参数
part-faults-torn = 连接断开：查网线和电源
part-faults-unreachable = 连不上：查网络地址、USB 口，或被其他程序占用
part-faults-not_allowed = 没有权限打开设备文件：usermod -aG dialout,input 服务用户
part-faults-bad_setting = 配置不正确：查配置文件
part-faults-desk_refused = 服务器不认此令牌：重新发放并写入配置文件
part-faults-other = 有故障，见代理的日志

## notices: Staff: notices on the board, written in the office.

notices-title = 公告
notices-zh = 中文（至多 60 字）
notices-en = 英文
notices-zone = 区域（不填为全厅）
notices-until = 显示至（不填则由人撤下）
notices-until-said = 显示至 { $at }
notices-preview = 预览：大屏底部
notices-whole-hall = 全厅
notices-post = 发布
notices-withdraw = 撤下
notices-none = 现在没有公告。
notices-posted = { $at } 发布

## paper: Staff: printers, paper and slips, in the office.

paper-printers = 打印机
paper-sum = { $n } 台打印机，{ $bad } 台需要处理。
paper-good = { $n } 台打印机均正常。
paper-printer = 打印机
paper-state = 状态
paper-read-at = 最近读取
paper-left = 余纸
paper-by-sensor = 传感器
paper-by-odometer = 估算
paper-by-assumed = 按添加时为整卷估算
paper-percent = 约 { $n } %
paper-left-unknown = 未知
paper-since-paper = 换纸后 { $m } 米，{ $n } 张
paper-queued = 待打
paper-confirmed = 今日确认方式
paper-nothing = 今日未打
paper-neighbour = 备用打印机
paper-actions = 操作
paper-test = 打测试票
paper-testing = 测试票已发往{ $name }。
paper-paper-changed = 已换纸
paper-changed = { $name }：余纸重新计数。
paper-looked-at = 已查看，恢复使用
paper-looked = { $name } 恢复使用。
paper-muted = 停用，待查看：可能仍会打出旧票
paper-edit = 修改
paper-add = 添加打印机
paper-of = { $act }：{ $name }
paper-code = 编号
paper-name-zh = 中文名
paper-name-en = 英文名
paper-address = 地址
paper-address-how = 如 tcp://192.168.1.50:9100、file:///dev/usb/lp0、cups://队列名
paper-profile = 型号
paper-none = 无
paper-roll = 纸卷长度（米）
paper-saved = 已保存。
paper-slips = 小票模板
paper-slips-how = 修改后右侧立即显示打印效果，保存后生效。
paper-kind = 小票
paper-example = 示例
paper-width = 纸宽
paper-languages = 语言
paper-both = 中英文
paper-visitor = 按访客选择
paper-parts = 内容（从上到下）
paper-part = 第 { $n } 项 · { $name }
paper-add-part = 添加内容
paper-find = 在网络上查找
paper-network = 网段
paper-find-how = 查找该网段中接受直接打印（9100 端口）的设备；不会发送任何内容。
paper-search = 查找
paper-found-none = { $network } 中没有找到打印机。
paper-what = 类型
paper-zh = 中文
paper-en = 英文
paper-value = 内容
paper-list = 清单
paper-size = 字号
paper-align = 对齐
paper-bold = 加粗
paper-up = 上移
paper-down = 下移
paper-remove = 删除
paper-facts = 可用内容：{ $facts }
paper-save = 保存
paper-back = 恢复原模板
paper-changed-by = { $who } 于 { $at } 修改
paper-house = 原模板
paper-unsaved = 有未保存的修改
paper-picture = 打印效果，{ $mm } 毫米长
paper-missing = 没有字形，将印成〓：{ $letters }
paper-logo = 标志（PNG，不超过 32 KB，印成黑白）
paper-no-logo = 删除标志

## print-methods: Staff: how a printer confirms a slip.

print-methods-process_id = 打印完成回报
print-methods-gs_r = 处理回报
print-methods-status = 打印后状态
print-methods-sent = 仅已发送

## slip-kinds: Staff: kinds of slips.

slip-kinds-ticket = 取号小票
slip-kinds-receipt = 受理回执
slip-kinds-closing = 日终小票
slip-kinds-test = 测试票

## slip-examples-ticket: Staff: examples of a ticket.

slip-examples-ticket-ticket = 普通
slip-examples-ticket-priority = 法定优先
slip-examples-ticket-appointment = 预约
slip-examples-ticket-green = 绿色通道
slip-examples-ticket-reprint = 补打
slip-examples-ticket-materials = 含材料清单
slip-examples-ticket-english = 英文访客

## slip-examples-receipt: Staff: examples of a receipt.

slip-examples-receipt-receipt = 回执

## slip-examples-closing: Staff: examples of the closing slip.

slip-examples-closing-closing = 日终

## slip-examples-test: Staff: examples of the test slip.

slip-examples-test-test = 测试

## slip-parts: Staff: the parts that a slip is put together from.

slip-parts-text = 文字
slip-parts-pair = 标签与内容
slip-parts-number = 号码（特大）
slip-parts-rule = 分隔线
slip-parts-mark = 反白标记
slip-parts-list = 清单
slip-parts-logo = 标志
slip-parts-qr = 二维码

## slip-sizes: Staff: sizes of letters on a slip.

slip-sizes-small = 小
slip-sizes-body = 正常
slip-sizes-large = 大
slip-sizes-head = 特大

## slip-aligns: Staff: where a part of a slip stands.

slip-aligns-left = 靠左
slip-aligns-center = 居中
slip-aligns-right = 靠右

## register: Staff: the register of authorization letters.

register-title = 责任权限授权书
register-sum = 有效 { $valid } 份；30 日内到期 { $soon } 份；缺扫描件 { $bare } 份。
register-show = 显示
register-whose = 授权对象
register-matters = 事项权限
register-state = 状态
register-scan = 扫描件
register-actions = 操作
register-decide = 当场办结（{ $n }）
register-accept = 只受理（{ $n }）
register-at = 现在 { $n } 号窗口
register-soon = 30 日内到期
register-renews = 接续 { $document }
register-why = 原因：{ $reason }
register-open = 查看
register-no-scan = 未上传
register-upload = 上传扫描件
register-upload-of = 上传扫描件：{ $document }
register-open-of = 查看扫描件：{ $document }
register-add = 登记授权书
register-renew = 续签
register-renew-how = 事项与权限沿用原授权书，另编文号。
register-withdraw = 收回
register-withdraw-how = 立即生效：窗口不再按此授权书叫号、办结；正在办理的须转出或只受理。
register-of = { $act }：{ $document }
register-staffer = 工号
register-from = 起始日
register-to = 截止日
register-decide-codes = 当场办结的事项代码（逗号分隔）
register-accept-codes = 只受理的事项代码（逗号分隔）
register-reason = 原因
register-save = 确定
register-nothing = 没有符合条件的授权书。
register-department = 部门
register-all = 全部
register-chief = 首席代表
register-staff = 窗口人员

## standings: Staff: whether a letter counts.

standings-valid = 有效
standings-to_come = 未到生效日
standings-over = 已到期
standings-withdrawn = 已收回

## people: Staff: secondments, signatures, replacements.

people-title = 派驻人员
people-sum = 派驻中 { $n } 人；待签署推荐 { $open } 件，待答复调换 { $asked } 件，30 日内期满 { $soon } 人。
people-show = 显示
people-department = 部门
people-all = 全部
people-nothing = 没有符合条件的记录。
people-person = 人员
people-term = 派驻期
people-state = 状态
people-signatures = 签署
people-actions = 操作
people-days = 还剩 { $n } 天
people-wished = 希望 { $from } 起
people-two-years = 三方签署后起算，两年
people-sits = 现在 { $n } 号窗口
people-missing = 待签：{ $who }
people-by-import = 导入
people-will-end = 已同意调换，文号 { $reference }
people-asked = 申请调换：{ $reason }
people-successor = 接替人：{ $who }
people-refused = 调换未获同意：{ $reason }
people-of = { $act }：{ $name }
people-sign = { $who }签署
people-signer = 签署人（姓名或职务）
people-decline = 不同意
people-unfit = 退回原单位
people-unfit-how = 立即生效：窗口随即停办，正在办理的群众保留原位。
people-nominate = 推荐人员
people-replace = 申请调换
people-replace-how = 派驻期间未经大厅同意不予调换。
people-consent = 同意调换
people-refuse = 不同意调换
people-reference = 同意文号
people-effective = 生效日期（当日起不再在岗）
people-reason = 理由
people-code = 工号
people-name-zh = 中文名（新人员填写）
people-name-en = 英文名（新人员填写）
people-role = 身份
people-from = 希望起始日（可不填）
people-note = 推荐理由（可不填）
people-successor-code = 接替人工号（可不填）
people-done = 已记录。

## roster: Staff: who is expected and who came, and the page of each person.

roster-title = 出勤
roster-day = 日期
roster-month = 月份
roster-sum = 应到 { $n } 人：在岗 { $present }，迟到 { $late }，请假 { $leave }，缺勤 { $absent }。
roster-sum-month = 本月在岗 { $present } 个半天，迟到 { $late } 次，请假 { $leave } 个半天，缺勤 { $absent } 个半天。
roster-how = 缺勤指应到而未签到，且本部门空着的窗口不少于未到的人数；请假、休息日、窗口当天关闭、在别处顶岗的不算。
roster-none = 这一天没有应到的人员。
roster-show = 显示
roster-all = 全部
roster-amiss = 迟到、缺勤、请假
roster-person = 人员
roster-windows = 窗口
roster-late-by = 迟 { $n } 分钟
roster-note = 登记请假
roster-note-of = { $name }：登记的日子不算迟到、缺勤。半天只能是同一天（今天是 { $day }）。
roster-kind = 类别
roster-from = 从
roster-to = 到（可不填，为同一天）
roster-half = 半天
roster-whole = 全天
roster-withdraw = 撤销请假
roster-reason = 理由
roster-leaves = 请假记录
roster-no-leaves = 本月没有请假。
roster-leave-days = { $from } 至 { $to }
roster-sheets = 请假表
roster-sheet = 导入请假表（CSV 或 Excel）
roster-sheet-get = 下载本月请假表
roster-sheet-how = 在下载的表中加行即可：人员填代码或姓名，类别如病假、公出；整表无误才登记，已登记的不重复。
roster-sheet-taken = 已登记 { $n } 条，另有 { $same } 条原已登记。
roster-back = 返回人员列表
roster-terms = 派驻与签署
roster-letters = 授权书
roster-no-letters = 没有授权书。
roster-decides = 可当场办结 { $n } 项，只受理 { $m } 项
roster-calendar = 本月出勤
roster-times = 办理时长（与同事项中位数比）
roster-times-none = 本月没有办理记录。
roster-matter = 事项
roster-people = 人次
roster-own = 本人中位数
roster-others = 全厅中位数
roster-faster = 快 { $by }
roster-slower = 慢 { $by }
roster-even = 持平
roster-spent = 本月时间去向
roster-score = 考核
roster-points = { $points } 分
roster-no-score = 本月没有在岗，不评分。
roster-no-lines = 没有扣分。
roster-line = { $day } { $what }

## leave-kinds: Staff: kinds of leave.

leave-kinds-annual = 年休假
leave-kinds-sick = 病假
leave-kinds-errand = 公出
leave-kinds-training = 培训
leave-kinds-personal = 事假
leave-kinds-other = 其他

## leave-sheet: Staff: a sheet of leave, from an office's own books.

leave-sheet-title = 请假
leave-sheet-staffer = 人员
leave-sheet-name = 姓名
leave-sheet-department = 部门
leave-sheet-kind = 类别
leave-sheet-from = 从
leave-sheet-to = 到
leave-sheet-half = 半天
leave-sheet-am = 上午
leave-sheet-pm = 下午

## attended: Staff: how a half-day of a person went.

attended-present = 在岗
attended-late = 迟到
attended-leave = 请假
attended-off = 不上班
attended-relieved = 未到，无窗口空缺
attended-unclear = 未到，本部门有窗口空缺
attended-unrecorded = 无签到记录
attended-absent = 缺勤
attended-coming = 未到时间

## halves: Staff: the halves of a day.

halves-am = 上午
halves-pm = 下午

## term-states: Staff: how far a secondment is.

term-states-nominated = 已推荐，待签署
term-states-seconded = 派驻中
term-states-ended = 已结束
term-states-declined = 未获同意

## term-views: Staff: which secondments the office lists.

term-views-todo = 待办与将期满
term-views-seconded = 派驻中
term-views-over = 已结束
term-views-all = 全部

## end-kinds: Staff: how a secondment ended.

end-kinds-term_over = 期满
end-kinds-replaced = 调换
end-kinds-returned = 退回原单位

## signers: Staff: who signs for a secondment.

signers-organization = 组织部门
signers-personnel = 人事部门
signers-hall = 大厅

## roles: Staff: what somebody is seconded as.

roles-chief = 首席代表
roles-staff = 窗口人员

## projects: Staff: the green channel.

projects-title = 绿色通道
projects-how = 重大项目专人专窗、预约办理；每次使用须有批准人和事由，全程可查。
projects-none = 没有绿色通道项目。
projects-open = 登记项目
projects-book = 预约一次使用
projects-close = 项目办结
projects-of = { $act }：{ $project }
projects-journey = 查看全程
projects-project = 项目
projects-named = 专人 · 专窗
projects-uses = 使用次数
projects-actions = 操作
projects-state = 状态
projects-running = 办理中
projects-closed = 已办结：{ $reason }
projects-last = 最近 { $day }
projects-window-no = { $n } 号窗口
projects-code = 项目编号
projects-department = 牵头部门代码
projects-name-zh = 项目名称（中文，不写个人姓名）
projects-name-en = 项目名称（英文）
projects-staffer = 专人工号
projects-window = 专窗编号
projects-matter = 绿色通道事项
projects-at = 预约时间
projects-approver = 批准人
projects-reason = 事由
projects-save = 确定
projects-booked = 已预约，预约码 { $code }
projects-time = 时间
projects-approval = 批准
projects-served = 办理
projects-wait = 等候
projects-length = 用时
projects-outcome = 结果
projects-by-other = 非专人专窗
projects-minutes = { $n } 分钟
projects-effect-title = 对他人等候的影响
projects-effect-how = 以当日实录重演两次：有此项目与无此项目，比较其他人的等候时间。
projects-effect = { $day }：使用 { $uses } 次；其他 { $others } 人中 { $delayed } 人被叫得晚些，最多晚 { $longest } 分钟，平均每人 { $mean } 秒。
projects-effect-none = 尚无使用，没有影响。

## use-states: Staff: what became of a use of the green channel.

use-states-booked = 已预约
use-states-kept = 已到
use-states-cancelled = 已取消
use-states-lapsed = 未到

## setup: Staff: a hall's first morning, its own settings, and the versions of its plan.

setup-title = 开厅准备
setup-ready = 大厅可以开门：必需的项目均已就绪。
setup-not-ready = 还有必需的项目未完成，完成后才能为群众取号办理。
setup-done = 已就绪
setup-missing = 未完成
setup-open = 建议完成
setup-count = { $n } 项
setup-lacks = 尚缺：{ $names }
setup-go = 去办理
setup-term = 登记派驻（三方已书面签署）
setup-person = 人员
setup-from = 起
setup-to = 止
setup-window-link = 生成窗口链接
setup-window = 窗口
setup-make-link = 生成链接
setup-link-how = 在该窗口的电脑上打开，一日内使用一次有效；人员在那里设置自己的 PIN
setup-hall = 大厅
setup-target = 等候目标（分钟）
setup-hours = 取号时间
setup-always-open = 演示大厅，全天取号。
setup-calendar = 节假日与调休
setup-known-until = 已知国务院办公厅公布的放假安排至 { $year } 年。
setup-known-none = 尚无节假日安排：承诺期限将只按周末计算。
setup-announced = 导入国务院办公厅公布的放假安排
setup-day = 日期
setup-kind = 安排
setup-day-name = 名称
setup-off = 放假
setup-make-up = 调休上班
setup-like = 按哪天的时间
setup-works-like = 上班（按{ $day }）
setup-not-announced = 尚未公布调休
setup-ordinary = 恢复为平日
setup-versions = 方案变更记录
setup-versions-how = 大厅方案的每次变更；可恢复到以前任一版本，先看清差异再发布。派驻和授权书另有登记，不受影响。
setup-at = 时间
setup-by = 操作人
setup-what = 变更
setup-whole-plan = 整套方案
setup-brought-back = 恢复到第 { $n } 版
setup-changes = { $n } 处变更
setup-in-force = 现行
setup-bring-back = 恢复到此版

## setup-steps: Staff: what a hall needs before it opens.

setup-steps-hours = 名称与取号时间
setup-steps-calendar = 节假日与调休
setup-steps-departments = 部门
setup-steps-lines = 队列
setup-steps-matters = 事项
setup-steps-windows = 窗口
setup-steps-people = 人员
setup-steps-terms = 派驻
setup-steps-pins = 窗口 PIN
setup-steps-letters = 授权书
setup-steps-consoles = 窗口工作台
setup-steps-kiosks = 取号机或导办台
setup-steps-screens = 显示屏
setup-steps-printers = 打印机
setup-steps-accounts = 管理账号

## setup-hows: Staff: how each of them is done.

setup-hows-hours = 写明每周各天的取号时间，如 09:00-12:00, 13:30-17:00。
setup-hows-calendar = 承诺期限按工作日计算，需要知道放假和调休。
setup-hows-departments = 每个进驻部门一行，也可下载表格填好后一次上传。
setup-hows-lines = 每条队列一个号码前缀；同类事项排同一条队。
setup-hows-matters = 每个事项写明部门、队列、标准用时和收费。
setup-hows-windows = 每个窗口写明办理哪些队列；“窗口自身权限”选“受理”，没有授权书的人员也可在此受理。
setup-hows-people = 派驻到窗口的人员，用岗位编号即可，如“住建局 02号”。
setup-hows-terms = 派驻在期内的人员才能在窗口签到。
setup-hows-pins = 每人在自己的窗口第一次签到时设置 PIN。
setup-hows-letters = 有授权书的人员才能当场办结；没有也可受理。
setup-hows-consoles = 在窗口电脑上打开下面的链接。
setup-hows-kiosks = 在设备上打开入口页的“取号机”或“导办台”，把六位数字输入“设备”页。
setup-hows-screens = 在大屏上打开入口页的“综合屏”，把六位数字输入“设备”页。
setup-hows-printers = 取号小票由打印机打印；没有打印机时号码显示在屏幕上，仍然有效。
setup-hows-accounts = 为自己设置密码，并为同事新增账号。

## catalogue: Staff: the catalogue of matters, in the office.

catalogue-title = 事项目录
catalogue-table = 类别
catalogue-find = 查找（代码或名称）
catalogue-sum = 共 { $n } 条
catalogue-edit = 修改
catalogue-edit-of = 修改：{ $code }
catalogue-add = 新增
catalogue-actions = 操作
catalogue-template = 下载表格（{ $form }）
catalogue-upload = 上传表格（CSV、XLSX）
catalogue-look = 查看变更
catalogue-publish = 发布变更
catalogue-back = 返回修改
catalogue-changes-title = 将要发布的变更
catalogue-changes-sum = 新增 { $added }，修改 { $changed }。发布后立即生效，正在办理的窗口随即更新。
catalogue-no-change = 没有变更。
catalogue-published = 已发布：新增 { $added }，修改 { $changed }。
catalogue-added = 新增
catalogue-changed = 修改
catalogue-gone = 不再列出
catalogue-nothing = （无）
catalogue-choose = 请选择…
catalogue-remove = 移除 { $name }
catalogue-faults = 有 { $n } 处需要改正，见各栏旁的说明。
catalogue-empty = （空）
catalogue-yes = 是
catalogue-no = 否
catalogue-zh = 中文
catalogue-en = 英文
catalogue-codes = 代码，逗号分隔
catalogue-lines = 每行一项
catalogue-outside = 未进厅

## catalogue-tables: Staff: its tables.

catalogue-tables-matters = 事项
catalogue-tables-departments = 部门
catalogue-tables-groups = 事项组（综合窗口）
catalogue-tables-lines = 队列
catalogue-tables-windows = 窗口
catalogue-tables-kiosks = 取号机
catalogue-tables-hall = 大厅
catalogue-tables-calendar = 节假日与调休
catalogue-tables-printers = 打印机
catalogue-tables-screens = 显示屏
catalogue-tables-zones = 分区
catalogue-tables-shifts = 半日安排
catalogue-tables-duties = 值班窗口
catalogue-tables-quotas = 限号
catalogue-tables-staffers = 人员

## catalogue-fields: Staff: its fields, by their codes.

catalogue-fields-code = 代码
catalogue-fields-name = 名称
catalogue-fields-short = 简称
catalogue-fields-area = 区域
catalogue-fields-department = 部门
catalogue-fields-line = 队列
catalogue-fields-audience = 办理对象
catalogue-fields-kind = 办件类型
catalogue-fields-norm_minutes = 标准用时（分钟）
catalogue-fields-promised_days = 承诺时限（工作日）
catalogue-fields-legal_days = 法定时限（工作日）
catalogue-fields-fee = 收费标准
catalogue-fields-fee_fen = 收费金额（分）
catalogue-fields-usual = 常用事项
catalogue-fields-initials = 拼音首字母
catalogue-fields-materials = 所需材料
catalogue-fields-guide = 办事指南
catalogue-fields-in_hall = 在大厅办理
catalogue-fields-reason = 未进厅原因
catalogue-fields-matters = 事项
catalogue-fields-prefix = 号码前缀
catalogue-fields-missed = 过号处理
catalogue-fields-tier0_cap = 法定优先连续上限
catalogue-fields-more_time_minutes = 可延后（分钟）
catalogue-fields-green = 绿色通道
catalogue-fields-zone = 分区
catalogue-fields-lines = 队列
catalogue-fields-groups = 事项组
catalogue-fields-mandate = 窗口自身权限
catalogue-fields-abilities = 能力（低位窗口、手语等）
catalogue-fields-departments = 开放的部门
catalogue-fields-idle_s = 无操作后询问（秒）
catalogue-fields-ask_s = 询问后返回首页（秒）
catalogue-fields-attract_s = 无人时显示通知与图片（秒，0 为不显示）
catalogue-fields-hours = 取号时间
catalogue-fields-service_level_minutes = 等候目标（分钟）
catalogue-fields-joint = 联办部门
catalogue-fields-printer = 打印机

## catalogue-values: Staff: what stands in them, by code.

catalogue-values-on_the_spot = 即办件
catalogue-values-promised = 承诺件
catalogue-values-person = 个人
catalogue-values-business = 企业
catalogue-values-both = 个人和企业
catalogue-values-none = 无
catalogue-values-accept = 受理
catalogue-values-decide = 办结

## supervision: Staff: the supervision desk.

supervision-title = 监察效能室
supervision-noted = 您的每次查阅都记入流水。
supervision-kind = 监察事项
supervision-open = 查看
supervision-close = 收起
supervision-day = 日期
supervision-event = 流水号
supervision-window = 窗口
supervision-person = 人员
supervision-matter = 事项
supervision-number = 票号
supervision-detail = 说明
supervision-nothing = 没有记录。
supervision-rates = 授权与办理
supervision-rates-sum = 只受理率 = 可当场办结的事项中承诺受理或上报的比例；上报率 = 全部决定中上报的比例。
supervision-decisions = 决定
supervision-decidable = 可当场办结
supervision-done-rate = 当场办结率
supervision-registered-rate = 只受理率
supervision-referred-rate = 上报率
supervision-feed = 实时叫号与理由
supervision-find = 查询
supervision-story = { $number } 号 · { $day } · { $class } · { $state }
supervision-reports = “办不成事”反映
supervision-due = 答复期限
supervision-overdue = 已超期
supervision-answer = 答复
supervision-answer-of = 答复：{ $name }
supervision-found = 查核情况与答复
supervision-is-true = 是否属实
supervision-yes = 属实
supervision-no = 不属实
supervision-answered-true = 属实：{ $words }
supervision-answered-false = 不属实：{ $words }
supervision-contact = 联系方式：{ $contact }
supervision-disputes = 异议与申诉
supervision-contest = 部门异议
supervision-appeal = 差评申诉
supervision-by = 提出
supervision-reason = 理由
supervision-review = 复核
supervision-review-of = 复核：{ $name }
supervision-upheld = 是否成立
supervision-uphold = 成立（不计入）
supervision-reject = 不成立（计入）
supervision-silent = 90 日无办件事项
supervision-silent-sum = { $n } 个事项 90 日内没有办件。
supervision-silent-none = 所有事项 90 日内均有办件。
supervision-last-day = 最近办件
supervision-never = 从未
supervision-department = 部门
supervision-verify = 流水校验
supervision-verify-how = 逐条核对哈希链、每次叫号的规则与各表。大厅照常运行。
supervision-verifying = 正在校验……
supervision-verified = 校验通过，用时 { $s } 秒。{ $said }
supervision-broken = 校验未通过：{ $said }
supervision-kind-n = { $kind }（{ $n }）
supervision-yes-decidable = 可以
supervision-no-decidable = —
supervision-story-title = 票号全程
supervision-first-title = 概览
supervision-departments-title = 部门排名
supervision-findings-title = 监察发现
supervision-rates-title = 授权与办理
supervision-inbox-title = 待办
supervision-feed-title = 实时动态
supervision-verify-title = 校验与封存
supervision-readings-title = 我的查阅
supervision-trend = 近十二周监察发现
supervision-trend-how = 竖轴：项数；横轴：每周最后一天。不计入的不算。
supervision-trend-sum = 最近一周 { $n } 项，前四周平均每周 { $mean } 项。
supervision-trend-rise = 增加最多的是“{ $kind }”：本周 { $n } 项，前四周平均 { $mean } 项。
supervision-trend-none = 近十二周没有监察发现。
supervision-trend-others = 其他
supervision-week-to = 截至
supervision-as-table = 显示表格
supervision-ranking = 部门排名：每百件办理的监察发现
supervision-ranking-sum = { $from } 至 { $to }；上期为此前同样长的时间。绿色通道使用不计。
supervision-ranking-all = 全部部门
supervision-per-hundred = 每百件
supervision-findings-n = 发现（项）
supervision-services-n = 办理（件）
supervision-before-per-hundred = 上期每百件
supervision-news = 上次查阅（{ $at }）以来
supervision-news-first = 近一周（此前没有查阅记录）
supervision-news-none = 没有新情况。
supervision-news-concerns = 新的“办不成事”反映 { $n } 件
supervision-news-contests = 新的异议 { $n } 件
supervision-news-appeals = 新的差评申诉 { $n } 件
supervision-news-finding = { $kind } { $n } 项
supervision-news-all = 全部新发现 { $n } 项
supervision-findings-sum = { $from } 至 { $to } 共 { $n } 项。
supervision-only-new = 只看上次查阅以后的新发现
supervision-all-again = 看全部
supervision-any = 全部
supervision-time = 时间
supervision-length = 时长
supervision-waited = 等候
supervision-people-n = { $n } 人
supervision-xlsx = 下载 Excel
supervision-csv = 下载 CSV
supervision-off-norm = 标准时长的 { $n }%
supervision-off-fee = 收费偏差 { $yuan } 元
supervision-minutes = { $m } 分钟
supervision-hours-minutes = { $h } 小时 { $m } 分
supervision-seconds = 不到 1 分钟
supervision-back = 返回
supervision-story-none = 输入票号和日期，查看该号全部经过；网址可以发送给他人。
supervision-event-title = 流水 { $seq }
supervision-event-of = 所属票号
supervision-by-whom = 经办
supervision-window-of-day = 该窗口当日的发现
supervision-inbox-sum = 待答复“办不成事”反映 { $open } 件（超期 { $late } 件）；待复核异议 { $contests } 件，待复核差评申诉 { $appeals } 件。
supervision-review-due = 复核期限
supervision-show-answered = 显示已答复的 { $n } 件
supervision-last-proof = 上次校验
supervision-proof-none = 还没有校验过。
supervision-proof-good = 与写入时一致
supervision-proof-bad = 发现不一致
supervision-proof-head = 校验至流水 { $n }
supervision-proofs = 历次校验
supervision-result = 结果
supervision-seals = 每日封存
supervision-seals-how = 每日闭厅时封存；校验值与闭厅小票上的一致，可逐字核对。
supervision-hash = 校验值
supervision-sealed-at = 封存时间
supervision-log-head = 流水现至第 { $n } 条
supervision-readings-how = 本账号的每次查阅都记入流水，任何人不能删改。
supervision-what = 查阅内容
supervision-about = 范围
supervision-older = 更早
supervision-newest-first = 回到最新

## department: Staff: a department’s own page.

department-title = 部门工作台
department-todo = 待办
department-todo-none = 近期没有到期事项。
department-todo-sum = 待办 { $n } 项，其中已超期 { $late } 项。
department-todo-more = 另有 { $n } 项，见各栏。
department-papers = 另有 { $n } 件等候群众补正材料，期限暂停。
department-due = 期限
department-what = 事项
department-about = 内容
department-overdue = 已超期
department-today = 今天到期
department-waits = 等候对方处理
department-windows = 本部门窗口
department-windows-none = 本部门没有窗口。
department-nobody = 无人
department-waiting = 等候 { $n } 人
department-as-of = 截至 { $at }
department-again = 刷新
department-months = 近十二个月考核得分
department-months-sum = { $month } 本部门 { $own } 分，全厅中位数 { $middle } 分。
department-months-none = 近十二个月没有上岗记录。
department-months-how = 实线：本部门；虚线：在岗各部门的中位数。纵轴：分。
department-month = 月份
department-own = 本部门
department-middle = 全厅中位数
department-as-table = 显示表格

## todo-kinds: Staff: what a department has to do by a day.

todo-kinds-case = 承诺件到期
todo-kinds-rectification = 差评整改
todo-kinds-appeal = 差评申诉复核
todo-kinds-contest = 异议复核
todo-kinds-letter = 授权书到期
todo-kinds-secondment = 派驻期满

## scores: Staff: monthly scores.

scores-title = 月度考核
scores-month = 月份
scores-by = 按
scores-sum = { $month }，按扣分办法第 { $v } 版计分，满分 100 分。参加考核 { $n } 个，其中 { $full } 个未扣分。
scores-sum-house = { $month }，按默认扣分办法计分，满分 100 分。参加考核 { $n } 个，其中 { $full } 个未扣分。
scores-score = 得分
scores-days = 在岗天数
scores-services = 办件
scores-excluded = 不计入
scores-mean = 平均时长
scores-done = 当场办结
scores-satisfied = 满意率
scores-lines = 扣分项
scores-lines-of = { $name }：扣分明细
scores-show = 明细（{ $n }）
scores-show-of = { $name }：明细（{ $n }）
scores-points = 扣分
scores-none = 不扣分
scores-contest = 提出异议
scores-contest-of = 提出异议：{ $name }，流水 { $seq }
scores-contest-how = 由监察效能室复核；每项只能提出一次。
scores-contested = 已提出异议：{ $reason }
scores-rejected = 异议不成立：{ $review }
scores-xlsx = 下载 Excel
scores-print = 打印
scores-reserve = 人才储备名单（Excel）
scores-shared = 部门扣分 { $own }，人员扣分合计 { $people }，按 { $n } 人平均。
scores-nothing = 这个月没有记录。
scores-signed = 考核人签字：＿＿＿＿＿＿　被考核人签字：＿＿＿＿＿＿　日期：＿＿＿＿＿＿

## score-by: Staff: what score sheets are made for.

score-by-staffer = 人员
score-by-window = 窗口
score-by-department = 部门

## scheme: Staff: the scheme of deductions behind the monthly scores.

scheme-title = 考核办法
scheme-how = 每人每月 100 分，按下列情形扣分。改动可先在已结束的月份上试算，再发布；发布后只对以后的月份生效。
scheme-version = 第 { $n } 版，自 { $from } 起执行，{ $who } 发布
scheme-first = 现行为默认办法，尚未发布过。
scheme-kind = 情形
scheme-points = 每次扣分
scheme-free = 每月免扣次数
scheme-least = 起算
scheme-most = 每月最多扣
scheme-counts = 计入
scheme-home = 部门
scheme-person = 个人
scheme-minutes = 分钟
scheme-percent = % 标准用时
scheme-yuan = 元
scheme-reserve-months = 储备名单：连续月数
scheme-reserve-points = 储备名单：不低于（分）
scheme-from = 自哪个月起（不填为下月）
scheme-try-it = 在上月试算
scheme-publish = 发布
scheme-published = 已发布。
scheme-trial = { $month } 试算
scheme-trial-sum = { $all } 人中有 { $n } 人得分变化
scheme-name = 人员
scheme-now = 现行得分
scheme-then = 试算得分

## sittings: Staff: who sat where.

sittings-title = 在岗记录
sittings-from = 签到
sittings-to = 签退
sittings-there = 在岗
sittings-late = 迟 { $n } 分钟
sittings-covers = 代 { $name }（AB 岗）
sittings-services = 办件
sittings-pieces = 件数
sittings-work-pieces = { $n } 件
sittings-by = 按
sittings-by-sitting = 每次签到
sittings-by-none = 所选期间没有签到。
sittings-length = 在岗
sittings-count = 签到
sittings-serving = 办理
sittings-walking = 群众走到窗口
sittings-waited-for = 有人等候时空闲
sittings-idle = 无人等候时空闲
sittings-pausing = 暂停
sittings-back-office = 后台办理
sittings-uncounted = 未计入
sittings-parts = 时间去向
sittings-part-of = { $part } { $time }（{ $share }%）
sittings-sum-spent = 共 { $n } 行，在岗 { $length }：办理 { $serving }%，有人等候时空闲 { $waited }%，暂停 { $paused }%。
sittings-how = 走到窗口指叫号到开始办理；有人等候时空闲指窗口空着，而有可由该窗口办理的群众在等。各项相加为在岗时间。
sittings-going-on = 按人员、窗口、部门统计时不含尚未签退的。
sittings-older = （早期记录没有时间去向）
sittings-paused-because = { $reason }：{ $time }

## rectify: Staff: bad ratings on their way to being put right.

rectify-title = 差评整改
rectify-sum = 待整改 { $open } 件，其中超期 { $late } 件；申诉中 { $appealed } 件；待回访 { $call } 件。
rectify-anonymous = 评价人对窗口和部门保密。
rectify-served = 办理日期
rectify-level = 评价
rectify-due = 整改期限
rectify-state = 状态
rectify-actions = 操作
rectify-done = 提交整改
rectify-measures = 整改措施
rectify-appeal = 申诉
rectify-appeal-how = 由监察效能室复核，只能申诉一次。
rectify-reason = 理由
rectify-call-back = 记录回访
rectify-said = 回访情况
rectify-content = 是否满意
rectify-yes = 满意
rectify-no = 不满意
rectify-measures-are = 措施：{ $words }
rectify-called-back = 回访：{ $words }
rectify-appeal-is = 申诉：{ $words }
rectify-review-is = 复核：{ $words }
rectify-nothing = 没有差评记录。
rectify-of = { $act }：{ $name }

## rectify-states: Staff: how far that is.

rectify-states-open = 待整改
rectify-states-appealed = 申诉中
rectify-states-done = 已整改
rectify-states-dropped = 申诉成立，不计入

## bad-levels: Staff: the two bad levels of a rating.

bad-levels-1 = 非常不满意
bad-levels-2 = 不满意

## slip: What stands on a visitor's slip beside the facts: short, a line on paper 58 mm wide.

slip-stops = 本号办理以下事项
slip-ahead = 前面等候
slip-wait = 预计等候
slip-windows = 办理窗口
slip-follow = 扫码查看排队进度，叫到会提醒。
slip-materials = 请备齐以下材料
slip-issued = 取号时间
slip-case-number = 办件编号
slip-ready-by = 办结日期
slip-promised = 承诺期限
slip-accepted-number = 受理号
slip-accepted-window = 受理窗口
slip-accepted-at = 受理时间
slip-bring = 取件时请携带本回执和有效身份证件。
slip-bring-too = 还需带齐
slip-code = 取件码
slip-way-back = 凭取件码可直接取号，无需重新排队受理。
slip-number = 号码
slip-list-behind = 共 { $n } 项，见后附清单

## on-paper: Sentences on slips that depend on the case.

on-paper-missed-keep = 过号后请到导办台重新排队，保留原顺序。
on-paper-missed-back = 过号后请到导办台重新排队，排在第 { $n } 位之后。
on-paper-missed-void = 过号作废，请重新取号。
on-paper-reserve = 该日期在节假日安排公布后可能调整。
on-paper-green = 绿色通道
on-paper-collect-bring = 取件时请携带本回执和有效身份证件。
on-paper-collect-papers = 还需带齐
on-paper-collect-code = 取件码
on-paper-collect-way-back = 凭取件码可直接取号，无需重新排队受理。
on-paper-supplement-bring = 补齐后请携带本单和有效身份证件再来，优先安排，无需重新排队。
on-paper-supplement-papers = 请补齐以下材料
on-paper-supplement-code = 补正码
on-paper-supplement-way-back = 凭补正码在取号机“预约”或导办台取号。
on-paper-after = （前一事项办完后）

## receipts: The heading of a receipt, by how the service ended.

receipts-accepted = 承诺件受理回执
receipts-supplement = 补正回执

## refusals: What the hall refuses a visitor, by the error's code.

refusals-wrong_token = 令牌无效或已撤销，请重新配对。
refusals-not_signed_on = 请先登录或配对设备。
refusals-not_found = 未找到：{ $what } { $name }
refusals-unknown_code = 没有查到这个号码，请核对后重新输入，或到导办台查询。
refusals-too_many = 尝试次数过多，请 { $seconds } 秒后再试。
refusals-hall_closed = 现在不在取号时间内。{ $when }
refusals-day_closed = 今日已闭厅。{ $when }
refusals-matter_unplanned = “{ $matter }”今天没有安排窗口，请咨询导办台。
refusals-matter_not_in_hall = “{ $matter }”不在本大厅办理：{ $why }
refusals-quota_exhausted = “{ $line }”{ $span }号已取完。{ $free }
refusals-line_out_of_use = “{ $line }”今日暂停取号：{ $words }
refusals-duplicate_ticket = 您今天已为该事项取号 { $number }，可补打号票。
refusals-appointment_only = “{ $line }”须经批准预约，请到导办台办理。
refusals-kiosk_out_of_use = 此取号机暂停使用：{ $words }
refusals-not_at_this_kiosk = 此取号机不办理“{ $matter }”取号，请到其他取号机或导办台。
refusals-code_used = 该号码已使用、取消或过期。
refusals-too_early = 预约日期为 { $day }，请当天签到。
refusals-no_slots = 该事项此时段不开放预约，请另选时间。
refusals-slot_full = 该时段已约满，请另选时间。
refusals-draft_over = 保留时间已过，请重新选择时段。
refusals-too_late_to_change = { $until } 后不能改期或取消；如不能前来，无需操作。
refusals-too_late = { $number } 已不能{ $move }：{ $why }
refusals-wrong_state = { $number } 当前状态为“{ $now }”，不能{ $move }。
refusals-reprinted_already = { $number } 已补打过一次，如需再次补打请到导办台。
refusals-rated_already = 本次服务已评价，谢谢。
refusals-case_state = 办件 { $case }“{ $now }”，不能{ $act }。
refusals-case_not_ready = 办件 { $case } 正在办理，承诺 { $due } 前办结，请届时再来领取。
refusals-store_full = 服务器存储空间不足，未作任何更改，请联系技术人员。
refusals-store_busy = 大厅数据正被其他程序占用，未作任何更改，请稍后再试。
refusals-hall_away = 大厅数据暂时无法访问，请稍后再试，不会重复办理。
refusals-hall_stopping = 系统正在重启，请稍候。

## refused: Sentences within refusals.

refused-opens = 下次取号时间：{ $at }。
refused-span = { " " }{ $span } 时段
refused-today = 今日
refused-free = { $windows } 号窗口现在空闲，请直接前往。
refused-ask = 请咨询导办台。

## voice: Spoken: the two halves of a call (the ticket's, the window's, and the window's while others wait), and what a kiosk reads aloud.

voice-ticket = 请{ $code }号
voice-window = 到{ $code }号窗口办理
voice-brief = 到{ $code }号窗口
voice-choose = 请选择办理事项。
voice-department = 请选择事项，或返回。
voice-search = 请按拼音首字母查找事项。
voice-confirm = 请确认事项，然后按取号。
voice-taken = 取号成功，请取走号票，留意叫号。
voice-still = 还需要时间吗？
voice-help = 已呼叫导办台，工作人员马上过来。
voice-card-early = 请先选择要办的事项，再把证件放到读卡处。
voice-card-unread = 没有读清证件，请再放一次。
voice-no-card = 这不是证件。预约码请返回后签到。
voice-code-unknown = 这不是本大厅的号票或预约码，需要帮助请到导办台。
voice-away = 暂时无法取号，请到导办台。
