// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const ratings = {
  1: plain('ratings-1', "非常不满意", "Very dissatisfied"),
  2: plain('ratings-2', "不满意", "Dissatisfied"),
  3: plain('ratings-3', "基本满意", "Fairly satisfied"),
  4: plain('ratings-4', "满意", "Satisfied"),
  5: plain('ratings-5', "非常满意", "Very satisfied"),
};
