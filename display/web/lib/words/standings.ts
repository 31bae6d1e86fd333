// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const standings = {
  valid: plain('standings-valid', "有效", "Valid"),
  to_come: plain('standings-to_come', "未到生效日", "To come"),
  over: plain('standings-over', "已到期", "Run out"),
  withdrawn: plain('standings-withdrawn', "已收回", "Withdrawn"),
};
