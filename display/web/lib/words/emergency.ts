// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const emergency = {
  raise: plain('emergency-raise', "紧急求助", "Emergency"),
  again: plain('emergency-again', "再按一次发出求助", "Press again to call for help"),
  atWindow: placed('emergency-at-window', "紧急求助 · { $window } 号窗口", "Emergency at window { $window }"),
  atPlace: placed('emergency-at-place', "紧急求助 · { $place }", "Emergency at { $place }"),
  since: placed('emergency-since', "{ $at } 发出，已 { $time }", "since { $at }, { $time }"),
  going: placed('emergency-going', "{ $who } 正在赶去", "{ $who } is on the way"),
  iGo: plain('emergency-i-go', "我去", "I go"),
  who: plain('emergency-who', "谁去（姓名或工号）", "Who goes (name or staff code)"),
  what: plain('emergency-what', "情况（一句话）", "What it was, in a word"),
  reset: plain('emergency-reset', "解除", "Reset"),
  sent: plain('emergency-sent', "求助已发出：导办台、办公室和邻近窗口都已响铃。", "The call is out: it rings at the guide desk, in the office and at the windows nearby."),
};
