// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const reportBy = {
  secondment: plain('report-by-secondment', "派驻人员", "Secondment"),
  staffer: plain('report-by-staffer', "窗口人员", "Staffer"),
  department: plain('report-by-department', "部门", "Department"),
  window: plain('report-by-window', "窗口", "Window"),
  matter: plain('report-by-matter', "事项", "Matter"),
  line: plain('report-by-line', "队列", "Line"),
  hour: plain('report-by-hour', "时段", "Hour"),
  class: plain('report-by-class', "类别", "Class"),
  day: plain('report-by-day', "日期", "Day"),
};
