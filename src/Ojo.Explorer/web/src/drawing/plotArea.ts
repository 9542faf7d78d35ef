import type { TimeRange } from '../model/timeRange';

/** The space of every panel's y labels, so that the plots of all panels stand exactly under each other. */
export const gutter = 64;

/** Where in a panel's box the data goes, and how times become pixels and back. */
export class PlotArea {
  constructor(readonly range: TimeRange, readonly left: number, readonly width: number) {}

  static of(range: TimeRange, boxWidth: number): PlotArea {
    return new PlotArea(range, gutter, Math.max(1, boxWidth - gutter));
  }

  x(time: number): number {
    return this.left + ((time - this.range.from) / (this.range.to - this.range.from)) * this.width;
  }

  time(x: number): number {
    return this.range.from + ((x - this.left) / this.width) * (this.range.to - this.range.from);
  }

  get nsPerPixel(): number {
    return (this.range.to - this.range.from) / this.width;
  }

  get right(): number {
    return this.left + this.width;
  }
}
