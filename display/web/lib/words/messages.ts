// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const messages = {
  title: plain('messages-title', "消息", "Messages"),
  unread: placed('messages-unread', "消息 { $n }", "Messages { $n }"),
  office: plain('messages-office', "办公室", "Office"),
  guide: plain('messages-guide', "导办台", "Guide desk"),
  window: placed('messages-window', "{ $n } 号窗口", "Window { $n }"),
  to: plain('messages-to', "发给", "To"),
  words: plain('messages-words', "一句话（仅当天保留，不公开）", "One line (kept for today, not public)"),
  quick: plain('messages-quick', "快捷语", "Quick sentences"),
  send: plain('messages-send', "发送", "Send"),
  sent: plain('messages-sent', "已发出", "Sent"),
  delivered: plain('messages-delivered', "已送达", "Delivered"),
  read: plain('messages-read', "已读", "Read"),
  none: plain('messages-none', "今天还没有消息。", "No messages today."),
  fromTo: placed('messages-from-to', "{ $from } → { $to }", "{ $from } → { $to }"),
  markRead: plain('messages-mark-read', "收到", "Got it"),
};
