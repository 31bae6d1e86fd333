// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const sittings = {
  title: plain('sittings-title', "在岗记录", "Who sat where"),
  sum: placed('sittings-sum', "{ $n } 次签到，现在在岗 { $open } 人；迟到 { $late } 人。", "{ $n } sign-ons; { $open } at their windows now; late: { $late }."),
  nothing: plain('sittings-nothing', "这一天没有签到。", "Nobody signed on that day."),
  from: plain('sittings-from', "签到", "Signed on"),
  to: plain('sittings-to', "签退", "Signed off"),
  there: plain('sittings-there', "在岗", "there now"),
  late: placed('sittings-late', "迟 { $n } 分钟", "{ $n } min late"),
  covers: placed('sittings-covers', "代 { $name }（AB 岗）", "for { $name } (cover)"),
  letter: plain('sittings-letter', "授权书", "Letter"),
  paused: plain('sittings-paused', "暂停", "Pauses"),
  services: plain('sittings-services', "办件", "Services"),
  pieces: plain('sittings-pieces', "件数", "Pieces"),
  work: plain('sittings-work', "后台办理", "Back office"),
  workPieces: placed('sittings-work-pieces', "{ $n } 件", "{ $n } pieces"),
};
