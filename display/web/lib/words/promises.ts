// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const promises = {
  title: plain('promises-title', "承诺兑现", "Promises kept"),
  sum: placed('promises-sum', "到期或出件 { $n } 件，按期出件 { $kept } 件（{ $share }%），按首次承诺出件 { $first } 件；至今未出件 { $never } 件。", "{ $n } came due or were handed over; { $kept } in time ({ $share } %), { $first } by the first promise; { $never } still not handed over."),
  none: plain('promises-none', "这段时间没有到期的办件。", "No case came due in these days."),
  count: plain('promises-count', "件数", "Cases"),
  kept: plain('promises-kept', "按期", "In time"),
  first: plain('promises-first', "按首次承诺", "By first promise"),
  ready: plain('promises-ready', "按期办结", "Ready in time"),
  extended: plain('promises-extended', "延期", "Put off"),
  never: plain('promises-never', "未出件", "Not handed over"),
};
