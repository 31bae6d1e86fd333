// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const outbox = {
  title: plain('outbox-title', "对外消息", "Messages out of the hall"),
  nobody: plain('outbox-nobody', "未设置接收方，没有消息发出大厅。设置方法见 docs/outbox.md。", "Nobody outside is told anything. docs/outbox.md says how to name receivers."),
  receiver: plain('outbox-receiver', "接收方", "Receiver"),
  told: plain('outbox-told', "接收内容", "Is told"),
  visitors: plain('outbox-visitors', "群众提醒", "visitors"),
  unlisted: plain('outbox-unlisted', "已不在 outbox.toml 中", "no longer in outbox.toml"),
  notArrived: plain('outbox-not-arrived', "未送达的消息", "Messages that have not arrived"),
  allArrived: plain('outbox-all-arrived', "没有未送达的消息。", "All messages have arrived."),
  message: plain('outbox-message', "消息", "Message"),
  state: plain('outbox-state', "状态", "State"),
  tries: plain('outbox-tries', "次数", "Tries"),
  lastRefusal: plain('outbox-last-refusal', "最近一次原因", "Last reason"),
  nextAt: placed('outbox-next-at', "下次 { $at }", "next { $at }"),
  test: plain('outbox-test', "发测试消息", "Send a test message"),
  retry: plain('outbox-retry', "立即重发", "Send now"),
  giveUp: plain('outbox-give-up', "放弃", "Give up"),
  stateWaiting: plain('outbox-state-waiting', "待发", "Waiting"),
  stateSending: plain('outbox-state-sending', "正在发送", "Being sent"),
  stateSent: plain('outbox-state-sent', "已发", "Sent"),
  stateGivenUp: plain('outbox-state-given-up', "已放弃", "Given up"),
};
