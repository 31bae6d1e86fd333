// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const promises = {
  title: plain('promises-title', "承诺兑现", "Promises kept"),
  sum: placed('promises-sum', "到期或办结 { $n } 件，按期办结 { $kept } 件（{ $share }%），按首次承诺办结 { $first } 件；逾期未办结 { $never } 件。", "{ $n } came due or were decided; { $kept } in time ({ $share } %), { $first } by the first promise; { $never } late and still open."),
  none: plain('promises-none', "这段时间没有到期的办件。", "No case came due in these days."),
  count: plain('promises-count', "件数", "Cases"),
  kept: plain('promises-kept', "按期办结", "Decided in time"),
  first: plain('promises-first', "按首次承诺", "By first promise"),
  collected: plain('promises-collected', "已领取", "Collected"),
  extended: plain('promises-extended', "延期", "Put off"),
  never: plain('promises-never', "逾期未办结", "Late, still open"),
};
