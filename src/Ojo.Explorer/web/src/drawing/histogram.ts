import type { Colour, Palette } from '../model/palette';
import type { Quantity } from '../model/quantity';
import { faded } from './colour';
import { gutter } from './plotArea';
import { valueLabels, valueTicks } from './ticks';

/** One field's values: how many there are from each edge to the next. */
export interface HistogramBars {
  readonly label: string;
  readonly colour: Colour;
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

const counted = { dimension: 'count', factor: 1, unit: '', key: '' } as const;
const bottom = 18;
const top = 8;

/** Where the values stand, from the left to the right; in powers where the buckets are. */
function scaleOf(all: readonly HistogramBars[], width: number) {
  const edges = all.flatMap((bars) => bars.edges);
  let [low, high] = [Math.min(...edges), Math.max(...edges)];
  const first = all.find((bars) => bars.edges.length > 2)?.edges;
  const steps = first === undefined ? [] : [(first[1] as number) - (first[0] as number), (first[first.length - 1] as number) - (first[first.length - 2] as number)];
  const isLog = low > 0 && (steps[1] ?? 0) > 1.5 * (steps[0] ?? 0);
  if (low === high) [low, high] = [low - 1, high + 1];
  const plot = width - gutter - 8;
  return {
    low, high, isLog,
    x: (value: number) => gutter + plot * (isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)),
  };
}

/** Bars of counts over an axis of values. */
export function paintHistogram(
  context: CanvasRenderingContext2D, width: number, height: number, all: readonly HistogramBars[], quantity: Quantity, palette: Palette,
): void {
  if (all.every((bars) => bars.edges.length < 2)) return;
  const { low, high, isLog, x } = scaleOf(all, width);
  const most = Math.max(1, ...all.flatMap((bars) => bars.counts));
  const room = Math.max(1, height - top - bottom);
  const y = (count: number) => top + room * (1 - count / (most * 1.05));
  context.font = `11px ${palette.font}`;
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  const rows = valueTicks(0, most * 1.05, room, counted);
  const rowLabels = valueLabels(rows, counted);
  rows.forEach((tick, index) => {
    const at = Math.round(y(tick)) + 0.5;
    context.strokeStyle = palette.grid;
    context.beginPath();
    context.moveTo(gutter, at);
    context.lineTo(width, at);
    context.stroke();
    context.fillStyle = palette.muted;
    context.fillText(rowLabels[index] ?? '', gutter - 6, at);
  });
  for (const bars of all) {
    const colour = palette[bars.colour];
    for (let i = 0; i < bars.counts.length; i++) {
      const count = bars.counts[i] as number;
      if (count === 0) continue;
      const left = x(bars.edges[i] as number);
      const size = Math.max(1, x(bars.edges[i + 1] as number) - left - 1);
      context.fillStyle = faded(colour, all.length > 1 ? 0.45 : 0.7);
      context.fillRect(left, y(count), size, top + room - y(count));
      context.fillStyle = colour;
      context.fillRect(left, y(count), size, 1);
    }
  }
  context.textAlign = 'center';
  context.fillStyle = palette.muted;
  const ticks = isLog ? powers(low, high) : valueTicks(low, high, (width - gutter) / 3, quantity);
  const labels = valueLabels(ticks, quantity);
  let free = gutter;
  ticks.forEach((tick, index) => {
    const at = x(tick);
    const half = context.measureText(labels[index] ?? '').width / 2;
    if (at - half < free || at + half > width) return;
    context.fillText(labels[index] ?? '', at, height - bottom / 2);
    free = at + half + 10;
  });
}

/** What stands at a place of the picture: between which values, and how many of each series; null outside. */
paintHistogram.at = (all: readonly HistogramBars[], width: number, at: number): { from: number; to: number; counts: readonly (readonly [string, number])[] } | null => {
  if (all.every((bars) => bars.edges.length < 2)) return null;
  const { x } = scaleOf(all, width);
  let found: { from: number; to: number } | null = null;
  const counts: (readonly [string, number])[] = [];
  for (const bars of all) {
    const index = bars.counts.findIndex((_, i) => at >= x(bars.edges[i] as number) && at < x(bars.edges[i + 1] as number));
    if (index < 0) continue;
    found ??= { from: bars.edges[index] as number, to: bars.edges[index + 1] as number };
    counts.push([bars.label, bars.counts[index] as number]);
  }
  return found === null ? null : { ...found, counts };
};

function powers(low: number, high: number): readonly number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const part of [1, 2, 5]) if (part * 10 ** power >= low && part * 10 ** power <= high) ticks.push(part * 10 ** power);
  }
  return ticks;
}
