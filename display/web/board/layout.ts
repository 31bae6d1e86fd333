// How large a board's letters are and how many rows fit: from diagonal,
// farthest seat and the window's pixels; and how the glass is shared
// between large rows and the small list of recent calls.

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
  side_px: number;
  next: number; // numbers of a line that stand beside each other in the side column
  table_w: number;
  unit: number; // px; the shorter side has 1080 of them
  widest: Widest;
}

/**
 * How many calls stand in large rows, and the grid of those that
 * stand small beneath: none where it has no line.
 */
export interface Share {
  large: number;
  small: Grid;
}

export interface Grid {
  code_px: number;
  columns: number;
  lines: number;
}

const MM_PER_INCH = 25.4;
const LETTER_PER_FONT = 0.668; // height of a capital, as a share of the font size
const USUAL: Widest = { number: 5, window: 2 }; // “GC040” and window “28”
const BETWEEN = 2.61; // a service of 1.9 em and the gaps, in font sizes
const CHARACTER = 0.613; // the advance of a figure or a capital, in font sizes
const ROW = 1.16; // the least height of a row, in font sizes
// one line of the side column at 1080 px: a Chinese name, an English one on two lines, and who is next
const SIDE_ROW_PX = 148;
const SMALLER = [0.5, 0.42, 0.36, 0.32, 0.28]; // a recent call's letters, as a share of a call's
const SMALLEST_PX = 34; // of a recent call, at 1080 px
// who is next, at 1080 px: the letters, and the width beside their label in the column, upright and across
const NEXT_CODE_PX = 28;
const NEXT_PX = [310, 380] as const;
const SIDE_CODE_PX = 52;
const BAND_PX = 66;
const RECENT_HEAD_PX = 62;
const RECENT_STATE_PX = 30; // the line that says what became of it
const RECENT_BETWEEN = 1.9; // the arrow and the gaps, in font sizes

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
 * `band`: that the line is broken stands above.
 */
export function layOut(
  screen: Screen,
  width: number,
  whole: number,
  widest: Widest = USUAL,
  band = false,
): Layout {
  const portrait = whole > width;
  const unit = Math.min(width, whole) / 1080;
  const height = whole - (band ? BAND_PX * unit : 0);
  const table_w = portrait ? width - 96 * unit : width * 0.745;
  const side_h = portrait ? whole * 0.3 : 0;
  const table_h = height - side_h - (portrait ? 366 : 296) * unit;
  const fit = Math.min(table_w / (BETWEEN + CHARACTER * (widest.number + widest.window)), table_h / 3 / ROW);
  const code_px = Math.floor(Math.min(letterPx(screen, width, whole), fit));
  const rows = Math.max(1, Math.floor(table_h / (code_px * ROW)));
  const row_px = Math.floor(table_h / rows);
  const side = portrait ? side_h - 90 * unit : height - 330 * unit;
  const lines = Math.max(1, Math.floor(side / (SIDE_ROW_PX * unit)));
  const number_px = NEXT_CODE_PX * (CHARACTER * widest.number + 0.4);
  return {
    code_px,
    row_px,
    rows,
    portrait,
    side_rows: portrait ? lines * 2 : lines,
    side_px: Math.floor(side / lines),
    next: Math.max(1, Math.floor(NEXT_PX[portrait ? 1 : 0] / number_px)),
    table_w,
    unit,
    widest,
  };
}

/**
 * The most large rows with which every other call that must be seen still
 * stands beneath them. Whoever is called has a large row always; where not
 * all of the others fit, they take turns in the smallest letters.
 *
 * `served`, `missed`: how many are at a window, or did not come; `over`: how many might be shown besides.
 */
export function share(
  layout: Layout,
  { called, served, missed, over }: { called: number; served: number; missed: number; over: number },
): Share {
  const here = called + served;
  const least = Math.min(layout.rows, Math.max(called, 1));
  for (let large = Math.min(layout.rows, Math.max(here, 1)); large >= least; large -= 1) {
    const others = Math.max(here - large, 0) + missed;
    if (others === 0 && over === 0) return { large, small: NONE };
    const small = gridFor(layout, layout.rows - large, others + over);
    if (small.columns * small.lines >= others) return { large, small };
  }
  return { large: least, small: gridFor(layout, layout.rows - least, Infinity) };
}

/** The grid of recent calls in the column beside the calls. */
export function sideGrid(layout: Layout): Grid {
  const code_px = Math.floor(SIDE_CODE_PX * layout.unit);
  const height = (layout.side_rows / (layout.portrait ? 2 : 1)) * SIDE_ROW_PX;
  return {
    code_px,
    columns: layout.portrait ? 2 : 1,
    lines: Math.floor(height / (SIDE_CODE_PX * 1.1 + RECENT_STATE_PX)),
  };
}

const NONE: Grid = { code_px: 0, columns: 0, lines: 0 };

/**
 * The largest letters with which so many stand in the height of some
 * rows; the smallest where they never do.
 */
function gridFor(layout: Layout, rows: number, count: number): Grid {
  if (rows <= 0) return NONE;
  const height = rows * layout.row_px - RECENT_HEAD_PX * layout.unit;
  let grid = NONE;
  for (const smaller of SMALLER) {
    const code_px = Math.floor(Math.max(layout.code_px * smaller, SMALLEST_PX * layout.unit));
    const { number, window } = layout.widest;
    const width = code_px * (CHARACTER * (number + window) + RECENT_BETWEEN);
    grid = {
      code_px,
      columns: Math.max(1, Math.floor(layout.table_w / width)),
      lines: Math.max(1, Math.floor(height / (code_px * 1.1 + RECENT_STATE_PX * layout.unit))),
    };
    if (grid.columns * grid.lines >= count) return grid;
  }
  return grid;
}
