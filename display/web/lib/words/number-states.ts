// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const numberStates = {
  waiting: plain('number-states-waiting', "等候", "waits"),
  held: plain('number-states-held', "暂缓", "held"),
  called: plain('number-states-called', "呼叫中", "called"),
  serving: plain('number-states-serving', "办理中", "served now"),
  parked: plain('number-states-parked', "挂起", "parked"),
  missed: plain('number-states-missed', "过号", "missed"),
  finished: plain('number-states-finished', "办结", "finished"),
  cancelled: plain('number-states-cancelled', "放弃", "given up"),
  expired: plain('number-states-expired', "未叫作废", "expired"),
  void: plain('number-states-void', "过号作废", "void"),
};
