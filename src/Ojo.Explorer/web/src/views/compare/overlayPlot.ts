import type { EventType, Field, Gap } from '../../api/types';
import { faded } from '../../drawing/colour';
import { insidePlot, paintValueGrid } from '../../drawing/grid';
import { drawGaps } from '../../drawing/hatch';
import { drawLine } from '../../drawing/line';
import { valueExtent } from '../../drawing/linePath';
import { eachBucket, type MarkedBucket, type MarkPlace, nearestMark } from '../../drawing/marks';
import { PlotArea } from '../../drawing/plotArea';
import { paintShape, traceShape } from '../../drawing/shapes';
import { ValueScale } from '../../drawing/valueScale';
import type { Palette } from '../../model/palette';
import type { LineForm } from '../../model/panelSpec';
import type { Quantity } from '../../model/quantity';
import type { Piece } from '../../model/series';
import { moved, type TimeRange } from '../../model/timeRange';
import { type Fate, treatmentOf } from './treatments';

interface OfFlow {
  /** Which flow it is of. */
  readonly flow: number;
  /** The flow's time that stands at zero. */
  readonly origin: number;
  readonly pieces: readonly Piece[];
}

/** One flow's values on a plot that several share. */
export interface OverlayLine extends OfFlow {
  readonly kind: 'line';
  readonly form: LineForm;
  readonly factor: number;
  readonly lastNs: number;
  readonly gaps: readonly Gap[];
}

/** What became of one flow's packets, as events of one type tell it. */
export interface OverlayMarks extends OfFlow {
  readonly kind: 'marks';
  readonly fate: Fate;
  readonly type: EventType;
  readonly field: Field;
  /** The packet number that stands at zero. */
  readonly base: number;
}

export type OverlaySeries = OverlayLine | OverlayMarks;

/** A mark on the screen and what it stands for, in its flow's own times and numbers. */
export interface OverlayMark extends MarkedBucket, MarkPlace {
  readonly series: OverlayMarks;
}

/** What a flow's gaps are, to be hatched in its colour. */
export interface OverlayGaps {
  readonly origin: number;
  readonly gaps: readonly Gap[];
}

export interface OverlayModel {
  readonly quantity: Quantity;
  range(): TimeRange;
  series(): readonly OverlaySeries[];
  gaps(): readonly OverlayGaps[];
  palette(): Palette;
}

const top = 8;
const bottom = 8;

/** What matters most is drawn last, on top of all flows' other marks. */
const fates: readonly Fate[] = ['acked', 'sent', 'lost'];

/** The values of several flows on one axis, each in its flow's treatment and at its own times. Nothing is joined across a flow's own gaps. */
export class OverlayPlot {
  #marks: OverlayMark[] = [];
  #scale = new ValueScale(0, 1);

  constructor(private readonly model: OverlayModel) {}

  get scale(): ValueScale {
    return this.#scale;
  }

