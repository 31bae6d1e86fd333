// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const scoreBy = {
  staffer: plain('score-by-staffer', "人员", "Staffer"),
  window: plain('score-by-window', "窗口", "Window"),
  department: plain('score-by-department', "部门", "Department"),
};
