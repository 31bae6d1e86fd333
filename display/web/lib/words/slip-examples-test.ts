// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const slipExamplesTest = {
  test: plain('slip-examples-test-test', "测试", "Test"),
};
