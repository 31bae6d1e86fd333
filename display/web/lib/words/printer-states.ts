// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const printerStates = {
  unknown: plain('printer-states-unknown', "未知", "Unknown"),
  ready: plain('printer-states-ready', "正常", "Ready"),
  unwatched: plain('printer-states-unwatched', "无人监看", "Nobody is watching it"),
  silent: plain('printer-states-silent', "无应答", "No answer"),
  offline: plain('printer-states-offline', "离线", "Offline"),
  cover_open: plain('printer-states-cover_open', "机盖打开", "Cover open"),
  paper_out: plain('printer-states-paper_out', "缺纸", "Out of paper"),
  paper_low: plain('printer-states-paper_low', "纸将尽", "Paper low"),
  cutter: plain('printer-states-cutter', "切刀故障", "Cutter fault"),
  error: plain('printer-states-error', "故障", "Fault"),
};
