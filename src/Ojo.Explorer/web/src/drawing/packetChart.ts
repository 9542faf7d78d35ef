import type { Gap } from '../api/types';
import type { Palette } from '../model/palette';
import type { LineSeries, MarkGroup } from '../model/panelSpec';
import type { Quantity } from '../model/quantity';
import type { Piece } from '../model/series';
import type { TimeRange } from '../model/timeRange';
import { faded } from './colour';
import { insidePlot, paintValueGrid } from './grid';
import { drawGaps } from './hatch';
import { drawLine } from './line';
import { valueExtent } from './linePath';
import { eachBucket, type MarkedBucket, type MarkPlace, nearestMark } from './marks';
import { PlotArea } from './plotArea';
import { paintShape, traceShape } from './shapes';
import { ValueScale } from './valueScale';

/** A mark on the screen and what it stands for. */
export interface Mark extends MarkedBucket, MarkPlace {
  readonly group: number;
  readonly member: number;
}

export interface PacketChartModel {
  groups(): readonly MarkGroup[];
  /** What the axis measures. */
  quantity(): Quantity;
  /** Limits, drawn as steps over the marks. */
  edges(): readonly LineSeries[];
  /** The visible part of the axis; null: all of it. */
  zoom(): readonly [number, number] | null;
  lastNs(): number;
  pieces(selector: string): readonly Piece[];
  isHidden(one: MarkGroup | LineSeries): boolean;
  gaps(): readonly Gap[];
  palette(): Palette;
}

const top = 8;
const bottom = 8;

/** Up to so many single marks get a line from the packet's sending to what became of it. */
const mostLives = 260;

/** Packets by number over time: a mark for each event, a bar where a pixel holds many. */
export class PacketChart {
  #marks: Mark[] = [];
  #scale = new ValueScale(0, 1);

  constructor(private readonly model: PacketChartModel) {}

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  paint(context: CanvasRenderingContext2D, width: number, height: number, range: TimeRange, newPath?: () => Path2D): void {
    const palette = this.model.palette();
    const area = PlotArea.of(range, width);
    const extent = this.#extent(range);
    const air = Math.max(1, (extent[1] - extent[0]) * 0.04);
    const zoom = this.model.zoom();
    this.#scale = zoom === null ? new ValueScale(Math.max(0, extent[0] - air), extent[1] + air) : new ValueScale(zoom[0], zoom[1]);
    const plotHeight = Math.max(1, height - top - bottom);
    const y = (value: number) => top + plotHeight - this.#scale.at(value) * plotHeight;

    drawGaps(context, this.model.gaps(), area, 0, height, palette);
    paintValueGrid(context, area, height, this.#scale, this.#scale.ticks(plotHeight, this.model.quantity()), this.model.quantity(), y, palette);
    insidePlot(context, area, height, () => {
      this.#collect(range, area, y);
      this.#drawLives(context, palette);
      this.model.groups().forEach((group, index) => this.#drawGroup(context, group, index, area, y, palette));
      for (const edge of this.model.edges()) this.#drawEdge(context, edge, area, y, palette, newPath);
    });
  }

  /** The axis as it is drawn. */
  get scale(): ValueScale {
    return this.#scale;
  }

  /** The mark nearest to a point, if one is near. */
  pick(x: number, y: number): Mark | null {
    return nearestMark(this.#marks, x, y);
  }

  #extent(range: TimeRange): readonly [number, number] {
    let low = Infinity;
    let high = -Infinity;
    this.#each(range, ({ min, max }) => {
      low = Math.min(low, min);
      high = Math.max(high, max);
    });
    for (const edge of this.model.edges()) {
      const extent = this.model.isHidden(edge) ? null : valueExtent(this.model.pieces(edge.selector), range.from, true);
      if (extent === null) continue;
      low = Math.min(low, extent[0]);
      high = Math.max(high, extent[1]);
    }
    return low <= high ? [low, high] : [0, 1];
  }

  #drawEdge(
    context: CanvasRenderingContext2D, edge: LineSeries, area: PlotArea, y: (value: number) => number, palette: Palette, newPath: (() => Path2D) | undefined,
  ): void {
    if (this.model.isHidden(edge)) return;
    const { from, to } = area.range;
    const clamped = (value: number) => Math.min(1e5, Math.max(-1e5, y(value)));
    const colour = palette[edge.colour];
    drawLine(context, this.model.pieces(edge.selector), 'step', {
      x: (time) => area.x(time), y: clamped, base: clamped(0), from, to: Math.min(to, this.model.lastNs()),
    }, this.model.gaps(), { stroke: colour, fill: faded(colour, 0.24), width: 1.5, dash: edge.dash }, area, newPath);
  }

  #each(range: TimeRange, visit: (bucket: MarkedBucket, group: number, member: number) => void): void {
    this.model.groups().forEach((group, groupIndex) => {
      if (this.model.isHidden(group)) return;
      group.members.forEach((member, memberIndex) => eachBucket(this.model.pieces(member.selector), range, (bucket) => visit(bucket, groupIndex, memberIndex)));
    });
  }

  #collect(range: TimeRange, area: PlotArea, y: (value: number) => number): void {
    const marks: Mark[] = [];
    this.#each(range, (bucket, group, member) => {
      marks.push({ ...bucket, group, member, x: area.x((bucket.firstNs + bucket.lastNs) / 2), y: y((bucket.min + bucket.max) / 2) });
    });
    this.#marks = marks;
  }

  /** From a packet's sending to its acknowledgement or loss, while they can be told apart. */
  #drawLives(context: CanvasRenderingContext2D, palette: Palette): void {
    const single = this.#marks.filter((mark) => mark.count === 1);
    if (single.length > mostLives * 3) return;
    const sentBy = new Map<number, Mark>();
    const roleOf = (mark: Mark) => this.model.groups()[mark.group]?.members[mark.member]?.type.role;
    for (const mark of single) if (roleOf(mark) === 'packet_sent') sentBy.set(mark.min, mark);
    context.lineWidth = 1;
    context.strokeStyle = palette.axis;
    context.beginPath();
    for (const mark of single) {
      const role = roleOf(mark);
      const sent = role === 'packet_acked' || role === 'packet_lost' ? sentBy.get(mark.min) : undefined;
      if (sent === undefined || sent.x > mark.x) continue;
      const at = Math.round(mark.y) + 0.5;
      context.moveTo(sent.x, at);
      context.lineTo(mark.x, at);
    }
    context.stroke();
  }

  #drawGroup(context: CanvasRenderingContext2D, group: MarkGroup, index: number, area: PlotArea, y: (value: number) => number, palette: Palette): void {
    const mine = this.#marks.filter((mark) => mark.group === index);
    if (mine.length === 0) return;
    const colour = palette[group.colour];
    const rare = group.shape === 'cross' || group.shape === 'ring';
    const room = area.width / mine.length;
    const radius = Math.max(rare ? 2.2 : 1.1, Math.min(rare ? 3.4 : 2.6, room * 0.5));
    context.fillStyle = colour;
    // What stands for many: a bar from the first to the last and from the least to the greatest.
    for (const mark of mine) {
      if (mark.count === 1) continue;
      const left = area.x(mark.firstNs);
      const width = Math.max(1, area.x(mark.lastNs) - left);
      const high = y(mark.max);
      context.fillRect(left, high - 0.75, width, Math.max(1.5, y(mark.min) - high + 1.5));
    }
    context.beginPath();
    for (const mark of mine) if (mark.count === 1 || rare) traceShape(context, group.shape, mark.x, mark.y, radius);
    paintShape(context, group.shape, colour, rare ? 1.6 : 1.3);
  }
}
