/** What lines are drawn with: as much of a Path2D as they need. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
}

/**
 * What a path covers of each column of pixels, in place of the path.
 *
 * A line that goes up and down within every pixel is longer than the screen has pixels, and a canvas takes tens of milliseconds
 * to stroke it, after the script has run: the frame is lost. Its columns look the same, and each of them is a rectangle.
 */
export class ColumnPen implements Pen {
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  #x = 0;
  #y = 0;

  constructor(private readonly left: number, width: number) {
    const columns = Math.max(1, Math.ceil(width));
    this.#low = new Float64Array(columns).fill(Infinity);
    this.#high = new Float64Array(columns).fill(-Infinity);
  }

  moveTo(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
  }

  lineTo(x: number, y: number): void {
    const [fromX, fromY] = [this.#x - this.left, this.#y];
    const toX = x - this.left;
    this.moveTo(x, y);
    const [start, startY, end, endY] = fromX <= toX ? [fromX, fromY, toX, y] : [toX, y, fromX, fromY];
    const slope = end > start ? (endY - startY) / (end - start) : 0;
    const first = Math.max(0, Math.floor(start));
    const last = Math.min(this.#low.length - 1, Math.floor(end));
    for (let column = first; column <= last; column++) {
      this.#cover(column, column <= start ? startY : startY + (column - start) * slope);
      this.#cover(column, column + 1 >= end ? endY : startY + (column + 1 - start) * slope);
    }
  }

  rect(x: number, y: number, width: number, height: number): void {
    const start = Math.round(Math.min(x, x + width) - this.left);
    const end = Math.max(start + 1, Math.round(Math.max(x, x + width) - this.left));
    for (let column = Math.max(0, start); column < Math.min(this.#low.length, end); column++) {
      this.#cover(column, y);
      this.#cover(column, y + height);
    }
  }

  /** Fills what was covered, as thick as a pen of so many pixels would. Neighbours of one height are one rectangle. */
  paint(context: CanvasRenderingContext2D, thickness: number): void {
    const [low, high] = [this.#low, this.#high];
    for (let column = 0; column < low.length;) {
      const [top, bottom] = [low[column] as number, high[column] as number];
      let end = column + 1;
      while (end < low.length && low[end] === top && high[end] === bottom) end++;
      if (top <= bottom) context.fillRect(this.left + column, top - thickness / 2, end - column, bottom - top + thickness);
      column = end;
    }
  }

  #cover(column: number, y: number): void {
    if (y < (this.#low[column] as number)) this.#low[column] = y;
    if (y > (this.#high[column] as number)) this.#high[column] = y;
  }
}
