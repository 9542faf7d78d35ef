import type { EventType } from '../../api/types';
import { faded } from '../../drawing/colour';
import { Layer } from '../../drawing/layer';
import { PlotArea } from '../../drawing/plotArea';
import { selectorOf } from '../../model/catalogue';
import type { FlowSession } from '../../model/flowSession';
import { grouped, shortCount, timeAt } from '../../model/numbers';
import type { Colour } from '../../model/palette';
import { extras } from '../../model/palette';
import { styleOf } from '../../model/roles';
import { upperBound } from '../../model/series';
import { SeriesSource } from '../../model/seriesSource';
import type { TimeRange } from '../../model/timeRange';
import { h, setText } from '../common/dom';
import { icon, shapeIcon } from '../common/icons';

/** A rule on the screen: one event, or as many as share a pixel. */
interface Rule {
  readonly type: EventType;
  readonly x: number;
  readonly firstNs: number;
  readonly lastNs: number;
  readonly count: number;
}

const flag = 7;

/** Events of any types as vertical rules over a panel, with a flag each at the top by which they are named and picked. */
export class PanelMarkers {
  readonly #source: SeriesSource;
  readonly #layer: Layer;
  readonly #list = h('ul', { class: 'marker-list' });
  readonly #counts = new Map<EventType, HTMLElement>();
  #rules: Rule[] = [];

  constructor(
    private readonly flow: FlowSession, plot: HTMLElement, side: HTMLElement, private readonly types: readonly EventType[],
    remove: (type: EventType) => void, private readonly changed: () => void,
  ) {
    this.#source = new SeriesSource(flow.session.client, flow.id, types.map((type) => selectorOf(type)), () => flow.details.value.lastNs, () => this.changed());
    this.#layer = new Layer(plot, (context, width, height) => this.#paint(context, width, height));
    this.#layer.canvas.classList.add('marker-layer');
    for (const type of types) {
      const count = h('span', { class: 'legend-value' });
      this.#counts.set(type, count);
      this.#list.append(h('li', { class: 'marker-entry' }, shapeIcon('triangle', this.#colour(type)), h('span', { class: 'legend-label', title: type.description }, type.name), count,
        h('button', { type: 'button', class: 'icon-button marker-remove', 'aria-label': `Take the marks of ${type.name} away`, title: 'Take these marks away', on: { click: () => remove(type) } }, icon('close'))));
    }
    side.append(this.#list);
  }

  close(): void {
    this.#source.close();
    this.#layer.close();
    this.#list.remove();
  }

  paint(pixels: number): void {
    const { range, extent } = this.flow.viewport;
    this.#source.want(range.value, extent, pixels);
    this.#layer.invalidate();
    for (const [type, count] of this.#counts) setText(count, shortCount(this.flow.counts.value.get(type.typeKey) ?? 0));
  }

  grow(pixels: number): void {
    void this.#source.grow(this.flow.viewport.extent, pixels);
  }

  /** Draws the same on something else than the screen. */
  paintOn(context: CanvasRenderingContext2D, width: number, height: number): void {
    this.#layer.paintOn(context, width, height);
    this.#layer.invalidate();
  }

  /** What the flag under the pointer says; null where there is none. */
  nameAt(x: number, y: number): readonly [string, string] | null {
    const rule = this.#at(x, y);
    if (rule === null) return null;
    return rule.count === 1 ? [rule.type.name, timeAt(rule.firstNs, 1e3)] : [`${grouped(rule.count)} \u00d7 ${rule.type.name}`, 'zoom in for each'];
  }

  /** Selects the event under the pointer; false where there is none. */
  pick(x: number, y: number): boolean {
    const rule = this.#at(x, y);
    if (rule !== null) void this.flow.pick(rule.type, rule.firstNs, rule.lastNs);
    return rule !== null;
  }

  #at(x: number, y: number): Rule | null {
    if (y > flag + 4) return null;
    let best: Rule | null = null;
    for (const rule of this.#rules) if (Math.abs(rule.x - x) <= 5 && (best === null || Math.abs(rule.x - x) < Math.abs(best.x - x))) best = rule;
    return best;
  }

  #colour(type: EventType): Colour {
    return type.role === 'none' ? extras[this.types.indexOf(type) % extras.length] ?? 'other' : styleOf(type.role).colour;
  }

  #paint(context: CanvasRenderingContext2D, width: number, height: number): void {
    const range = this.flow.viewport.range.value;
    const area = PlotArea.of(range, width);
    const palette = this.flow.session.theme.palette.value;
    this.#rules = this.types.flatMap((type) => this.#rulesOf(type, range, area));
    // Many rules together must not hide what they stand on.
    const opacity = Math.min(0.5, Math.max(0.1, area.width / 20 / Math.max(1, this.#rules.length)));
    for (const { type, x } of this.#rules) {
      const colour = palette[this.#colour(type)];
      context.fillStyle = faded(colour, opacity);
      context.fillRect(x - 0.5, flag, 1, height - flag);
      context.fillStyle = colour;
      context.beginPath();
      context.moveTo(x - 4, 0);
      context.lineTo(x + 4, 0);
      context.lineTo(x, flag);
      context.fill();
    }
  }

  #rulesOf(type: EventType, range: TimeRange, area: PlotArea): readonly Rule[] {
    const rules: Rule[] = [];
    for (const piece of this.#source.pieces(selectorOf(type), range)) {
      const { columns } = piece;
      const end = upperBound(columns.firstNs, piece.range.to - 1);
      for (let i = upperBound(columns.lastNs, piece.range.from - 1); i < end; i++) {
        const [firstNs, lastNs, count] = [columns.firstNs[i] as number, columns.lastNs[i] as number, columns.count[i] as number];
        const x = Math.round(area.x((firstNs + lastNs) / 2)) + 0.5;
        if (x >= area.left && x <= area.right) rules.push({ type, x, firstNs, lastNs, count });
      }
    }
    return rules;
  }
}
