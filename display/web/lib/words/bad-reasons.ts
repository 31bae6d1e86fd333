// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const badReasons = {
  longWait: plain('bad-reasons-long-wait', "等候时间长", "Long wait"),
  slowService: plain('bad-reasons-slow-service', "办理慢", "Slow service"),
  unfriendly: plain('bad-reasons-unfriendly', "态度不好", "Unfriendly"),
  notExplainedWell: plain('bad-reasons-not-explained-well', "没有讲清楚", "Not explained well"),
  tooManyPapers: plain('bad-reasons-too-many-papers', "材料要求多", "Too many papers"),
  itCouldNotBeDone: plain('bad-reasons-it-could-not-be-done', "没有办成", "It could not be done"),
};
