// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const setupSteps = {
  hours: plain('setup-steps-hours', "名称与取号时间", "Name and hours"),
  calendar: plain('setup-steps-calendar', "节假日与调休", "Holidays"),
  departments: plain('setup-steps-departments', "部门", "Departments"),
  lines: plain('setup-steps-lines', "队列", "Lines"),
  matters: plain('setup-steps-matters', "事项", "Matters"),
  windows: plain('setup-steps-windows', "窗口", "Windows"),
  people: plain('setup-steps-people', "人员", "People"),
  terms: plain('setup-steps-terms', "派驻", "Terms"),
  pins: plain('setup-steps-pins', "窗口 PIN", "PINs"),
  letters: plain('setup-steps-letters', "授权书", "Letters"),
  consoles: plain('setup-steps-consoles', "窗口工作台", "Consoles"),
  kiosks: plain('setup-steps-kiosks', "取号机或导办台", "Kiosk or guide desk"),
  screens: plain('setup-steps-screens', "显示屏", "Screens"),
  printers: plain('setup-steps-printers', "打印机", "Printers"),
  accounts: plain('setup-steps-accounts', "管理账号", "Accounts"),
};
