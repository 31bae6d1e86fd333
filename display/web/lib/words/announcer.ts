// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const announcer = {
  title: plain('announcer-title', "语音播报", "Announcer"),
  zone: placed('announcer-zone', "{ $zone } 区", "Zone { $zone }"),
  wholeHall: plain('announcer-whole-hall', "全厅", "Whole hall"),
  quiet: plain('announcer-quiet', "暂无播报", "Nothing to announce"),
  next: plain('announcer-next', "待播报", "Next"),
  more: placed('announcer-more', "还有 { $n } 个号", "{ $n } more"),
  last: plain('announcer-last', "已播报", "Announced"),
  spoken: plain('announcer-spoken', "已播报", "Spoken"),
  rung: plain('announcer-rung', "仅响铃", "Rung only"),
  shownOnly: plain('announcer-shown-only', "仅显示", "Shown only"),
  silent: plain('announcer-silent', "静音叫号：只显示，不播报", "Silent calling: shown, not spoken"),
  volume: placed('announcer-volume', "音量 { $n }%", "Volume { $n } %"),
  wake: plain('announcer-wake', "启用声音", "Turn sound on"),
  blocked: plain('announcer-blocked', "浏览器未允许播放声音。", "The browser does not let this page play sound."),
};
