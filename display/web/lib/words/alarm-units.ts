// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const alarmUnits = {
  minutes: plain('alarm-units-minutes', "分钟", "min"),
  people: plain('alarm-units-people', "人", "people"),
  percent: plain('alarm-units-percent', "%", "%"),
  calls: plain('alarm-units-calls', "次", "calls"),
  printers: plain('alarm-units-printers', "台", "printers"),
  devices: plain('alarm-units-devices', "台", "devices"),
  seconds: plain('alarm-units-seconds', "秒", "s"),
  cases: plain('alarm-units-cases', "件", "cases"),
  MB: plain('alarm-units-MB', "MB", "MB"),
  receivers: plain('alarm-units-receivers', "个", "receivers"),
};
