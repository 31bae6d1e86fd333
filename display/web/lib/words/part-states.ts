// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const partStates = {
  live: plain('part-states-live', "正常", "Working"),
  dark: plain('part-states-dark', "未工作", "Not working"),
  refused: plain('part-states-refused', "拒绝", "Refuses"),
  unknown: plain('part-states-unknown', "代理离线", "Agent offline"),
};
