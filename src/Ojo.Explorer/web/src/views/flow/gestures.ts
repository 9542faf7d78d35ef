import { PlotArea } from '../../drawing/plotArea';
import type { Lifetime } from '../../model/signal';
import { moved, spanOf, type TimeRange, zoomed } from '../../model/timeRange';
import type { Viewport } from '../../model/viewport';

/** A drag shorter than this is a click with an unsteady hand. */
const clickSlack = 4;

/** What dragging does: zoom to the range, or mark it. */
export type DragMode = 'zoom' | 'select';

/** The wheel, the mouse and fingers on a plot: zoom, pan, mark, hover, click. The same on every panel. */
export function attachGestures(
  plot: HTMLElement, viewport: Viewport, life: Lifetime, dragMode: () => DragMode,
  hover: (x: number | null, y: number) => void, click: (x: number, y: number) => void,
): void {
  const area = () => PlotArea.of(viewport.range.value, plot.clientWidth);
  const at = (event: MouseEvent) => {
    const box = plot.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const pointers = new Map<number, { x: number; y: number }>();
  const fingers = () => [...pointers.values()] as unknown as [{ x: number }, { x: number }];
  let start: { x: number; time: number; range: TimeRange; panning: boolean } | null = null;
  let dragged = false;
  let pinch: { distance: number; range: TimeRange; time: number } | null = null;

  life.listen(plot, 'wheel', (event) => {
    const { x } = at(event);
    if (x < area().left) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
      viewport.pan((sideways * unit) / Math.max(200, plot.clientWidth));
    } else {
      viewport.zoom(Math.exp(Math.max(-300, Math.min(300, event.deltaY * unit)) * (event.ctrlKey ? 0.01 : 0.0025)), area().time(x));
    }
  }, { passive: false });

  life.listen(plot, 'pointerdown', (event) => {
    const { x, y } = at(event);
    if (event.button > 1 || x < area().left) return;
    plot.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x, y });
    dragged = false;
    if (pointers.size === 2) {
      const [a, b] = fingers();
      viewport.selection.value = viewport.marked.value;
      pinch = { distance: Math.max(10, Math.abs(a.x - b.x)), range: viewport.range.value, time: area().time((a.x + b.x) / 2) };
      start = null;
    } else if (pointers.size === 1) {
      const panning = event.shiftKey || event.button === 1 || event.pointerType === 'touch';
      start = { x, time: area().time(x), range: viewport.range.value, panning };
    }
  });

  life.listen(plot, 'pointermove', (event) => {
    const { x, y } = at(event);
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, { x, y });
    if (pinch !== null && pointers.size === 2) {
      const [a, b] = fingers();
      viewport.show(zoomed(pinch.range, pinch.distance / Math.max(10, Math.abs(a.x - b.x)), pinch.time));
      return;
    }
    if (start !== null && (dragged || Math.abs(x - start.x) > clickSlack)) {
      dragged = true;
      plot.classList.toggle('panning', start.panning);
      if (start.panning) {
        viewport.show(moved(start.range, ((start.x - x) / area().width) * spanOf(start.range)));
      } else {
        const time = Math.min(Math.max(area().time(x), viewport.range.value.from), viewport.range.value.to);
        viewport.selection.value = { from: Math.round(Math.min(start.time, time)), to: Math.round(Math.max(start.time, time)) };
      }
    }
    if (x >= area().left) {
      viewport.cursor.value = area().time(x);
      hover(x, y);
    } else {
      viewport.cursor.value = null;
      hover(null, y);
    }
  });

  const release = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    plot.classList.remove('panning');
    const { x, y } = at(event);
    if (pinch !== null) {
      pinch = null;
      viewport.settle();
    } else if (start !== null && !dragged) {
      if (event.type === 'pointerup') click(x, y);
    } else if (start !== null && start.panning) {
      viewport.settle();
    } else if (start !== null) {
      const stretch = viewport.selection.value;
      viewport.selection.value = viewport.marked.value;
      if (stretch !== null && event.type === 'pointerup') {
        if (dragMode() === 'select') {
          viewport.mark(stretch);
        } else {
          viewport.show(stretch);
          viewport.settle();
        }
      }
    }
    start = null;
  };
  life.listen(plot, 'pointerup', release);
  life.listen(plot, 'pointercancel', release);
  life.listen(plot, 'pointerleave', (event) => {
    if (pointers.has(event.pointerId)) return;
    viewport.cursor.value = null;
    hover(null, 0);
  });
  life.listen(plot, 'dblclick', () => viewport.showAll());
}
