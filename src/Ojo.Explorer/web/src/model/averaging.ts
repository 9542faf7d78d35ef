/** The next of 1, 2, 5, 10, 20, 50 … that is not smaller: stretches that are said in one word, and that stay where they are as one zooms. */
export function roundUp(ns: number): number {
  if (!(ns > 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(ns) + 1e-9);
  const part = ns / power;
  return (part <= 1 + 1e-9 ? 1 : part <= 2 + 1e-9 ? 2 : part <= 5 + 1e-9 ? 5 : 10) * power;
}

/** How many pixels a rate is averaged over unless somebody says how long. */
const autoPixels = 6;

/** Over how long a rate is averaged: as asked, but never less than a pixel, which could not be drawn. */
export function averagingWindow(asked: number | null, nsPerPixel: number): number {
  return asked === null ? roundUp(nsPerPixel * autoPixels) : Math.max(asked, roundUp(nsPerPixel));
}
