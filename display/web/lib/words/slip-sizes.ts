// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const slipSizes = {
  small: plain('slip-sizes-small', "小", "Small"),
  body: plain('slip-sizes-body', "正常", "Normal"),
  large: plain('slip-sizes-large', "大", "Large"),
  head: plain('slip-sizes-head', "特大", "Heading"),
};
