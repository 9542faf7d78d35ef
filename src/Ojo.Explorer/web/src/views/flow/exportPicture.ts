import { SvgContext } from '../../drawing/svgContext';
import { gutter, PlotArea } from '../../drawing/plotArea';
import { timeTicks } from '../../drawing/ticks';
import type { FlowSession } from '../../model/flowSession';
import { duration, timeAt } from '../../model/numbers';
import type { Palette } from '../../model/palette';
import { spanOf } from '../../model/timeRange';
import type { Panel } from './panel';

const head = 42;
const foot = 26;
const margin = 12;
const legendRow = 18;

/** How many pixels of a picture there are for one of the screen's. */
const pictureScale = 2;

/** A panel as a vector graphic: what it draws, drawn again as SVG. */
export function panelSvg(flow: FlowSession, panel: Panel): string {
  const measuring = document.createElement('canvas').getContext('2d');
  const measure = (text: string, font: string) => {
    if (measuring === null) return text.length * 6;
    measuring.font = font;
    return measuring.measureText(text).width;
  };
  const width = panel.plotSize.width + 2 * margin;
  const rows = legendRows(legendOf(panel), width, measure, flow.session.theme.palette.value);
  const context = new SvgContext(width, heightOf(panel, rows.length), measure);
  paintPicture(context.asCanvas, flow, panel, rows, context.detachedPath, (entry, x, y) => paintIcon(context.asCanvas, entry, x, y, (d) => svgPathOf(context, d)));
  return context.document(`${panel.spec.title}, flow ${flow.id}`);
}

/** A panel as a picture of pixels. */
export async function panelPng(flow: FlowSession, panel: Panel): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives out no canvas to draw on.');
  const measure = (text: string, font: string) => {
    context.font = font;
    return context.measureText(text).width;
  };
  const width = panel.plotSize.width + 2 * margin;
  const rows = legendRows(legendOf(panel), width, measure, flow.session.theme.palette.value);
  canvas.width = Math.round(width * pictureScale);
  canvas.height = Math.round(heightOf(panel, rows.length) * pictureScale);
  context.scale(pictureScale, pictureScale);
  paintPicture(context, flow, panel, rows, () => new Path2D(), (entry, x, y) => paintIcon(context, entry, x, y, (d) => new Path2D(d)));
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob === null ? fail(new Error('The picture is too large for this browser.')) : done(blob)), 'image/png'));
}

interface LegendItem {
  readonly label: string;
  readonly colour: string;
  readonly icon: SVGElement | null;
}

/** What stands at the panel's right edge, without what is hidden. */
function legendOf(panel: Panel): readonly LegendItem[] {
  return [...panel.root.querySelectorAll<HTMLElement>('.legend-entry[aria-pressed="true"]')].map((entry) => {
    const icon = entry.querySelector('svg');
    return { label: entry.querySelector('.legend-label')?.textContent ?? '', icon, colour: icon === null ? '' : getComputedStyle(icon).color };
  });
}

const heightOf = (panel: Panel, rows: number): number => head + rows * legendRow + panel.plotSize.height + foot + margin;

type PlacedItem = readonly [item: LegendItem, x: number];

function legendRows(items: readonly LegendItem[], width: number, measure: (text: string, font: string) => number, palette: Palette): readonly (readonly PlacedItem[])[] {
  const rows: PlacedItem[][] = [];
  let x = Infinity;
  for (const item of items) {
    const room = 18 + measure(item.label, `12px ${palette.font}`) + 16;
    if (x + room > width - margin) {
      rows.push([]);
      x = margin;
    }
    rows[rows.length - 1]?.push([item, x]);
    x += room;
  }
  return rows;
}

