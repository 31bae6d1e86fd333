// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const alarmKinds = {
  long_wait: plain('alarm-kinds-long_wait', "一条队列的最长等候", "Longest wait in a line"),
  expected_wait: plain('alarm-kinds-expected_wait', "现在取号至少要等", "Wait told to a newcomer"),
  crowded: plain('alarm-kinds-crowded', "每个在岗窗口的等候人数", "People waiting for each window"),
  idle: plain('alarm-kinds-idle', "有人等候而窗口空闲", "Window free while people wait"),
  nobody: plain('alarm-kinds-nobody', "已排窗口无人在岗", "Planned line without anybody"),
  absent: plain('alarm-kinds-absent', "已排班窗口未到岗", "Planned windows without anybody"),
  long_pause: plain('alarm-kinds-long_pause', "有人等候而长时间暂停", "Pause while people wait"),
  no_shows: plain('alarm-kinds-no_shows', "叫号未到的比例", "Called and did not come"),
  unheard: plain('alarm-kinds-unheard', "叫号未得到屏幕或语音确认", "Call not confirmed"),
  printer: plain('alarm-kinds-printer', "打印机不能打印", "Printer that cannot print"),
  paper_low: plain('alarm-kinds-paper_low', "纸卷已用", "Roll used"),
  screen_dark: plain('alarm-kinds-screen_dark', "屏幕离线", "Screen off line"),
  device_silent: plain('alarm-kinds-device_silent', "取号机、导办台或设备代理离线", "Kiosk, guide desk or agent off line"),
  part_down: plain('alarm-kinds-part_down', "显示牌、叫号键盘、读卡器无应答", "Sign, call pad or reader without an answer"),
  hasty: plain('alarm-kinds-hasty', "取号过快", "Numbers given too fast"),
  clock: plain('alarm-kinds-clock', "服务器时钟偏差", "Server clock away"),
  promise_due: plain('alarm-kinds-promise_due', "今日到期未办结的承诺件", "Promised cases due today"),
  help: plain('alarm-kinds-help', "求助无人应答", "Call for help unanswered"),
  disk: plain('alarm-kinds-disk', "磁盘剩余空间", "Disk space left"),
  undelivered: plain('alarm-kinds-undelivered', "对外消息未送达", "Messages out not delivered"),
  told_short: plain('alarm-kinds-told_short', "告知等候偏短（一周兑现率低于）", "Told waits kept, too few"),
  told_wide: plain('alarm-kinds-told_wide', "告知等候偏宽（一周兑现率高于）", "Told waits kept, nearly all"),
};
