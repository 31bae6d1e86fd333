// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const leaveKinds = {
  annual: plain('leave-kinds-annual', "年休假", "Annual leave"),
  sick: plain('leave-kinds-sick', "病假", "Sick leave"),
  errand: plain('leave-kinds-errand', "公出", "Away on duty"),
  training: plain('leave-kinds-training', "培训", "Training"),
  personal: plain('leave-kinds-personal', "事假", "Personal leave"),
  other: plain('leave-kinds-other', "其他", "Other"),
};
