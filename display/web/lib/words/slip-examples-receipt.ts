// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const slipExamplesReceipt = {
  receipt: plain('slip-examples-receipt-receipt', "回执", "Receipt"),
};
