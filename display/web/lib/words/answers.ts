// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const answers = {
  card_early: plain('answers-card_early', "请先选择要办的事项，再把证件放到读卡处。", "Please choose a service first, then hold your card to the reader."),
  card_unread: plain('answers-card_unread', "没有读清证件，请再放一次。也可以不用证件直接取号，或到导办台。", "Your card was not read. Please hold it there again; you may also take a number without it, or ask at the guide desk."),
  no_card: plain('answers-no_card', "这不是证件。如果是预约码，请按“返回”，再到“预约”签到。", "This is no card. For an appointment please go back and check in under “Booked”."),
  code_unknown: plain('answers-code_unknown', "这不是本大厅的号票或预约码。需要帮助请到导办台。", "This is no slip and no appointment of this hall. The guide desk can help."),
};
