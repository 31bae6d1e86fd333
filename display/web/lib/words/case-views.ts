// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const caseViews = {
  all: plain('case-views-all', "全部在办", "All in hand"),
  overdue: plain('case-views-overdue', "已超期", "Overdue"),
  accepted: plain('case-views-accepted', "办理中", "In progress"),
  supplement: plain('case-views-supplement', "待补正", "Papers to be brought"),
  ready: plain('case-views-ready', "待领取", "Ready to collect"),
  handed_over: plain('case-views-handed_over', "已出件", "Handed over"),
};
