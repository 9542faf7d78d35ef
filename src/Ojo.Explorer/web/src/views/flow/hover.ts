import { h, setText } from '../common/dom';

/** The name of what is under the pointer, beside it. */
export class Hover {
  readonly #root = h('div', { class: 'hover', hidden: true, 'aria-hidden': 'true' });
  readonly #ring = h('div', { class: 'hover-ring', hidden: true });
  readonly #name = h('strong');
  readonly #detail = h('span');

  constructor(private readonly plot: HTMLElement) {
    this.#root.append(this.#name, this.#detail);
    plot.append(this.#ring, this.#root);
  }

  show(x: number, y: number, name: string, detail: string, ring = false): void {
    setText(this.#name, name);
    setText(this.#detail, detail);
    this.#root.hidden = false;
    this.#ring.hidden = !ring;
    this.#ring.style.transform = `translate(${x}px, ${y}px)`;
    // To the side and the half of the plot where there is room.
    const left = x > this.plot.clientWidth - this.#root.offsetWidth - 20 ? x - this.#root.offsetWidth - 12 : x + 12;
    const top = y > this.plot.clientHeight / 2 ? y - this.#root.offsetHeight - 8 : y + 10;
    this.#root.style.transform = `translate(${Math.round(Math.max(2, left))}px, ${Math.round(Math.max(0, top))}px)`;
    this.plot.classList.add('pointing');
  }

  hide(): void {
    if (this.#root.hidden) return;
    this.#root.hidden = true;
    this.#ring.hidden = true;
    this.plot.classList.remove('pointing');
  }
}
