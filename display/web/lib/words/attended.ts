// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const attended = {
  present: plain('attended-present', "在岗", "Present"),
  late: plain('attended-late', "迟到", "Late"),
  leave: plain('attended-leave', "请假", "On leave"),
  off: plain('attended-off', "不上班", "Day off"),
  relieved: plain('attended-relieved', "未到，无窗口空缺", "Not there, no window empty"),
  unclear: plain('attended-unclear', "未到，本部门有窗口空缺", "Not there, a window empty"),
  unrecorded: plain('attended-unrecorded', "无签到记录", "No sign-on in the hall"),
  absent: plain('attended-absent', "缺勤", "Absent"),
  coming: plain('attended-coming', "未到时间", "Not over yet"),
};
