import { nextFrame } from './frame';

/** A canvas as large as its box, sharp on every screen, drawn at most once per frame. */
export class Layer {
  readonly canvas: HTMLCanvasElement;
  #width = 0;
  #height = 0;
  readonly #resized: ResizeObserver;
  readonly #draw = () => this.#drawNow();

  constructor(private readonly box: HTMLElement, private readonly paint: (context: CanvasRenderingContext2D, width: number, height: number) => void) {
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'layer';
    box.append(this.canvas);
    this.#resized = new ResizeObserver(() => this.invalidate());
    this.#resized.observe(box);
  }

  /** The size in CSS pixels. */
  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  /** Draws the same on something else than the screen. */
  paintOn(context: CanvasRenderingContext2D, width: number, height: number): void {
    this.paint(context, width, height);
  }

  invalidate(): void {
    nextFrame(this.#draw);
  }

  close(): void {
    this.#resized.disconnect();
    this.canvas.remove();
  }

  #drawNow(): void {
    const width = this.box.clientWidth;
    const height = this.box.clientHeight;
    if (width === 0 || height === 0) return;
    const scale = window.devicePixelRatio;
    const pixelWidth = Math.round(width * scale);
    const pixelHeight = Math.round(height * scale);
    if (this.canvas.width !== pixelWidth || this.canvas.height !== pixelHeight) {
      this.canvas.width = pixelWidth;
      this.canvas.height = pixelHeight;
    }
    this.#width = width;
    this.#height = height;
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    this.paint(context, width, height);
  }
}
