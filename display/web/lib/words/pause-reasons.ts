// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const pauseReasons = {
  shortBreak: plain('pause-reasons-short-break', "短暂离开", "Short break"),
  lunch: plain('pause-reasons-lunch', "用餐", "Lunch"),
  meeting: plain('pause-reasons-meeting', "会议", "Meeting"),
  paperwork: plain('pause-reasons-paperwork', "整理材料", "Paperwork"),
  equipmentFault: plain('pause-reasons-equipment-fault', "设备故障", "Equipment fault"),
};
