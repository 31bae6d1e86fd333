// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const setupHows = {
  hours: plain('setup-hows-hours', "写明每周各天的取号时间，如 09:00-12:00, 13:30-17:00。", "Write the hours of each weekday, like 09:00-12:00, 13:30-17:00."),
  calendar: plain('setup-hows-calendar', "承诺期限按工作日计算，需要知道放假和调休。", "Promised days are working days, so holidays must be known."),
  departments: plain('setup-hows-departments', "每个进驻部门一行，也可下载表格填好后一次上传。", "One row for each department; or download the sheet, fill it in and upload it."),
  lines: plain('setup-hows-lines', "每条队列一个号码前缀；同类事项排同一条队。", "One prefix for each line; matters of a kind share a line."),
  matters: plain('setup-hows-matters', "每个事项写明部门、队列、标准用时和收费。", "Each with department, line, usual minutes and fee."),
  windows: plain('setup-hows-windows', "每个窗口写明办理哪些队列；“窗口自身权限”选“受理”，没有授权书的人员也可在此受理。", "Each with the lines that it serves; with “accept” as its own powers, people without a letter can take papers in there."),
  people: plain('setup-hows-people', "派驻到窗口的人员，用岗位编号即可，如“住建局 02号”。", "Who sits at the windows; a post's number will do, like “Housing 02”."),
  terms: plain('setup-hows-terms', "派驻在期内的人员才能在窗口签到。", "Only people whose term runs can sign on at a window."),
  pins: plain('setup-hows-pins', "每人在自己的窗口第一次签到时设置 PIN。", "Each sets a PIN at the first sign-on."),
  letters: plain('setup-hows-letters', "有授权书的人员才能当场办结；没有也可受理。", "With a letter a person decides on the spot; without one, papers are accepted."),
  consoles: plain('setup-hows-consoles', "在窗口电脑上打开下面的链接。", "Open the link below on the window's computer."),
  kiosks: plain('setup-hows-kiosks', "在设备上打开入口页的“取号机”或“导办台”，把六位数字输入“设备”页。", "Open “Kiosk” or “Guide desk” from the entrance page on the device, and type its six digits under “Devices”."),
  screens: plain('setup-hows-screens', "在大屏上打开入口页的“综合屏”，把六位数字输入“设备”页。", "Open “Board” from the entrance page on the screen, and type its six digits under “Devices”."),
  printers: plain('setup-hows-printers', "取号小票由打印机打印；没有打印机时号码显示在屏幕上，仍然有效。", "Slips are printed; without a printer the number stands on the screen, and is as good."),
  accounts: plain('setup-hows-accounts', "为自己设置密码，并为同事新增账号。", "Set your own password, and open accounts for colleagues."),
};
