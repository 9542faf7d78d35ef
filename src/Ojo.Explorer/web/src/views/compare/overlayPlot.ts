import { faded } from '../../drawing/colour';
import { drawGaps } from '../../drawing/hatch';
import { drawLine } from '../../drawing/line';
import { valueExtent } from '../../drawing/linePath';
import { PlotArea } from '../../drawing/plotArea';
import { paintShape, traceShape } from '../../drawing/shapes';
import { timeTicks, valueLabels } from '../../drawing/ticks';
import { ValueScale } from '../../drawing/valueScale';
import type { Gap } from '../../api/types';
import type { Palette } from '../../model/palette';
import type { LineForm } from '../../model/panelSpec';
import type { Quantity } from '../../model/quantity';
import type { Shape } from '../../model/roles';
import { type Piece, upperBound } from '../../model/series';
import { moved, type TimeRange } from '../../model/timeRange';
import { treatmentOf } from './treatments';

/** One flow's values on a plot that several share. */
export interface OverlaySeries {
  /** Which flow it is of. */
  readonly flow: number;
  readonly form: LineForm | 'marks';
  readonly shape: Shape;
  /** The flow's time that stands at zero, and the value that does. */
  readonly origin: number;
  readonly base: number;
  readonly factor: number;
  readonly lastNs: number;
  readonly pieces: readonly Piece[];
  readonly gaps: readonly Gap[];
}

const top = 8;
const bottom = 8;

/** Paints the values of several flows on one axis, each in its flow's treatment and at its own times. Nothing is joined across a flow's own gaps. */
export function paintOverlay(
  context: CanvasRenderingContext2D, width: number, height: number, range: TimeRange, series: readonly OverlaySeries[], quantity: Quantity, palette: Palette,
): ValueScale {
  const area = PlotArea.of(range, width);
  let [min, max] = [Infinity, -Infinity];
  for (const one of series) {
    const extent = one.form === 'marks' ? markExtent(one, range) : valueExtent(one.pieces, range.from + one.origin);
    if (extent === null) continue;
    min = Math.min(min, (extent[0] - one.base) * one.factor);
    max = Math.max(max, (extent[1] - one.base) * one.factor);
  }
  const scale = ValueScale.over(min, max, false, !['time', 'other', 'identifier'].includes(quantity.dimension));
  const plotHeight = Math.max(1, height - top - bottom);
  const y = (value: number) => top + plotHeight * (1 - Math.min(4, Math.max(-3, scale.at(value))));
  grid(context, area, height, scale, plotHeight, y, quantity, palette);
  context.save();
  context.beginPath();
  context.rect(area.left, 0, area.width, height);
  context.clip();
  const hatched = new Set<number>();
  for (const one of series) {
    if (hatched.has(one.flow)) continue;
    hatched.add(one.flow);
    drawGaps(context, one.gaps, PlotArea.of(moved(range, one.origin), width), 0, height, { ...palette, hatch: faded(palette[treatmentOf(one.flow).colour], 0.5) });
  }
  for (const one of series) {
    if (one.form === 'marks') marks(context, one, area, range, y, palette);
    else line(context, one, one.form, area, range, y, palette);
  }
  context.restore();
  return scale;
}

