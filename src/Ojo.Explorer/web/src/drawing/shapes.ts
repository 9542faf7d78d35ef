import type { Shape } from '../model/roles';

const turn = 2 * Math.PI;

/** Adds a mark to the current path; `stroked` says which shapes are lines and not areas. */
export function traceShape(path: CanvasRenderingContext2D | Path2D, shape: Shape, x: number, y: number, r: number): void {
  switch (shape) {
    case 'dot':
      path.moveTo(x + r, y);
      path.arc(x, y, r, 0, turn);
      break;
    case 'ring': {
      const outer = r * 1.5;
      path.moveTo(x + outer, y);
      path.arc(x, y, outer, 0, turn);
      break;
    }
    case 'tick':
      path.moveTo(x, y - r * 1.5);
      path.lineTo(x, y + r * 1.5);
      break;
    case 'cross': {
      const arm = r * 1.4;
      path.moveTo(x - arm, y - arm);
      path.lineTo(x + arm, y + arm);
      path.moveTo(x - arm, y + arm);
      path.lineTo(x + arm, y - arm);
      break;
    }
    case 'plus':
      path.moveTo(x - r * 1.3, y);
      path.lineTo(x + r * 1.3, y);
      path.moveTo(x, y - r * 1.3);
      path.lineTo(x, y + r * 1.3);
      break;
    case 'triangle':
      path.moveTo(x - r * 1.3, y - r);
      path.lineTo(x + r * 1.3, y - r);
      path.lineTo(x, y + r * 1.3);
      path.closePath();
      break;
    case 'square':
      path.rect(x - r, y - r, 2 * r, 2 * r);
      break;
    case 'diamond':
      path.moveTo(x, y - r * 1.4);
      path.lineTo(x + r * 1.4, y);
      path.lineTo(x, y + r * 1.4);
      path.lineTo(x - r * 1.4, y);
      path.closePath();
      break;
  }
}

const lines: ReadonlySet<Shape> = new Set<Shape>(['tick', 'cross', 'ring', 'plus']);

export const isStroked = (shape: Shape): boolean => lines.has(shape);

/** Draws the path that was traced, in the way of its shape. */
export function paintShape(context: CanvasRenderingContext2D, shape: Shape, colour: string, width = 1.5): void {
  if (isStroked(shape)) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  } else {
    context.fillStyle = colour;
    context.fill();
  }
}
