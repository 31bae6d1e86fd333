// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const panel = {
  called: plain('panel-called', "请办理", "Please come"),
  serving: plain('panel-serving', "正在办理", "Now serving"),
  open: plain('panel-open', "等候叫号", "Open"),
  paused: plain('panel-paused', "暂停服务", "Paused"),
  working: plain('panel-working', "后台办理", "Back-office work"),
  closed: plain('panel-closed', "暂未开放", "Closed"),
  chief: plain('panel-chief', "首席代表", "Chief representative"),
  staff: plain('panel-staff', "窗口人员", "Staff"),
  letter: plain('panel-letter', "授权书", "Letter"),
  nextWindow: plain('panel-next-window', "请到其他窗口或导办台", "Please use another window or the guide desk"),
};
