// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const endKinds = {
  term_over: plain('end-kinds-term_over', "期满", "term over"),
  replaced: plain('end-kinds-replaced', "调换", "replaced"),
  returned: plain('end-kinds-returned', "退回原单位", "returned as unfit"),
};