function paintPicture(
  context: CanvasRenderingContext2D, flow: FlowSession, panel: Panel, rows: readonly (readonly PlacedItem[])[], newPath: () => Path2D,
  paintLegendIcon: (item: LegendItem, x: number, y: number) => void,
): void {
  const palette = flow.session.theme.palette.value;
  const { width, height } = panel.plotSize;
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width + 2 * margin, heightOf(panel, rows.length));
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = palette.ink;
  context.font = `600 14px ${palette.font}`;
  context.fillText(panel.spec.title, margin, 14);
  context.font = `12px ${palette.font}`;
  context.fillStyle = palette.muted;
  const range = flow.viewport.range.value;
  const { run, flowId } = flow.details.value;
  context.fillText(
    `flow ${flowId} · ${run.service ?? 'unknown service'}${run.host === null ? '' : `@${run.host}`} · ${timeAt(Math.max(0, range.from), spanOf(range) / 1e3)} to ${timeAt(range.to, spanOf(range) / 1e3)} (${duration(spanOf(range))})`,
    margin, 32);
  rows.forEach((row, index) => {
    const y = head + index * legendRow + legendRow / 2;
    for (const [item, x] of row) {
      paintLegendIcon(item, x, y - 6);
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      context.font = `12px ${palette.font}`;
      context.fillStyle = palette.ink;
      context.fillText(item.label, x + 18, y);
    }
  });
  const top = head + rows.length * legendRow;
  context.save();
  context.translate(margin, top);
  panel.paintOn(context, width, height, newPath);
  context.restore();
  context.save();
  context.translate(margin, top + height);
  paintTimeAxis(context, PlotArea.of(range, width), palette);
  context.restore();
}

function paintTimeAxis(context: CanvasRenderingContext2D, area: PlotArea, palette: Palette): void {
  const { ticks, labels, base } = timeTicks(area.range, area.width);
  context.strokeStyle = palette.axis;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(area.left, 0.5);
  context.lineTo(area.right, 0.5);
  for (const tick of ticks) {
    context.moveTo(area.x(tick), 0);
    context.lineTo(area.x(tick), 5);
  }
  context.stroke();
  context.font = `11px ${palette.font}`;
  context.fillStyle = palette.muted;
  context.textBaseline = 'middle';
  let free = base === '' ? 0 : gutter;
  ticks.forEach((tick, index) => {
    const text = labels[index] ?? '';
    const half = context.measureText(text).width / 2;
    const x = area.x(tick);
    if (x - half < free || x + half > area.right + margin) return;
    context.textAlign = 'center';
    context.fillText(text, x, 14);
    free = x + half + 8;
  });
  context.textAlign = 'left';
  if (base !== '') context.fillText(base, 0, 14);
}

/** The mark beside a series' name: the same shapes as on the page, which are of an SVG already. */
function paintIcon(context: CanvasRenderingContext2D, item: LegendItem, x: number, y: number, pathOf: (d: string) => Path2D): void {
  context.save();
  context.translate(x, y);
  for (const part of item.icon?.children ?? []) {
    const number = (name: string, normal = 0) => Number(part.getAttribute(name) ?? normal);
    context.globalAlpha = number('opacity', 1);
    context.fillStyle = item.colour;
    context.strokeStyle = item.colour;
    context.lineWidth = number('stroke-width', 1);
    context.setLineDash((part.getAttribute('stroke-dasharray') ?? '').split(/[\s,]+/).filter((one) => one !== '').map(Number));
    const isFilled = part.getAttribute('fill') !== 'none';
    const isStroked = part.hasAttribute('stroke') && part.getAttribute('stroke') !== 'none';
    if (part.tagName === 'path') {
      const path = pathOf(part.getAttribute('d') ?? '');
      if (isFilled) context.fill(path);
      if (isStroked) context.stroke(path);
      continue;
    }
    context.beginPath();
    if (part.tagName === 'circle') context.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
    else if (part.tagName === 'rect') context.rect(number('x'), number('y'), number('width'), number('height'));
    if (isFilled) context.fill();
    if (isStroked) context.stroke();
  }
  context.restore();
}

/** The page's own icons come as the text of a path; SVG takes it as it is. */
const svgPathOf = (_: SvgContext, d: string): Path2D => ({ d }) as unknown as Path2D;
