// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const further = {
  stops: plain('further-stops', "本号办理", "On this number"),
  matter: plain('further-matter', "事项名称或拼音首字母", "Matter, by name"),
  after: plain('further-after', "在哪一项办完之后", "After which one"),
  anyOrder: plain('further-any-order', "不限先后", "In any order"),
  drop: plain('further-drop', "不办", "Leave out"),
  none: plain('further-none', "没有找到该事项", "No such matter"),
};
