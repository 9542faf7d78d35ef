import { isAbort } from '../../api/apiError';
import type { EventCounts, Run } from '../../api/types';
import { type Layer, layering, layersOf } from '../../model/distribution';
import { toggled, valuesOf, without, withOnly } from '../../model/filterText';
import { runTitle } from '../../model/flowTree';
import { duration, grouped, percent, shortCount } from '../../model/numbers';
import { extras } from '../../model/palette';
import type { Session } from '../../model/session';
import { Lifetime } from '../../model/signal';
import { timeTicks } from '../../drawing/ticks';
import { fill, h, setText } from '../common/dom';
import { errorNotice } from '../common/notice';

const namespace = 'http://www.w3.org/2000/svg';
const height = 100;
const columns = 160;
/** While the store grows, so long at least lies between two looks: each may go through every event. */
const restMs = 4000;
const patienceMs = 1500;

/** How many events a run had when, in layers by category; dragging narrows the lists to a time. */
export class DistributionChart {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #choice = h('select', { 'aria-label': 'Run', on: { change: () => this.#choose(Number(this.#choice.value)) } });
  readonly #plot = h('div', { class: 'stacks', role: 'img', 'aria-label': 'Events over time, being counted' });
  readonly #axis = h('div', { class: 'stacks-axis', 'aria-hidden': 'true' });
  readonly #legend = h('ul', { class: 'stacks-legend', 'aria-label': 'Shown' });
  readonly #note = h('p', { class: 'about', role: 'status' });
  #runs: readonly Run[] = [];
  #run: number | null = null;
  #chosen = false;
  #answer: EventCounts | null = null;
  #request: AbortController | null = null;
  #asked = '';
  #askedAt = 0;
  #later = 0;

