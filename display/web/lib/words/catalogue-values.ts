// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const catalogueValues = {
  on_the_spot: plain('catalogue-values-on_the_spot', "即办件", "on the spot"),
  promised: plain('catalogue-values-promised', "承诺件", "promised"),
  person: plain('catalogue-values-person', "个人", "persons"),
  business: plain('catalogue-values-business', "企业", "businesses"),
  both: plain('catalogue-values-both', "个人和企业", "both"),
  none: plain('catalogue-values-none', "无", "none"),
  accept: plain('catalogue-values-accept', "受理", "accept"),
  decide: plain('catalogue-values-decide', "办结", "decide"),
};
