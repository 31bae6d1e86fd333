// Where the pages of a long list begin, when each item is as high as its words need. Pure.

export interface Item {
  top: number;
  bottom: number;
}

const PART = 0.9; // of the box, when one item alone is higher than it

/**
 * The scroll positions that pages begin at: no item is cut by a page's end unless it is higher than the box.
 */
export function startsOf(items: Item[], box: number, whole: number): number[] {
  const starts = [0];
  const end = Math.max(0, whole - box);
  for (let at = 0; at < end - 1; ) {
    const next = firstCut(items, at, box);
    at = Math.min(end, next <= at + box ? next : at + box * PART);
    starts.push(at);
  }
  return starts;
}

/** How much of the box's end is to be left blank at a scroll position, so that no item is drawn cut by it. */
export function blankOf(items: Item[], at: number, box: number): number {
  return Math.max(0, at + box - firstCut(items, at, box));
}

function firstCut(items: Item[], at: number, box: number): number {
  return items
    .filter((each) => each.bottom > at + box + 1 && each.top > at + 1)
    .reduce((least, each) => Math.min(least, each.top), Infinity);
}

/** The page that stands at a scroll position, from 0. */
export function pageOf(starts: number[], at: number): number {
  return Math.max(0, starts.filter((each) => each <= at + 2).length - 1);
}
