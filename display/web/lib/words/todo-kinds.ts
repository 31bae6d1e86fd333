// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const todoKinds = {
  case: plain('todo-kinds-case', "承诺件到期", "Case due"),
  rectification: plain('todo-kinds-rectification', "差评整改", "Bad rating to put right"),
  appeal: plain('todo-kinds-appeal', "差评申诉复核", "Appeal under review"),
  contest: plain('todo-kinds-contest', "异议复核", "Contest under review"),
  letter: plain('todo-kinds-letter', "授权书到期", "Letter ends"),
  secondment: plain('todo-kinds-secondment', "派驻期满", "Secondment ends"),
};
