// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const catalogueTables = {
  matters: plain('catalogue-tables-matters', "事项", "Matters"),
  departments: plain('catalogue-tables-departments', "部门", "Departments"),
  groups: plain('catalogue-tables-groups', "事项组（综合窗口）", "Matter groups"),
  lines: plain('catalogue-tables-lines', "队列", "Lines"),
  windows: plain('catalogue-tables-windows', "窗口", "Windows"),
  kiosks: plain('catalogue-tables-kiosks', "取号机", "Kiosks"),
  hall: plain('catalogue-tables-hall', "大厅", "Hall"),
  calendar: plain('catalogue-tables-calendar', "节假日与调休", "Calendar"),
  printers: plain('catalogue-tables-printers', "打印机", "Printers"),
  screens: plain('catalogue-tables-screens', "显示屏", "Screens"),
  zones: plain('catalogue-tables-zones', "分区", "Zones"),
  shifts: plain('catalogue-tables-shifts', "半日安排", "Half-days"),
  duties: plain('catalogue-tables-duties', "值班窗口", "Duty windows"),
  quotas: plain('catalogue-tables-quotas', "限号", "Quotas"),
  staffers: plain('catalogue-tables-staffers', "人员", "Staffers"),
};
