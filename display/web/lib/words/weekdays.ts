// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const weekdays = {
  1: plain('weekdays-1', "周一", "Mon"),
  2: plain('weekdays-2', "周二", "Tue"),
  3: plain('weekdays-3', "周三", "Wed"),
  4: plain('weekdays-4', "周四", "Thu"),
  5: plain('weekdays-5', "周五", "Fri"),
  6: plain('weekdays-6', "周六", "Sat"),
  7: plain('weekdays-7', "周日", "Sun"),
};
