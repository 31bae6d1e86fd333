// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const signers = {
  organization: plain('signers-organization', "组织部门", "Organization"),
  personnel: plain('signers-personnel', "人事部门", "Personnel"),
  hall: plain('signers-hall', "大厅", "Hall"),
};
