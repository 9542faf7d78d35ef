import type { Gap } from '../api/types';
import type { LineForm } from '../model/panelSpec';
import type { Piece } from '../model/series';
import { ColumnPen } from './columnPen';
import { isDense, linePath, type LinePath, type LineScale } from './linePath';

/** What a line is drawn with, in the canvas's pixels. */
export interface LineInk {
  readonly stroke: string;
  /** For what lies under an area, and for the spread of buckets that stand for many events. */
  readonly fill: string;
  readonly width: number;
  readonly dash: readonly number[];
}

/** Draws a series between two edges, with paths of a kind where one is wanted; by columns where the screen has no room for its strokes. */
export function drawLine(
  context: CanvasRenderingContext2D, pieces: readonly Piece[], form: LineForm, scale: LineScale, gaps: readonly Gap[], ink: LineInk,
  edges: { readonly left: number; readonly width: number }, newPath?: () => Path2D,
): LinePath {
  if (newPath === undefined && isDense(pieces, scale, edges.width)) {
    const path = linePath(pieces, form, scale, gaps, () => new ColumnPen(Math.round(edges.left), edges.width));
    context.fillStyle = ink.fill;
    path.fill.paint(context, 0);
    context.fillStyle = ink.stroke;
    path.stroke.paint(context, ink.width);
    return path;
  }
  const path = linePath(pieces, form, scale, gaps, newPath ?? (() => new Path2D()));
  context.fillStyle = ink.fill;
  context.fill(path.fill);
  context.strokeStyle = ink.stroke;
  context.lineWidth = ink.width;
  context.lineJoin = 'round';
  context.setLineDash([...ink.dash]);
  context.stroke(path.stroke);
  context.setLineDash([]);
  return path;
}
