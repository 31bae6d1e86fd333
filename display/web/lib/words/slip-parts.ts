// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const slipParts = {
  text: plain('slip-parts-text', "文字", "Text"),
  pair: plain('slip-parts-pair', "标签与内容", "Label and value"),
  number: plain('slip-parts-number', "号码（特大）", "Number, huge"),
  rule: plain('slip-parts-rule', "分隔线", "Rule"),
  mark: plain('slip-parts-mark', "反白标记", "Mark, white on black"),
  list: plain('slip-parts-list', "清单", "List"),
  logo: plain('slip-parts-logo', "标志", "Logo"),
  qr: plain('slip-parts-qr', "二维码", "QR code"),
};
