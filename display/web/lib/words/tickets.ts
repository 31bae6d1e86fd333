// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const tickets = {
  title: plain('tickets-title', "票号", "Numbers"),
  how: plain('tickets-how', "查某日的全部票号；点票号看经过。", "All numbers of a day; press one for its story."),
  day: plain('tickets-day', "日期", "Day"),
  find: plain('tickets-find', "票号中含", "Number has"),
  line: plain('tickets-line', "队列", "Line"),
  state: plain('tickets-state', "状态", "State"),
  any: plain('tickets-any', "全部", "any"),
  number: plain('tickets-number', "票号", "Number"),
  matter: plain('tickets-matter', "事项", "Matter"),
  arrived: plain('tickets-arrived', "取号", "Taken"),
  called: plain('tickets-called', "叫号", "Called"),
  waited: plain('tickets-waited', "等候", "Waited"),
  ended: plain('tickets-ended', "结束", "Over"),
  window: plain('tickets-window', "窗口", "Window"),
  none: plain('tickets-none', "没有符合条件的票号。", "No such numbers."),
  movedOut: placed('tickets-moved-out', "{ $day } 以前的票号已移入历史档案，请到效能监察按票号查询。", "Numbers from before { $day } are in the history; supervision finds one by its number."),
  back: plain('tickets-back', "返回列表", "Back to the list"),
};
