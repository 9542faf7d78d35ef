import type { Gap } from '../api/types';
import type { Colour, Palette } from '../model/palette';
import type { Lane } from '../model/panelSpec';
import { type Piece, upperBound } from '../model/series';
import type { TimeRange } from '../model/timeRange';
import { faded } from './colour';
import { insidePlot, paintRowGrid } from './grid';
import { drawGaps } from './hatch';
import { enteringValue } from './linePath';
import { PlotArea } from './plotArea';
import { paintShape, traceShape } from './shapes';

export const laneHeight = 22;

/** The first state of an enum is most often the one in which nothing is wrong: it stays quiet. */
const stateColours: readonly Colour[] = ['neutral', 'extra2', 'extra1', 'extra4', 'extra3', 'extra6'];

/** Of what keeps a sender from sending, none is quiet. */
const reasonColours: readonly Colour[] = ['extra2', 'extra5', 'extra4', 'extra1', 'neutral', 'extra6', 'extra3'];

/** A mark or band on the screen. */
export interface LaneMark {
  readonly lane: number;
  readonly firstNs: number;
  readonly lastNs: number;
  readonly value: number | null;
  readonly count: number;
  readonly x: number;
}

export interface LaneChartModel {
  readonly lanes: readonly Lane[];
  pieces(selector: string): readonly Piece[];
  isHidden(lane: Lane): boolean;
  lastNs(): number;
  gaps(): readonly Gap[];
  palette(): Palette;
}

/** The name of a state's value, or its number. */
export function stateName(lane: Lane, value: number): string {
  if (lane.state?.type === 'bool') return value === 0 ? 'false' : 'true';
  return lane.state?.values.find((one) => Number(one.value) === value)?.name ?? String(value);
}

/** Rows of marks, and of bands where a state holds until the next. */
export class LaneChart {
  #marks: LaneMark[] = [];

  constructor(private readonly model: LaneChartModel) {}

  paint(context: CanvasRenderingContext2D, width: number, height: number, range: TimeRange): void {
    const palette = this.model.palette();
    const area = PlotArea.of(range, width);
    drawGaps(context, this.model.gaps(), area, 0, height, palette);
    paintRowGrid(context, area, height, this.model.lanes.length, laneHeight, palette);
    this.#marks = [];
    insidePlot(context, area, height, () => this.model.lanes.forEach((lane, index) => {
      if (this.model.isHidden(lane)) return;
      if (lane.state === null) this.#drawMarks(context, lane, index, area, palette);
      else this.#drawBands(context, lane, index, area, palette);
    }));
  }

  pick(x: number, y: number, area: PlotArea): LaneMark | null {
    const lane = Math.floor(y / laneHeight);
    const time = area.time(x);
    let best: LaneMark | null = null;
    let distance = 7;
    for (const mark of this.#marks) {
      if (mark.lane !== lane) continue;
      if (mark.value !== null && time >= mark.firstNs && time <= mark.lastNs) return mark;
      const away = Math.abs(mark.x - x);
      if (away < distance) {
        distance = away;
        best = mark;
      }
    }
    return best;
  }

