// How large a board's letters are and how many rows fit:
// from diagonal, farthest seat and the window's pixels.

export interface Screen {
  diagonal_inch: number;
  farthest_m: number;
}

/** Characters of a number and of a window's code. */
export interface Widest {
  number: number;
  window: number;
}

export interface Layout {
  code_px: number;
  row_px: number;
  rows: number;
  portrait: boolean;
  side_rows: number;
}

const MM_PER_INCH = 25.4;
const LETTER_PER_FONT = 0.668; // height of a capital, as a share of the font size
const USUAL: Widest = { number: 5, window: 2 }; // “GC040” and window “28”
const BETWEEN = 2.61; // a service of 1.9 em and the gaps, in font sizes
const CHARACTER = 0.613; // the advance of a figure or a capital, in font sizes
const ROW = 1.2; // a row's height, in font sizes
// one line of the side column at 1080 px: a Chinese name, and an English one on two lines
const SIDE_ROW_PX = 104;

/**
 * Letter size in px for a viewer `farthest_m` away: about
 * 10 mm per metre, never under 51 mm (US ADA 703.5.5).
 */
export function letterPx(screen: Screen, width: number, height: number): number {
  const pitch = (screen.diagonal_inch * MM_PER_INCH) / Math.hypot(width, height);
  const letter_mm = Math.max(51, 51 + (3.2 * (screen.farthest_m * 1000 - 4570)) / 305);
  return letter_mm / LETTER_PER_FONT / pitch;
}

/**
 * The largest letters up to the wanted size with which number,
 * service and window stand side by side, and the rows under them.
 */
export function layOut(screen: Screen, width: number, height: number, widest: Widest = USUAL): Layout {
  const portrait = height > width;
  const unit = Math.min(width, height) / 1080;
  const table_w = portrait ? width - 96 * unit : width * 0.745;
  const side_h = portrait ? height * 0.3 : 0;
  const table_h = height - side_h - (portrait ? 366 : 296) * unit;
  const fit = Math.min(table_w / (BETWEEN + CHARACTER * (widest.number + widest.window)), table_h / 3 / ROW);
  const code_px = Math.floor(Math.min(letterPx(screen, width, height), fit));
  const rows = Math.max(1, Math.floor(table_h / (code_px * ROW)));
  const side = portrait ? side_h - 90 * unit : height - 330 * unit;
  const side_rows = Math.max(1, Math.floor(side / (SIDE_ROW_PX * unit))) * (portrait ? 2 : 1);
  return { code_px, row_px: Math.floor(table_h / rows), rows, portrait, side_rows };
}
