// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const why = {
  title: plain('why-title', "叫号依据", "Why this order"),
  before: plain('why-before', "等候期间先叫的号", "Called first while you waited"),
  nobody: plain('why-nobody', "等候期间，本队列没有先于您叫号的人。", "Nobody in this line was called before you while you waited."),
  each: placed('why-each', "逐个查看（{ $n } 个）", "One by one ({ $n })"),
  history: plain('why-history', "本号经过", "What happened with this number"),
  time: plain('why-time', "时间", "Time"),
  reason: plain('why-reason', "原因", "Reason"),
  rule: plain('why-rule', "叫号规则：按应叫时间先后；法定优先另列，连续叫号有上限。每次叫号都留有记录，可到监察效能室查询。", "The rule: by due time; statutory priority goes first, with a cap on calls in a row. Every call is on record and can be examined at the supervision office."),
  link: plain('why-link', "为什么这样叫号？", "Why this order?"),
  back: plain('why-back', "返回我的号码", "Back to my number"),
};
