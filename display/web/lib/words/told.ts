// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const told = {
  title: plain('told-title', "说到做到：告知的等候时长", "Said and done: the waits we told"),
  sum: placed('told-sum', "告知 { $n } 人，其中 { $kept } 人在告知时长内叫到（{ $share }%）；另有 { $left } 人不计（预约、仍在等候或提前放弃）。", "{ $n } people were told; { $kept } were called within it ({ $share } %). { $left } more do not count: booked, still waiting, or gone before."),
  none: plain('told-none', "这段时间没有可核对的告知。", "Nothing that was told can be checked in these days."),
  count: plain('told-count', "告知人次", "People told"),
  kept: plain('told-kept', "如期叫到", "Called in time"),
  late: plain('told-late', "超出告知", "Later than told"),
  never: plain('told-never', "未叫到", "Never called"),
  foretold: plain('told-foretold', "按预测告知", "Told by forecast"),
  short: plain('told-short', "偏短：超出告知的偏多", "too short: too many wait longer"),
  wide: plain('told-wide', "偏宽：告知可再缩短", "too wide: less could be told"),
};
