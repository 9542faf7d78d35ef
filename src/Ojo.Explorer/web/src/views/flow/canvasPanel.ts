import { Layer } from '../../drawing/layer';
import type { FlowSession } from '../../model/flowSession';
import type { PanelSpec } from '../../model/panelSpec';
import { ChartPanel } from './chartPanel';
import type { DragMode } from './gestures';
import type { PanelHost } from './panel';

/** A panel that paints its whole plot on one canvas. */
export abstract class CanvasPanel extends ChartPanel {
  readonly #layer: Layer;

  protected constructor(flow: FlowSession, spec: PanelSpec, host: PanelHost, normalHeight: number, dragMode: () => DragMode) {
    super(flow, spec, host, normalHeight, dragMode);
    this.#layer = new Layer(this.plot, (context, width, height) => this.draw(context, width, height));
    this.life.add(() => this.#layer.close());
  }

  /** Draws what is visible. @param newPath The paths of something else than the screen. */
  protected abstract draw(context: CanvasRenderingContext2D, width: number, height: number, newPath?: () => Path2D): void;

  protected override paint(): void {
    this.wantVisible();
    this.repaint();
  }

  protected repaint(): void {
    this.#layer.invalidate();
  }

  override paintOn(context: CanvasRenderingContext2D, width: number, height: number, newPath: () => Path2D): void {
    this.draw(context, width, height, newPath);
    // What is under the pointer is found where it was last drawn.
    this.invalidate();
  }
}
