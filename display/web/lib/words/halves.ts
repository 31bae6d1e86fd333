// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const halves = {
  am: plain('halves-am', "上午", "Morning"),
  pm: plain('halves-pm', "下午", "Afternoon"),
};
