// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const termStates = {
  nominated: plain('term-states-nominated', "已推荐，待签署", "Nominated"),
  seconded: plain('term-states-seconded', "派驻中", "Seconded"),
  ended: plain('term-states-ended', "已结束", "Ended"),
  declined: plain('term-states-declined', "未获同意", "Declined"),
};
