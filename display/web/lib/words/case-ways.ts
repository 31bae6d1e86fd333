// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const caseWays = {
  post: plain('case-ways-post', "邮寄", "sent by post"),
  locker: plain('case-ways-locker', "自助柜", "put into a locker"),
  electronic: plain('case-ways-electronic', "电子证照", "issued as an e-licence"),
};