function grid(
  context: CanvasRenderingContext2D, area: PlotArea, height: number, scale: ValueScale, plotHeight: number, y: (value: number) => number, quantity: Quantity, palette: Palette,
): void {
  const ticks = scale.ticks(plotHeight, quantity);
  const labels = valueLabels(ticks, quantity);
  context.lineWidth = 1;
  context.strokeStyle = palette.grid;
  context.beginPath();
  for (const tick of ticks) {
    const at = Math.round(y(tick)) + 0.5;
    context.moveTo(area.left, at);
    context.lineTo(area.right, at);
  }
  for (const tick of timeTicks(area.range, area.width).ticks) {
    const at = Math.round(area.x(tick)) + 0.5;
    context.moveTo(at, 0);
    context.lineTo(at, height);
  }
  context.stroke();
  // Where the flows lie over each other.
  if (area.range.from < 0 && area.range.to > 0) {
    context.strokeStyle = palette.axis;
    context.beginPath();
    context.moveTo(Math.round(area.x(0)) + 0.5, 0);
    context.lineTo(Math.round(area.x(0)) + 0.5, height);
    context.stroke();
  }
  context.fillStyle = palette.muted;
  context.font = `11px ${palette.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  ticks.forEach((tick, index) => context.fillText(labels[index] ?? '', area.left - 6, y(tick)));
}

function line(context: CanvasRenderingContext2D, one: OverlaySeries, form: LineForm, area: PlotArea, range: TimeRange, y: (value: number) => number, palette: Palette): void {
  const { colour: name, dash, width } = treatmentOf(one.flow);
  const colour = palette[name];
  const value = (stored: number) => y((stored - one.base) * one.factor);
  const path = drawLine(context, one.pieces, form, {
    x: (time) => area.x(time - one.origin), y: value, base: y(0), from: range.from + one.origin, to: Math.min(range.to + one.origin, one.lastNs),
  }, one.gaps, { stroke: form === 'samples' ? faded(colour, 0.6) : colour, fill: faded(colour, 0.22), width: form === 'samples' ? 1 : width, dash }, area);
  if (form !== 'samples' || path.crowded > path.dots.length / 8 || area.width / Math.max(1, path.dots.length / 2) < 3) return;
  const { sent } = treatmentOf(one.flow);
  context.beginPath();
  for (let i = 0; i < path.dots.length; i += 2) traceShape(context, sent, path.dots[i] as number, path.dots[i + 1] as number, 2.4);
  paintShape(context, sent, colour);
}

/** A mark for each packet, and where a pixel holds many a bar: filled for the first flow, an outline for the others. */
function marks(context: CanvasRenderingContext2D, one: OverlaySeries, area: PlotArea, range: TimeRange, y: (value: number) => number, palette: Palette): void {
  const colour = palette[treatmentOf(one.flow).colour];
  const single: (readonly [number, number])[] = [];
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  each(one, range, (columns, i, min, max) => {
    const [from, to] = [area.x((columns.firstNs[i] as number) - one.origin), area.x((columns.lastNs[i] as number) - one.origin)];
    const [low, high] = [y((min - one.base) * one.factor), y((max - one.base) * one.factor)];
    const isRare = one.shape === 'cross' || one.shape === 'ring' || one.shape === 'plus';
    if (columns.count[i] === 1 || isRare) single.push([(from + to) / 2, (low + high) / 2]);
    else if (one.flow === 0) context.fillRect(from, high - 0.75, Math.max(1, to - from), Math.max(1.5, low - high + 1.5));
    else context.strokeRect(from, high - 0.5, Math.max(1, to - from), Math.max(1, low - high + 1));
  });
  const radius = Math.max(1.5, Math.min(3.2, (area.width / Math.max(1, single.length)) * 0.6));
  const isLoss = one.shape === treatmentOf(one.flow).lost;
  context.beginPath();
  for (const [x, at] of single) traceShape(context, one.shape, x, at, isLoss ? Math.max(3, radius) : radius);
  paintShape(context, one.shape, colour, isLoss ? 1.8 : 1.3);
}

function each(one: OverlaySeries, range: TimeRange, visit: (columns: Piece['columns'], index: number, min: number, max: number) => void): void {
  for (const { columns, range: best } of one.pieces) {
    const from = Math.max(best.from, range.from + one.origin);
    const end = upperBound(columns.firstNs, Math.min(best.to, range.to + one.origin) - 1);
    for (let i = upperBound(columns.lastNs, from - 1); i < end; i++) {
      const min = columns.min[i];
      const max = columns.max[i];
      if (min !== null && min !== undefined && max !== null && max !== undefined) visit(columns, i, min, max);
    }
  }
}

function markExtent(one: OverlaySeries, range: TimeRange): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  each(one, range, (_, __, min, max) => {
    low = Math.min(low, min);
    high = Math.max(high, max);
  });
  return low <= high ? [low, high] : null;
}
