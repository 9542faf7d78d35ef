import type { Gap } from '../api/types';
import type { Colour, Palette } from '../model/palette';
import { type Piece, upperBound } from '../model/series';
import type { TimeRange } from '../model/timeRange';
import { faded } from './colour';
import { insidePlot, paintRowGrid } from './grid';
import { drawGaps } from './hatch';
import { PlotArea } from './plotArea';

export const reasonHeight = 20;

export interface ReasonChartModel {
  /** The rows that are drawn, from the top. */
  rows(): readonly { readonly colour: Colour; readonly selector: string; readonly isHidden: boolean }[];
  pieces(selector: string): readonly Piece[];
  gaps(): readonly Gap[];
  palette(): Palette;
}

/** A row for each reason; the darker, the more of a stretch of time it took. */
export function paintReasons(context: CanvasRenderingContext2D, width: number, height: number, range: TimeRange, model: ReasonChartModel): void {
  const palette = model.palette();
  const area = PlotArea.of(range, width);
  drawGaps(context, model.gaps(), area, 0, height, palette);
  const rows = model.rows();
  paintRowGrid(context, area, height, rows.length, reasonHeight, palette);
  insidePlot(context, area, height, () => rows.forEach((row, index) => {
    if (row.isHidden) return;
    eachStretch(model.pieces(row.selector), range, (from, to, share) => {
      const left = area.x(from);
      context.fillStyle = faded(palette[row.colour], 0.2 + 0.7 * share);
      context.fillRect(left, index * reasonHeight + 3, Math.max(1, area.x(to) - left), reasonHeight - 6);
    });
  }));
}

/** The stretches of a series of shares: neighbours of one share are one stretch, and those of none are left out. */
export function eachStretch(pieces: readonly Piece[], range: TimeRange, visit: (from: number, to: number, share: number) => void): void {
  let open: { from: number; to: number; share: number } | null = null;
  const close = () => {
    if (open !== null && open.share > 0) visit(open.from, open.to, open.share);
    open = null;
  };
  for (const { columns, range: own } of pieces) {
    const end = upperBound(columns.firstNs, Math.min(own.to, range.to) - 1);
    for (let i = Math.max(0, upperBound(columns.firstNs, Math.max(own.from, range.from) - columns.bucketNs)); i < end; i++) {
      const from = columns.firstNs[i] as number;
      const share = columns.last[i] ?? 0;
      const to = from + columns.bucketNs;
      const before = open as { from: number; to: number; share: number } | null;
      if (before !== null && before.share === share && before.to >= from) {
        open = { from: before.from, to, share };
      } else {
        close();
        open = { from, to, share };
      }
    }
  }
  close();
}
