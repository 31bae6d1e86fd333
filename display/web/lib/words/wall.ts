// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const wall = {
  title: plain('wall-title', "大厅运行情况", "The hall now"),
  waiting: plain('wall-waiting', "正在等候", "Waiting"),
  taken: plain('wall-taken', "今日取号", "Numbers today"),
  served: plain('wall-served', "今日办理", "Served today"),
  told: plain('wall-told', "告知的等候如期叫到", "Told waits kept"),
  within: placed('wall-within', "{ $n } 分钟内叫到", "Called within { $n } min"),
  satisfied: plain('wall-satisfied', "满意率", "Satisfied"),
  lines: plain('wall-lines', "各队列等候", "Lines"),
  target: placed('wall-target', "目标 { $n } 分钟", "target { $n } min"),
  line: plain('wall-line', "队列", "Line"),
  people: plain('wall-people', "人数", "People"),
  longest: plain('wall-longest', "最久", "Longest"),
  expected: plain('wall-expected', "预计", "Expected"),
  over: plain('wall-over', "超目标", "over the target"),
  minutes: placed('wall-minutes', "{ $n } 分", "{ $n } min"),
  hours: placed('wall-hours', "{ $h } 小时 { $m } 分", "{ $h } h { $m } min"),
  more: placed('wall-more', "另有 { $n } 个队列有人等候", "{ $n } more lines have visitors waiting"),
  nobody: plain('wall-nobody', "现在无人等候", "Nobody is waiting"),
  windows: plain('wall-windows', "窗口", "Windows"),
  openOf: placed('wall-open-of', "{ $open } / { $n } 在岗", "{ $open } of { $n } open"),
};
