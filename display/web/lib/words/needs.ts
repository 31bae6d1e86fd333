// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.
import { plain } from '../message.ts';

export const needs = {
  title: plain('needs-title', "需要的条件（可多选；只由具备条件的窗口叫号）", "Needed at the window (only windows that have it call)"),
};
