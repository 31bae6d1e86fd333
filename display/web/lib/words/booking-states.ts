// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const bookingStates = {
  booked: plain('booking-states-booked', "已预约", "Booked"),
  kept: plain('booking-states-kept', "已取号", "Number taken"),
  cancelled: plain('booking-states-cancelled', "预约已取消", "Cancelled"),
  lapsed: plain('booking-states-lapsed', "预约已过期", "Missed: the day is over"),
};
