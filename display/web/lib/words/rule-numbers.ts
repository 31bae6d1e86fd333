// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const ruleNumbers = {
  tolerance_minutes: plain('rule-numbers-tolerance_minutes', "预约前后可取号（分钟）", "Appointment: minutes early or late"),
  grace_seconds: plain('rule-numbers-grace_seconds', "窗口之间走动时间（秒）", "Walk between windows (s)"),
  reopen_seconds: plain('rule-numbers-reopen_seconds', "可撤销办结的时间（秒）", "An end can be taken back for (s)"),
  code_days: plain('rule-numbers-code_days', "回访码有效（天）", "Return code valid (days)"),
  start_after_seconds: plain('rule-numbers-start_after_seconds', "叫号显示后自动开始（秒，0 为否）", "Starts by itself after the call is shown (s, 0: never)"),
  most_pieces: plain('rule-numbers-most_pieces', "一次办理最多件数", "Most pieces in one service"),
  slot_minutes: plain('rule-numbers-slot_minutes', "预约时段长度（分钟，0 为不开放网上预约）", "Length of a slot (minutes; 0: no bookings by visitors)"),
  slot_days: plain('rule-numbers-slot_days', "可提前预约（天，含当天）", "Booked ahead at most (days, with today)"),
  slot_hold_minutes: plain('rule-numbers-slot_hold_minutes', "选定后保留（分钟）", "Held while a visitor decides (minutes)"),
  slot_change_minutes: plain('rule-numbers-slot_change_minutes', "开始前多久停止改期、取消（分钟）", "No change or cancelling this long before (minutes)"),
};
