// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const roles = {
  chief: plain('roles-chief', "首席代表", "Chief representative"),
  staff: plain('roles-staff', "窗口人员", "Staff"),
};
