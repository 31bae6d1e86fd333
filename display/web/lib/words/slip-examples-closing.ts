// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const slipExamplesClosing = {
  closing: plain('slip-examples-closing-closing', "日终", "Closing"),
};
