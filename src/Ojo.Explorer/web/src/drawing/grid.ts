import type { Palette } from '../model/palette';
import type { Quantity } from '../model/quantity';
import type { PlotArea } from './plotArea';
import { timeTicks } from './ticks';
import type { ValueScale } from './valueScale';

/** The lines of the axis of values and of the axis of time, and what the values are, at the left. */
export function paintValueGrid(
  context: CanvasRenderingContext2D, area: PlotArea, height: number, scale: ValueScale, ticks: readonly number[], quantity: Quantity | null,
  y: (value: number) => number, palette: Palette,
): void {
  beginGrid(context, area, height, palette);
  for (const tick of ticks) across(context, area, Math.round(y(tick)) + 0.5);
  context.stroke();
  if (quantity === null) return;
  const labels = scale.labels(ticks, quantity);
  context.fillStyle = palette.muted;
  context.font = `11px ${palette.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  ticks.forEach((tick, index) => context.fillText(labels[index] ?? '', area.left - 6, y(tick)));
}

/** The lines of the axis of time, and one below each of so many rows that begin at the top. */
export function paintRowGrid(context: CanvasRenderingContext2D, area: PlotArea, height: number, rows: number, rowHeight: number, palette: Palette, offset = 0): void {
  beginGrid(context, area, height, palette);
  for (let row = 1; row <= rows; row++) across(context, area, Math.round(row * rowHeight - offset) + 0.5);
  context.stroke();
}

/** Draws what must not stand outside the data's place. */
export function insidePlot(context: CanvasRenderingContext2D, area: PlotArea, height: number, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(area.left, 0, area.width, height);
  context.clip();
  draw();
  context.restore();
}

function beginGrid(context: CanvasRenderingContext2D, area: PlotArea, height: number, palette: Palette): void {
  context.lineWidth = 1;
  context.setLineDash([]);
  context.strokeStyle = palette.grid;
  context.beginPath();
  for (const tick of timeTicks(area.range, area.width).ticks) {
    const at = Math.round(area.x(tick)) + 0.5;
    context.moveTo(at, 0);
    context.lineTo(at, height);
  }
}

function across(context: CanvasRenderingContext2D, area: PlotArea, at: number): void {
  context.moveTo(area.left, at);
  context.lineTo(area.right, at);
}
