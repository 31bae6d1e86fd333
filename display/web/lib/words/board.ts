// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const board = {
  nowServing: plain('board-now-serving', "正在叫号", "Now serving"),
  queue: plain('board-queue', "等候人数", "Waiting"),
  proceed: plain('board-proceed', "请到窗口", "Proceed"),
  inService: plain('board-in-service', "办理中", "In service"),
  nobodyCalled: plain('board-nobody-called', "暂无叫号", "No calls at the moment"),
  nobodyWaits: plain('board-nobody-waits', "各事项均无需等候", "No waiting for any service"),
  missedHint: plain('board-missed-hint', "过号请到导办台", "Missed your call? See the guide desk"),
  today: plain('board-today', "今日", "Today"),
  servedToday: plain('board-served-today', "已办理", "Served"),
  meanWait: plain('board-mean-wait', "平均等候", "Average wait"),
  withinLevel: placed('board-within-level', "{ $n } 分钟内叫到", "Called within { $n } min"),
  satisfied: plain('board-satisfied', "满意率", "Satisfied"),
  openWindows: plain('board-open-windows', "开放窗口", "Open windows"),
  announced: placed('board-announced', "请 { $ticket } 号到 { $window } 号窗口办理", "Ticket { $ticket }, please proceed to window { $window }"),
  recent: plain('board-recent', "最近叫号", "Recently called"),
  next: plain('board-next', "即将叫号", "Next"),
  missed: plain('board-missed', "过号", "Missed"),
  over: plain('board-over', "已结束", "Finished"),
};
