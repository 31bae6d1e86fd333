// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const termViews = {
  todo: plain('term-views-todo', "待办与将期满", "To do and ending soon"),
  seconded: plain('term-views-seconded', "派驻中", "Seconded now"),
  over: plain('term-views-over', "已结束", "Ended"),
  all: plain('term-views-all', "全部", "All"),
};
