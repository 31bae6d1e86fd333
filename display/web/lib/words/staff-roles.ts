// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const staffRoles = {
  manager: plain('staff-roles-manager', "大厅管理", "Manager"),
  department: plain('staff-roles-department', "部门", "Department"),
  supervision: plain('staff-roles-supervision', "监察", "Supervision"),
  technician: plain('staff-roles-technician', "技术员", "Technician"),
};
