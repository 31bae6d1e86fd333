// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const deviceRoles = {
  display: plain('device-roles-display', "显示屏", "Display"),
  kiosk: plain('device-roles-kiosk', "取号机", "Kiosk"),
  window: plain('device-roles-window', "窗口", "Window"),
  rating: plain('device-roles-rating', "评价器", "Rating device"),
  guide: plain('device-roles-guide', "导办台", "Guide desk"),
  printer: plain('device-roles-printer', "打印服务", "Print agent"),
  platform: plain('device-roles-platform', "预约平台", "Booking platform"),
};
