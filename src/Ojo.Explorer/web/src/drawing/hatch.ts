import type { Gap } from '../api/types';
import type { Palette } from '../model/palette';
import type { PlotArea } from './plotArea';

/** Hatches the times whose events were lost: nothing there means nothing known. */
export function drawGaps(context: CanvasRenderingContext2D, gaps: readonly Gap[], area: PlotArea, top: number, height: number, palette: Palette): void {
  for (const gap of gaps) {
    if (gap.toNs < area.range.from || gap.fromNs > area.range.to) continue;
    const left = Math.max(area.left, area.x(gap.fromNs));
    const right = Math.max(left + 3, Math.min(area.right, area.x(gap.toNs)));
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, height);
    context.clip();
    context.beginPath();
    for (let x = left - height - (left % 6); x < right; x += 6) {
      context.moveTo(x, top + height);
      context.lineTo(x + height, top);
    }
    context.setLineDash([]);
    context.strokeStyle = palette.hatch;
    context.lineWidth = 1;
    context.stroke();
    context.restore();
  }
}

export const gapAt = (gaps: readonly Gap[], time: number, slackNs: number): Gap | undefined =>
  gaps.find((gap) => time >= gap.fromNs - slackNs && time <= gap.toNs + slackNs);

export const spansGap = (gaps: readonly Gap[], from: number, to: number): boolean =>
  gaps.some((gap) => gap.fromNs < to && gap.toNs > from);

const causes: Readonly<Record<string, string>> = {
  buffer_full: 'the buffer was full',
  overwritten: 'the flight recorder made room for newer events',
  write_error: 'they could not be written',
};

export const causeOf = (gap: Gap): string => causes[gap.cause] ?? 'for an unknown reason';
