// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const bookings = {
  title: plain('bookings-title', "预约", "Bookings"),
  how: plain('bookings-how', "某日的预约；可当场登记、取消，或导入预约名单（表头：matter, at, code）。", "The bookings of a day: book one, cancel one, or take in a list (columns: matter, at, code)."),
  day: plain('bookings-day', "日期", "Day"),
  time: plain('bookings-time', "时间", "Time"),
  code: plain('bookings-code', "预约码", "Code"),
  matter: plain('bookings-matter', "事项", "Matter"),
  state: plain('bookings-state', "状态", "State"),
  number: plain('bookings-number', "票号", "Number"),
  none: plain('bookings-none', "当日没有预约。", "No bookings on this day."),
  cancel: plain('bookings-cancel', "取消预约", "Cancel"),
  cancelSure: placed('bookings-cancel-sure', "取消 { $code } 的预约？", "Cancel the booking { $code }?"),
  move: plain('bookings-move', "改期", "Move"),
  moveTitle: placed('bookings-move-title', "预约 { $code } 改期", "Move the booking { $code }"),
  moved: placed('bookings-moved', "预约 { $code } 已改期。", "The booking { $code } has been moved."),
  slots: plain('bookings-slots', "时段预约情况", "Slots taken"),
  line: plain('bookings-line', "队列", "Line"),
  slotsHow: plain('bookings-slots-how', "已约 / 名额；超出名额以红色标出。", "Taken / places; in red where there are more than places."),
  slotsFree: placed('bookings-slots-free', "其余 { $n } 个队列尚无预约", "{ $n } lines without bookings"),
  book: plain('bookings-book', "登记预约", "Book"),
  at: plain('bookings-at', "日期和时间", "Day and time"),
  booked: placed('bookings-booked', "已登记，预约码 { $code }", "Booked: { $code }"),
  list: plain('bookings-list', "导入名单（CSV 或 XLSX）", "Take in a list (CSV or XLSX)"),
  taken: placed('bookings-taken', "名单已导入：{ $n } 条，其中 { $changed } 条有变更。", "The list is taken in: { $n } rows, { $changed } changed."),
  outside: plain('bookings-outside', "不在取号时间也登记", "Also outside the hours"),
};
