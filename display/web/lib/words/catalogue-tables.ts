// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const catalogueTables = {
  matters: plain('catalogue-tables-matters', "事项", "Matters"),
  departments: plain('catalogue-tables-departments', "部门", "Departments"),
  groups: plain('catalogue-tables-groups', "事项组（综合窗口）", "Matter groups"),
  lines: plain('catalogue-tables-lines', "队列", "Lines"),
  windows: plain('catalogue-tables-windows', "窗口", "Windows"),
  kiosks: plain('catalogue-tables-kiosks', "取号机", "Kiosks"),
  staffers: plain('catalogue-tables-staffers', "人员", "Staffers"),
};
