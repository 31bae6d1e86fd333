// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const parkReasons = {
  fetchingPapers: plain('park-reasons-fetching-papers', "取补材料", "Fetching papers"),
  copiesOrPhoto: plain('park-reasons-copies-or-photo', "复印拍照", "Copies or photo"),
  paying: plain('park-reasons-paying', "缴费", "Paying"),
  waitingForACheck: plain('park-reasons-waiting-for-a-check', "等待核实", "Waiting for a check"),
};
