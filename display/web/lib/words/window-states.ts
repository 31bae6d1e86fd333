// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const windowStates = {
  closed: plain('window-states-closed', "未开", "Closed"),
  open: plain('window-states-open', "空闲", "Free"),
  called: plain('window-states-called', "呼叫中", "Calling"),
  serving: plain('window-states-serving', "办理中", "Serving"),
  paused: plain('window-states-paused', "暂停", "Paused"),
  working: plain('window-states-working', "后台办理", "Back office"),
};
