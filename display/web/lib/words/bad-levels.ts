// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const badLevels = {
  1: plain('bad-levels-1', "非常不满意", "Very dissatisfied"),
  2: plain('bad-levels-2', "不满意", "Dissatisfied"),
};
