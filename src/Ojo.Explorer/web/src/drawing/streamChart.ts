import type { Gap } from '../api/types';
import type { Palette } from '../model/palette';
import { type Piece, upperBound } from '../model/series';
import type { TimeRange } from '../model/timeRange';
import { faded } from './colour';
import { insidePlot, paintRowGrid } from './grid';
import { drawGaps } from './hatch';
import { PlotArea } from './plotArea';
import { eachStretch } from './reasonChart';

export const streamHeight = 22;

export interface StreamLane {
  readonly firstNs: number;
  readonly lastNs: number;
  /** How far its data was sent. */
  readonly sent: readonly Piece[];
  /** How much data it sent in all; null while that is not known. */
  readonly most: number | null;
  /** When something kept it from sending. */
  readonly blocked: readonly (readonly Piece[])[];
}

/** A lane for each stream: its life, how its data came along, and when it was blocked. Only the lanes that can be seen. */
export function paintStreams(
  context: CanvasRenderingContext2D, width: number, height: number, range: TimeRange, lanes: readonly (StreamLane | undefined)[], offset: number,
  gaps: readonly Gap[], palette: Palette, newPath: () => Path2D,
): void {
  const area = PlotArea.of(range, width);
  drawGaps(context, gaps, area, 0, height, palette);
  paintRowGrid(context, area, height, lanes.length, streamHeight, palette, offset);
  insidePlot(context, area, height, () => lanes.forEach((lane, index) => {
    if (lane !== undefined) paintLane(context, lane, index * streamHeight - offset, area, palette, newPath);
  }));
}

function paintLane(context: CanvasRenderingContext2D, lane: StreamLane, top: number, area: PlotArea, palette: Palette, newPath: () => Path2D): void {
  const left = Math.max(area.left - 2, area.x(lane.firstNs));
  const right = Math.min(area.right + 2, area.x(lane.lastNs));
  if (right < area.left || left > area.right) return;
  const base = top + streamHeight - 4;
  context.fillStyle = faded(palette.neutral, 0.14);
  context.fillRect(left, top + 3, Math.max(1.5, right - left), streamHeight - 6);
  context.fillStyle = palette.neutral;
  context.fillRect(left, base, Math.max(1.5, right - left), 1);
  const { most } = lane;
  if (most !== null && most > 0) {
    const room = streamHeight - 8;
    const path = newPath();
    path.moveTo(left, base);
    let y = base;
    for (const { columns, range } of lane.sent) {
      const end = upperBound(columns.firstNs, Math.min(range.to, area.range.to) - 1);
      for (let i = Math.max(0, upperBound(columns.firstNs, Math.max(range.from, area.range.from)) - 1); i < end; i++) {
        const value = columns.last[i];
        if (value === null || value === undefined) continue;
        const x = Math.min(right, Math.max(left, area.x(columns.firstNs[i] as number)));
        path.lineTo(x, y);
        y = base - (value / most) * room;
        path.lineTo(x, y);
      }
    }
    path.lineTo(right, y);
    path.lineTo(right, base);
    path.closePath();
    context.fillStyle = faded(palette.sent, 0.35);
    context.fill(path);
  }
  for (const pieces of lane.blocked) {
    eachStretch(pieces, area.range, (from, to, share) => {
      context.fillStyle = faded(palette.lost, 0.25 + 0.65 * share);
      context.fillRect(area.x(from), top + 3, Math.max(1, area.x(to) - area.x(from)), 4);
    });
  }
}
