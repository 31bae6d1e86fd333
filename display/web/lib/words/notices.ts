// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const notices = {
  title: plain('notices-title', "公告", "Notices"),
  zh: plain('notices-zh', "中文（至多 60 字）", "Chinese (60 characters at most)"),
  en: plain('notices-en', "英文", "English"),
  zone: plain('notices-zone', "区域（不填为全厅）", "Zone (empty: whole hall)"),
  until: plain('notices-until', "显示至（不填则由人撤下）", "Shown until (empty: until withdrawn)"),
  untilSaid: placed('notices-until-said', "显示至 { $at }", "until { $at }"),
  preview: plain('notices-preview', "预览：大屏底部", "As it stands at the foot of the boards"),
  wholeHall: plain('notices-whole-hall', "全厅", "Whole hall"),
  post: plain('notices-post', "发布", "Post"),
  withdraw: plain('notices-withdraw', "撤下", "Take down"),
  none: plain('notices-none', "现在没有公告。", "There are no notices now."),
  posted: placed('notices-posted', "{ $at } 发布", "posted { $at }"),
};