  pick(x: number, y: number): OverlayMark | null {
    return nearestMark(this.#marks, x, y);
  }

  paint(context: CanvasRenderingContext2D, width: number, height: number, newPath?: () => Path2D): void {
    const { quantity } = this.model;
    const range = this.model.range();
    const series = this.model.series();
    const palette = this.model.palette();
    const area = PlotArea.of(range, width);
    this.#scale = scaleOf(series, range, quantity);
    const plotHeight = Math.max(1, height - top - bottom);
    const y = (value: number) => top + plotHeight * (1 - Math.min(4, Math.max(-3, this.#scale.at(value))));
    paintValueGrid(context, area, height, this.#scale, this.#scale.ticks(plotHeight, quantity), quantity, y, palette);
    zeroLine(context, area, height, palette);
    this.#marks = [];
    insidePlot(context, area, height, () => {
      this.model.gaps().forEach(({ origin, gaps }, flow) => {
        drawGaps(context, gaps, PlotArea.of(moved(range, origin), width), 0, height, { ...palette, hatch: faded(palette[treatmentOf(flow).colour], 0.5) });
      });
      for (const one of series) if (one.kind === 'line') paintLine(context, one, area, y, palette, newPath);
      for (const fate of fates) for (const one of series) if (one.kind === 'marks' && one.fate === fate) this.#paintMarks(context, one, area, y, palette);
    });
  }

  /** A mark for each packet, and where a pixel holds many a bar: filled for the first flow, an outline for the others. */
  #paintMarks(context: CanvasRenderingContext2D, one: OverlayMarks, area: PlotArea, y: (value: number) => number, palette: Palette): void {
    const { colour: name, marks } = treatmentOf(one.flow);
    const colour = one.fate === 'acked' ? faded(palette[name], 0.42) : palette[name];
    const shape = marks[one.fate];
    const single: MarkPlace[] = [];
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    eachBucket(one.pieces, moved(area.range, one.origin), (bucket) => {
      const [from, to] = [area.x(bucket.firstNs - one.origin), area.x(bucket.lastNs - one.origin)];
      const [low, high] = [y(bucket.min - one.base), y(bucket.max - one.base)];
      const place = { x: (from + to) / 2, y: (low + high) / 2 };
      this.#marks.push({ ...bucket, ...place, series: one });
      if (bucket.count === 1 || one.fate === 'lost') single.push(place);
      else if (one.flow === 0 || one.fate === 'acked') context.fillRect(from, high - 0.75, Math.max(1, to - from), Math.max(1.5, low - high + 1.5));
      else context.strokeRect(from, high - 0.5, Math.max(1, to - from), Math.max(1, low - high + 1));
    });
    const room = Math.max(1.5, Math.min(3.2, (area.width / Math.max(1, single.length)) * 0.6));
    const radius = one.fate === 'lost' ? Math.max(3, room) : room;
    context.beginPath();
    for (const place of single) traceShape(context, shape, place.x, place.y, radius);
    paintShape(context, shape, colour, one.fate === 'lost' ? 1.8 : 1.3);
  }
}

function scaleOf(series: readonly OverlaySeries[], range: TimeRange, quantity: Quantity): ValueScale {
  let [min, max] = [Infinity, -Infinity];
  const take = (low: number, high: number) => {
    min = Math.min(min, low);
    max = Math.max(max, high);
  };
  for (const one of series) {
    if (one.kind === 'marks') {
      eachBucket(one.pieces, moved(range, one.origin), (bucket) => take(bucket.min - one.base, bucket.max - one.base));
    } else {
      const extent = valueExtent(one.pieces, range.from + one.origin);
      if (extent !== null) take(extent[0] * one.factor, extent[1] * one.factor);
    }
  }
  return ValueScale.over(min, max, false, !['time', 'other', 'identifier'].includes(quantity.dimension));
}

/** Where the flows lie over each other. */
function zeroLine(context: CanvasRenderingContext2D, area: PlotArea, height: number, palette: Palette): void {
  if (area.range.from >= 0 || area.range.to <= 0) return;
  context.strokeStyle = palette.axis;
  context.beginPath();
  context.moveTo(Math.round(area.x(0)) + 0.5, 0);
  context.lineTo(Math.round(area.x(0)) + 0.5, height);
  context.stroke();
}

function paintLine(context: CanvasRenderingContext2D, one: OverlayLine, area: PlotArea, y: (value: number) => number, palette: Palette, newPath: (() => Path2D) | undefined): void {
  const { colour: name, dash, width, marks } = treatmentOf(one.flow);
  const colour = palette[name];
  const { from, to } = area.range;
  const isSamples = one.form === 'samples';
  const path = drawLine(context, one.pieces, one.form, {
    x: (time) => area.x(time - one.origin), y: (stored) => y(stored * one.factor), base: y(0), from: from + one.origin, to: Math.min(to + one.origin, one.lastNs),
  }, one.gaps, { stroke: isSamples ? faded(colour, 0.6) : colour, fill: faded(colour, 0.22), width: isSamples ? 1 : width, dash }, area, newPath);
  if (!isSamples || path.crowded > path.dots.length / 8 || area.width / Math.max(1, path.dots.length / 2) < 3) return;
  context.beginPath();
  for (let i = 0; i < path.dots.length; i += 2) traceShape(context, marks.sent, path.dots[i] as number, path.dots[i + 1] as number, 2.4);
  paintShape(context, marks.sent, colour);
}
