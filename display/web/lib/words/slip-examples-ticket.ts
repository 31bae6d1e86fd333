// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const slipExamplesTicket = {
  ticket: plain('slip-examples-ticket-ticket', "普通", "Ordinary"),
  priority: plain('slip-examples-ticket-priority', "法定优先", "Statutory priority"),
  appointment: plain('slip-examples-ticket-appointment', "预约", "Appointment"),
  green: plain('slip-examples-ticket-green', "绿色通道", "Green channel"),
  reprint: plain('slip-examples-ticket-reprint', "补打", "Reprint"),
  materials: plain('slip-examples-ticket-materials', "含材料清单", "With the list of materials"),
  english: plain('slip-examples-ticket-english', "英文访客", "English visitor"),
};