  #drawMarks(context: CanvasRenderingContext2D, lane: Lane, index: number, area: PlotArea, palette: Palette): void {
    const middle = index * laneHeight + laneHeight / 2;
    const colour = palette[lane.colour];
    let most = 1;
    const seen: LaneMark[] = [];
    for (const { columns, range } of this.model.pieces(lane.selector)) {
      const end = upperBound(columns.firstNs, range.to - 1);
      for (let i = upperBound(columns.lastNs, range.from - 1); i < end; i++) {
        const firstNs = columns.firstNs[i] as number;
        const lastNs = columns.lastNs[i] as number;
        const count = columns.count[i] as number;
        most = Math.max(most, count);
        seen.push({ lane: index, firstNs, lastNs, value: null, count, x: area.x((firstNs + lastNs) / 2) });
      }
    }
    for (const mark of seen) {
      if (mark.count === 1) continue;
      // Denser is darker; the logarithm keeps a single event visible beside a thousand.
      context.fillStyle = faded(colour, 0.35 + 0.65 * (Math.log1p(mark.count) / Math.log1p(most)));
      const left = area.x(mark.firstNs);
      context.fillRect(left, middle - 6, Math.max(1.5, area.x(mark.lastNs) - left), 12);
    }
    context.beginPath();
    for (const mark of seen) if (mark.count === 1) traceShape(context, lane.shape, mark.x, middle, 3);
    paintShape(context, lane.shape, colour);
    this.#marks.push(...seen);
  }

  #drawBands(context: CanvasRenderingContext2D, lane: Lane, index: number, area: PlotArea, palette: Palette): void {
    const top = index * laneHeight + 4;
    const height = laneHeight - 8;
    const pieces = this.model.pieces(lane.selector);
    const ends = lane.end === null ? [] : this.#times(lane.end.selector, area.range);
    let open = enteringValue(pieces[0], area.range.from);
    const close = (to: number) => {
      if (open === null) return;
      const ended = ends.find((time) => time > (open as { time: number }).time);
      this.#band(context, lane, index, open.time, Math.min(to, ended ?? to), open.value, area, top, height, palette);
      open = null;
    };
    for (const { columns, range } of pieces) {
      const end = upperBound(columns.firstNs, range.to - 1);
      for (let i = upperBound(columns.firstNs, range.from - 1); i < end; i++) {
        const firstNs = columns.firstNs[i] as number;
        const lastNs = columns.lastNs[i] as number;
        const count = columns.count[i] as number;
        close(firstNs);
        if (count > 1 && columns.min[i] !== columns.max[i]) this.#mixed(context, lane, index, firstNs, lastNs, count, area, top, height, palette);
        const last = columns.last[i];
        if (last !== null && last !== undefined) open = { time: lastNs, value: last };
      }
    }
    close(Math.min(area.range.to, Math.max(this.model.lastNs(), area.range.from)));
  }

  #times(selector: string, range: TimeRange): number[] {
    const times: number[] = [];
    for (const piece of this.model.pieces(selector)) {
      const { columns } = piece;
      if (columns.before !== null && times.length === 0) times.push(columns.before.firstNs);
      const end = upperBound(columns.firstNs, Math.min(piece.range.to, range.to) - 1);
      for (let i = upperBound(columns.firstNs, piece.range.from - 1); i < end; i++) times.push(columns.firstNs[i] as number);
    }
    return times;
  }

  #band(
    context: CanvasRenderingContext2D, lane: Lane, index: number, from: number, to: number, value: number, area: PlotArea,
    top: number, height: number, palette: Palette,
  ): void {
    if (to < area.range.from || from > area.range.to) return;
    const left = Math.max(area.left - 2, area.x(from));
    const width = Math.max(1.5, Math.min(area.right + 2, area.x(to)) - left);
    const colour = palette[this.#colourOf(lane, value)];
    context.fillStyle = faded(colour, 0.28);
    context.fillRect(left, top, width, height);
    context.fillStyle = colour;
    context.fillRect(left, top, Math.min(1.5, width), height);
    this.#marks.push({ lane: index, firstNs: from, lastNs: to, value, count: 1, x: left });
    const text = stateName(lane, value);
    const start = Math.max(left, area.left) + 5;
    context.font = `11px ${palette.font}`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    if (context.measureText(text).width + 10 < left + width - start + 5) {
      context.fillStyle = palette.ink;
      context.fillText(text, start, top + height / 2 + 0.5);
    }
  }

  /** Several states within a pixel or two: none of them is the one to show. */
  #mixed(
    context: CanvasRenderingContext2D, lane: Lane, index: number, from: number, to: number, count: number, area: PlotArea,
    top: number, height: number, palette: Palette,
  ): void {
    const left = area.x(from);
    context.fillStyle = faded(palette[lane.colour], 0.55);
    context.fillRect(left, top, Math.max(1.5, area.x(to) - left), height);
    this.#marks.push({ lane: index, firstNs: from, lastNs: to, value: null, count, x: (left + area.x(to)) / 2 });
  }

  #colourOf(lane: Lane, value: number) {
    const values = lane.state?.values ?? [];
    const position = values.findIndex((one) => Number(one.value) === value);
    const colours = lane.type.role === 'blocked' ? reasonColours : stateColours;
    return colours[(position < 0 ? Math.abs(Math.trunc(value)) : position) % colours.length] ?? lane.colour;
  }
}
