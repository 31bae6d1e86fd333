// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const rate = {
  title: plain('rate-title', "请评价本次服务", "How was the service?"),
  ofTicket: placed('rate-of-ticket', "{ $ticket } 号 · { $window } 号窗口", "Ticket { $ticket } · window { $window }"),
  idle: plain('rate-idle', "感谢您的监督", "Your opinion counts"),
  idleHow: plain('rate-idle-how', "业务办结后，请在此评价。评价匿名，窗口人员看不到是谁评的。", "After your service you can rate it here. It is anonymous: the staff cannot see who rated."),
  why: plain('rate-why', "哪里不满意？（可多选）", "What was wrong? (choose any)"),
  send: plain('rate-send', "提交", "Send"),
  skip: plain('rate-skip', "不说明，直接提交", "Send without a reason"),
  thanks: plain('rate-thanks', "谢谢您的评价", "Thank you"),
  code: plain('rate-code', "扫码评价", "Rate on your phone"),
};
