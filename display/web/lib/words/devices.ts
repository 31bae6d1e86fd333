// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const devices = {
  title: plain('devices-title', "设备", "Devices"),
  pair: plain('devices-pair', "配对新设备", "Pair a device"),
  code: plain('devices-code', "设备上显示的六位数字", "The six digits on the device"),
  role: plain('devices-role', "类型", "Kind"),
  name: plain('devices-name', "名称（与规划中的编号一致，如 board-1）", "Name (as in the plan, like board-1)"),
  window: plain('devices-window', "窗口", "Window"),
  confirm: plain('devices-confirm', "确认配对", "Confirm pairing"),
  paired: placed('devices-paired', "{ $name } 已配对。", "{ $name } is let in."),
  page: plain('devices-page', "页面", "Page"),
  state: plain('devices-state', "状态", "State"),
  build: plain('devices-build', "版本", "Build"),
  behind: plain('devices-behind', "落后", "Behind"),
  audio: plain('devices-audio', "声音", "Sound"),
  uptime: plain('devices-uptime', "已运行", "Up for"),
  seen: plain('devices-seen', "最近心跳", "Last heard"),
  revoke: plain('devices-revoke', "撤销", "Revoke"),
  sure: placed('devices-sure', "确定撤销 { $name }？该设备将立即停用。", "Revoke { $name }? The device stops at once."),
  outdated: plain('devices-outdated', "旧版本", "old build"),
  hasty: placed('devices-hasty', "{ $at } 取号过快，请到现场查看", "too fast at { $at }; go and look"),
  sum: placed('devices-sum', "{ $n } 台设备，{ $bad } 台无响应。", "{ $n ->\n        [one] { $n } device, { $bad } not answering.\n       *[other] { $n } devices, { $bad } not answering.\n    }"),
  allGood: placed('devices-all-good', "{ $n } 台设备均在线。", "All { $n } devices are online."),
  none: plain('devices-none', "还没有设备。", "No devices yet."),
  on: plain('devices-on', "正常", "on"),
  off: plain('devices-off', "无", "off"),
};
