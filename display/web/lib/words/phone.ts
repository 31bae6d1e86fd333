// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const phone = {
  title: plain('phone-title', "我的号码", "My number"),
  ahead: plain('phone-ahead', "前面还有", "Ahead of you"),
  people: plain('phone-people', "人", ""),
  wait: plain('phone-wait', "预计还需等候", "Expected wait"),
  stops: plain('phone-stops', "本号办理", "On this number"),
  papers: plain('phone-papers', "下次请带齐", "Bring all of this"),
  goTo: plain('phone-go-to', "请到窗口", "Please go to window"),
  titleAhead: placed('phone-title-ahead', "前面 { $n } 人 · { $ticket }", "{ $n } ahead · { $ticket }"),
  titleCalled: placed('phone-title-called', "请到 { $window } 号窗口 · { $ticket }", "Window { $window } · { $ticket }"),
  cancelTicket: plain('phone-cancel-ticket', "取消号码", "Cancel this number"),
  cancelSure: plain('phone-cancel-sure', "取消后需重新取号。确定取消吗？", "You would need a new number. Cancel it?"),
  cancelYes: plain('phone-cancel-yes', "确定取消", "Yes, cancel it"),
  cancelNo: plain('phone-cancel-no', "不取消", "Keep it"),
  rate: plain('phone-rate', "请评价本次服务", "How was the service?"),
  rated: plain('phone-rated', "已评价，谢谢。", "Rated. Thank you."),
  noTicket: plain('phone-no-ticket', "没有找到号码", "No number found"),
  noTicketHow: plain('phone-no-ticket-how', "请扫描号票上的二维码打开本页。", "Please open this page with the code on your slip."),
  missedHow: plain('phone-missed-how', "您已过号。请到导办台重新排队。", "You missed your call. Please go to the guide desk."),
  comeBack: plain('phone-come-back', "重新排队", "Back in line"),
  moreTime: placed('phone-more-time', "我还需要 { $n } 分钟", "I need { $n } more minutes"),
  moreTimeHow: placed('phone-more-time-how', "号码保留原位，{ $n } 分钟后再叫。只能用一次。", "{ $n ->\n        [one] You keep your place and are called after { $n } minute. Once only.\n       *[other] You keep your place and are called after { $n } minutes. Once only.\n    }"),
  issuedAt: placed('phone-issued-at', "取号时间 { $at }", "Taken at { $at }"),
  possible: plain('phone-possible', "可能的窗口", "Possible windows"),
  offline: plain('phone-offline', "连接中断，显示的可能不是最新情况。", "Connection lost; this may be out of date."),
};
