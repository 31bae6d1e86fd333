// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const front = {
  staff: plain('front-staff', "工作人员", "Staff"),
  staffHow: plain('front-staff-how', "用账号和密码登录；首次登录请打开管理员给您的一次性链接。", "Sign in with account and password; the first time, open the one-time link that you were given."),
  enter: placed('front-enter', "进入{ $page }", "Go to { $page }"),
  signedOn: placed('front-signed-on', "已登录：{ $name }", "Signed in as { $name }"),
  devices: plain('front-devices', "设备", "Devices"),
  devicesHow: plain('front-devices-how', "在该设备的浏览器中打开对应页面，屏幕会显示六位数字，再由管理员在“大厅管理 · 设备”中确认。", "Open the page in the device's own browser: it shows six digits, which a manager confirms under “Office · Devices”."),
  visitors: plain('front-visitors', "群众", "Visitors"),
  window: plain('front-window', "窗口", "Window"),
};
