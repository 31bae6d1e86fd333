// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const printMethods = {
  process_id: plain('print-methods-process_id', "打印完成回报", "reported as printed"),
  gs_r: plain('print-methods-gs_r', "处理回报", "reported as processed"),
  status: plain('print-methods-status', "打印后状态", "by its status afterwards"),
  sent: plain('print-methods-sent', "仅已发送", "sent only"),
};
