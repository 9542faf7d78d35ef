import type { Gap } from '../api/types';
import type { Palette } from '../model/palette';
import { type Piece, upperBound } from '../model/series';
import type { TimeRange } from '../model/timeRange';
import { drawGaps } from './hatch';
import { PlotArea } from './plotArea';

export interface DensityModel {
  /** All events, and those that say that something went wrong. */
  all(): readonly Piece[];
  lost(): readonly Piece[];
  gaps(): readonly Gap[];
  palette(): Palette;
}

/** How much happened when: events per pixel, the lost ones in their own colour, gaps hatched. */
export function paintDensity(context: CanvasRenderingContext2D, width: number, height: number, extent: TimeRange, model: DensityModel): void {
  const palette = model.palette();
  const area = PlotArea.of(extent, width);
  const columns = Math.max(1, Math.floor(area.width / 2));
  const all = sums(model.all(), extent, columns);
  const lost = sums(model.lost(), extent, columns);
  const most = Math.max(1, ...all);
  const room = height - 4;
  drawGaps(context, model.gaps(), area, 0, height, palette);
  const bar = area.width / columns;
  for (let i = 0; i < columns; i++) {
    const count = all[i] as number;
    if (count === 0) continue;
    // The square root lets the quiet times be seen beside the busy ones.
    const size = Math.max(1, Math.sqrt(count / most) * room);
    const x = area.left + i * bar;
    context.fillStyle = palette.density;
    context.fillRect(x, height - size, Math.max(1, bar - 0.5), size);
    const losses = lost[i] as number;
    if (losses > 0) {
      context.fillStyle = palette.lost;
      context.fillRect(x, height - Math.max(3, Math.sqrt(losses / most) * room), Math.max(1.5, bar - 0.5), Math.max(3, Math.sqrt(losses / most) * room));
    }
  }
}

/** Counts per column; a bucket that spans several is spread over them. */
function sums(pieces: readonly Piece[], extent: TimeRange, columns: number): Float64Array {
  const result = new Float64Array(columns);
  const scale = columns / (extent.to - extent.from);
  for (const { columns: buckets, range } of pieces) {
    const end = upperBound(buckets.firstNs, range.to - 1);
    for (let i = upperBound(buckets.firstNs, range.from - 1); i < end; i++) {
      const first = Math.min(columns - 1, Math.max(0, Math.floor(((buckets.firstNs[i] as number) - extent.from) * scale)));
      const last = Math.min(columns - 1, Math.max(first, Math.floor(((buckets.lastNs[i] as number) - extent.from) * scale)));
      const share = (buckets.count[i] as number) / (last - first + 1);
      for (let column = first; column <= last; column++) result[column] = (result[column] as number) + share;
    }
  }
  return result;
}
