// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const partKinds = {
  sign: plain('part-kinds-sign', "LED屏", "LED sign"),
  pad: plain('part-kinds-pad', "呼叫器", "Call pad"),
  reader: plain('part-kinds-reader', "读卡器", "Reader"),
};
