// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const slipAligns = {
  left: plain('slip-aligns-left', "靠左", "Left"),
  center: plain('slip-aligns-center', "居中", "Centred"),
  right: plain('slip-aligns-right', "靠右", "Right"),
};
