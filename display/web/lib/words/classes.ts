// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const classes = {
  ordinary: plain('classes-ordinary', "普通", "Ordinary"),
  statutory: plain('classes-statutory', "法定优先", "Statutory priority"),
  elderly: plain('classes-elderly', "敬老优待", "Senior"),
};
