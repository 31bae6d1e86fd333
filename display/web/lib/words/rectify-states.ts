// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const rectifyStates = {
  open: plain('rectify-states-open', "待整改", "To put right"),
  appealed: plain('rectify-states-appealed', "申诉中", "Under appeal"),
  done: plain('rectify-states-done', "已整改", "Put right"),
  dropped: plain('rectify-states-dropped', "申诉成立，不计入", "Appeal upheld, not counted"),
};