  constructor(private readonly session: Session) {
    this.root = h('section', { class: 'over-time', 'aria-label': 'Events over time' },
      h('header', { class: 'section-head' }, h('h2', {}, 'Events over time'), this.#choice, this.#note),
      this.#plot, this.#axis, this.#legend);
    this.life.add(session.router.address.follow(() => this.#ask()));
    this.life.add(() => window.clearTimeout(this.#later));
    this.#listenToDrags();
  }

  close(): void {
    this.#request?.abort();
    this.life.end();
  }

  /** Takes the runs as they are now; the longest list of events is the one to show until somebody chooses. */
  show(runs: readonly Run[]): void {
    this.#runs = runs;
    this.root.hidden = runs.every((run) => run.events === 0);
    if (!this.#chosen) this.#run = [...runs].sort((a, b) => b.events - a.events)[0]?.runId ?? null;
    this.#choice.hidden = runs.length < 2;
    fill(this.#choice, ...runs.slice(0, 500).map((run) => h('option', { value: run.runId, selected: run.runId === this.#run }, `${runTitle(run)} (${shortCount(run.events)})`)));
    this.#ask();
  }

  #choose(run: number): void {
    this.#chosen = true;
    this.#run = run;
    this.#ask();
  }

  /** Time and run are left out: here is where one chooses them. */
  get #filter(): string {
    return without(this.session.router.address.value.filter, 't', 'run');
  }

  #ask(): void {
    const run = this.#runs.find((one) => one.runId === this.#run);
    if (run === undefined) return;
    const question = JSON.stringify([run.runId, this.#filter]);
    const asked = JSON.stringify([question, run.events]);
    if (asked === this.#asked) return;
    window.clearTimeout(this.#later);
    const isSame = this.#asked !== '' && (JSON.parse(this.#asked) as readonly unknown[])[0] === question;
    const wait = isSame ? this.#askedAt + restMs - performance.now() : 0;
    if (wait > 0) this.#later = window.setTimeout(() => this.#ask(), wait);
    else void this.#load(run, asked);
  }

  async #load(run: Run, asked: string): Promise<void> {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    this.#asked = asked;
    this.#askedAt = performance.now();
    try {
      this.#answer = await this.session.client.eventCounts({ run: run.runId, filter: this.#filter, width: columns, timeLimitMs: patienceMs }, request.signal);
      this.#draw(run, this.#answer);
    } catch (error) {
      if (isAbort(error)) return;
      this.#answer = null;
      fill(this.#legend);
      fill(this.#axis);
      fill(this.#plot, errorNotice(error, () => {
        this.#asked = '';
        this.#ask();
      }));
    }
  }

  #draw(run: Run, answer: EventCounts): void {
    // Whoever asks for types wants to tell them apart.
    const term = valuesOf(this.#filter, 'type').length > 0 ? 'type' : layering(this.session.stats.value?.types ?? []);
    const layers = layersOf(answer, term);
    const total = layers.reduce((sum, layer) => sum + layer.total, 0);
    const sums = Array.from({ length: Math.max(0, ...layers.map((layer) => layer.counts.length)) }, (_, at) => layers.reduce((sum, layer) => sum + (layer.counts[at] ?? 0), 0));
    const most = Math.max(1, ...sums);
    const root = document.createElementNS(namespace, 'svg');
    root.setAttribute('viewBox', `0 0 ${Math.max(1, sums.length)} ${height}`);
    root.setAttribute('preserveAspectRatio', 'none');
    const below = sums.map(() => 0);
    layers.forEach((layer, index) => {
      const path = document.createElementNS(namespace, 'path');
      path.setAttribute('d', layer.counts.map((count, at) => {
        if (count === 0) return '';
        const from = below[at] ?? 0;
        below[at] = from + count;
        return `M${at} ${(height - (from / most) * height).toFixed(2)}V${(height - ((from + count) / most) * height).toFixed(2)}h1V${(height - (from / most) * height).toFixed(2)}z`;
      }).join(''));
      path.style.fill = fillOf(index, layer);
      root.append(path);
    });
    const span = answer.toNs - answer.fromNs;
    fill(this.#plot, root);
    this.#plot.setAttribute('aria-label', `${grouped(total)} events of ${runTitle(run)} over ${duration(span)}: ${layers.map((layer) => `${layer.name} ${percent(layer.total, total)}`).join(', ')}`);
    this.#plot.title = 'Drag to list only a time';
    const { ticks, labels } = timeTicks({ from: answer.fromNs, to: answer.toNs }, Math.max(200, this.#plot.clientWidth));
    fill(this.#axis, ...ticks.flatMap((tick, index) => {
      const part = (tick - answer.fromNs) / Math.max(1, span);
      // At the very end there is no room for what it would say.
      if (part > 0.97) return [];
      const label = h('span', {}, labels[index] ?? '');
      label.style.left = `${part * 100}%`;
      return [label];
    }));
    const focused = document.activeElement instanceof HTMLElement && this.#legend.contains(document.activeElement) ? document.activeElement.title : null;
    fill(this.#legend, ...layers.map((layer, index) => this.#legendEntry(layer, index, total)));
    if (focused !== null) [...this.#legend.querySelectorAll('button')].find((button) => button.title === focused)?.focus({ preventScroll: true });
    setText(this.#note, answer.partial?.timeIsUp === true ? `of the first ${grouped(answer.partial.events)} events: there are more than could be looked at in a moment`
      : total === 0 ? 'nothing passes the filter' : `at most ${shortCount(most)} in ${duration(answer.bucketNs)}`);
  }

  #legendEntry(layer: Layer, index: number, total: number): HTMLElement {
    const swatch = h('span', { class: 'swatch' });
    swatch.style.background = fillOf(index, layer);
    const content = [swatch, h('span', {}, layer.name), h('small', {}, `${shortCount(layer.total)} · ${percent(layer.total, total)}`)];
    const { term } = layer;
    if (term === null) return h('li', { class: 'stack-name' }, ...content);
    const { router } = this.session;
    return h('li', {}, h('button', {
      type: 'button', class: 'stack-name', title: `List only ${layer.name}; again: take that back`,
      on: { click: () => router.push({ filter: toggled(router.address.value.filter, term, layer.name) }) },
    }, ...content));
  }

  #listenToDrags(): void {
    const mark = h('div', { class: 'stacks-mark', hidden: true });
    const at = (event: PointerEvent) => {
      const box = this.#plot.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
    };
    this.life.listen(this.#plot, 'pointerdown', (event) => {
      if (event.button !== 0 || this.#answer === null) return;
      event.preventDefault();
      this.#plot.setPointerCapture(event.pointerId);
      const from = at(event);
      let to = from;
      const move = (next: PointerEvent) => {
        to = at(next);
        mark.hidden = false;
        mark.style.left = `${Math.min(from, to) * 100}%`;
        mark.style.width = `${Math.abs(to - from) * 100}%`;
      };
      this.#plot.append(mark);
      this.#plot.addEventListener('pointermove', move);
      this.#plot.addEventListener('lostpointercapture', () => {
        this.#plot.removeEventListener('pointermove', move);
        mark.hidden = true;
        if (Math.abs(to - from) > 0.004) this.#narrow(Math.min(from, to), Math.max(from, to));
      }, { once: true });
    });
  }

  #narrow(from: number, to: number): void {
    const answer = this.#answer;
    if (answer === null || this.#run === null) return;
    const time = (part: number) => Math.round(answer.fromNs + part * (answer.toNs - answer.fromNs));
    const { router } = this.session;
    router.push({ filter: withOnly(withOnly(router.address.value.filter, 'run', String(this.#run)), 't', `${timeText(time(from))}..${timeText(time(to))}`) });
  }
}

const fillOf = (index: number, layer: Layer): string => (layer.term === null ? 'var(--axis)' : `var(--${extras[index % extras.length] ?? 'other'})`);

/** A time as a filter takes it, with no more digits than a drag means. */
export function timeText(ns: number): string {
  const [scale, unit] = ns >= 1e9 ? [1e9, 's'] : ns >= 1e6 ? [1e6, 'ms'] : ns >= 1e3 ? [1e3, 'us'] : [1, 'ns'];
  return `${Number((ns / scale).toFixed(scale === 1 ? 0 : 3))}${unit}`;
}
