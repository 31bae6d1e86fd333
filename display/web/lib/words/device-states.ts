// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const deviceStates = {
  live: plain('device-states-live', "在线", "Online"),
  silent: plain('device-states-silent', "无响应", "Not answering"),
  offline: plain('device-states-offline', "离线", "Offline"),
  never: plain('device-states-never', "未连接过", "Never seen"),
};
