// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const useStates = {
  booked: plain('use-states-booked', "已预约", "Booked"),
  kept: plain('use-states-kept', "已到", "Came"),
  cancelled: plain('use-states-cancelled', "已取消", "Cancelled"),
  lapsed: plain('use-states-lapsed', "未到", "Did not come"),
};
