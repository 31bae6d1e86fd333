// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { placed, plain } from '../message.ts';

export const letters = {
  letter: plain('letters-letter', "责任权限授权书", "Authorization letter"),
  document: plain('letters-document', "文号", "No."),
  validity: plain('letters-validity', "有效期", "Valid"),
  fromTo: placed('letters-from-to', "{ $from } 至 { $to }", "{ $from } to { $to }"),
  until: placed('letters-until', "至 { $to }", "until { $to }"),
  decides: placed('letters-decides', "当场办结 { $n } 项", "{ $n ->\n        [one] decides { $n } matter on the spot\n       *[other] decides { $n } matters on the spot\n    }"),
  accepts: placed('letters-accepts', "受理 { $n } 项", "accepts { $n }"),
  mayDecide: plain('letters-may-decide', "授权窗口办结", "decided at the window"),
  mayAccept: plain('letters-may-accept', "窗口只受理", "accepted only"),
  by: plain('letters-by', "承办", "With"),
  none: plain('letters-none', "按窗口授权办理", "under the window’s own mandate"),
};
