import { gutter, PlotArea } from '../../drawing/plotArea';
import { SvgContext } from '../../drawing/svgContext';
import { timeTicks } from '../../drawing/ticks';
import type { Palette } from '../../model/palette';
import type { TimeRange } from '../../model/timeRange';

/** A panel as it is taken elsewhere: its plot with a title above, its series named, and its axis of time below. */
export interface Picture {
  readonly title: string;
  /** Whose it is and of when. */
  readonly caption: string;
  readonly legend: readonly LegendItem[];
  /** How large the plot is, and how much more stands at its right. */
  readonly width: number;
  readonly height: number;
  readonly beside: number;
  /** The time below the plot; null where the plot has an axis of its own. */
  readonly range: TimeRange | null;
  readonly palette: Palette;
  /** Draws the plot; its paths have to be of that kind. */
  paint(context: CanvasRenderingContext2D, width: number, height: number, newPath: () => Path2D): void;
}

const head = 42;
const foot = 26;
const margin = 12;
const legendRow = 18;

/** How many pixels of a picture there are for one of the screen's. */
const pictureScale = 2;

/** A panel as a vector graphic: what it draws, drawn again as SVG. */
export function svgOf(picture: Picture): string {
  const measuring = document.createElement('canvas').getContext('2d');
  const measure = (text: string, font: string) => {
    if (measuring === null) return text.length * 6;
    measuring.font = font;
    return measuring.measureText(text).width;
  };
  const width = widthOf(picture);
  const rows = legendRows(picture.legend, width, measure, picture.palette);
  const context = new SvgContext(width, heightOf(picture, rows.length), measure);
  paintPicture(context.asCanvas, picture, rows, context.detachedPath, (entry, x, y) => paintIcon(context.asCanvas, entry, x, y, (d) => svgPathOf(context, d)));
  return context.document(`${picture.title}, ${picture.caption}`);
}

/** A panel as a picture of pixels. */
export async function pngOf(picture: Picture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives out no canvas to draw on.');
  const measure = (text: string, font: string) => {
    context.font = font;
    return context.measureText(text).width;
  };
  const width = widthOf(picture);
  const rows = legendRows(picture.legend, width, measure, picture.palette);
  canvas.width = Math.round(width * pictureScale);
  canvas.height = Math.round(heightOf(picture, rows.length) * pictureScale);
  context.scale(pictureScale, pictureScale);
  paintPicture(context, picture, rows, () => new Path2D(), (entry, x, y) => paintIcon(context, entry, x, y, (d) => new Path2D(d)));
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob === null ? fail(new Error('The picture is too large for this browser.')) : done(blob)), 'image/png'));
}

/** A series' name with its mark. */
export interface LegendItem {
  readonly label: string;
  readonly colour: string;
  readonly icon: SVGElement | null;
}

/** A series' name beside its icon, both as the page has them. */
export const legendItem = (label: string, icon: SVGElement | null): LegendItem => ({ label, icon, colour: icon === null ? '' : getComputedStyle(icon).color });

const widthOf = ({ width, beside }: Picture): number => width + beside + 2 * margin;

const heightOf = ({ height, range }: Picture, rows: number): number => head + rows * legendRow + height + (range === null ? 0 : foot) + margin;

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
  context: CanvasRenderingContext2D, picture: Picture, rows: readonly (readonly PlacedItem[])[], newPath: () => Path2D,
  paintLegendIcon: (item: LegendItem, x: number, y: number) => void,
): void {
  const { palette, range, width, height } = picture;
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, widthOf(picture), heightOf(picture, rows.length));
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = palette.ink;
  context.font = `600 14px ${palette.font}`;
  context.fillText(picture.title, margin, 14);
  context.font = `12px ${palette.font}`;
  context.fillStyle = palette.muted;
  context.fillText(picture.caption, margin, 32);
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
  picture.paint(context, width, height, newPath);
  context.restore();
  if (range === null) return;
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
