// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const numberLists = {
  waiting: plain('number-lists-waiting', "等候", "Waiting"),
  missed: plain('number-lists-missed', "过号", "Missed"),
  priority: plain('number-lists-priority', "优先", "Priority"),
  called: plain('number-lists-called', "叫号与办理", "Called, served"),
  parked: plain('number-lists-parked', "挂起", "Parked"),
};
