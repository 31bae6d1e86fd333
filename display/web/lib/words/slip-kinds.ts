// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const slipKinds = {
  ticket: plain('slip-kinds-ticket', "取号小票", "Ticket"),
  receipt: plain('slip-kinds-receipt', "受理回执", "Receipt"),
  closing: plain('slip-kinds-closing', "日终小票", "Closing slip"),
  test: plain('slip-kinds-test', "测试票", "Test slip"),
};
