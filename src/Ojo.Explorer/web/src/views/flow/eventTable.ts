import { nextFrame } from '../../drawing/frame';
import type { EventRow } from '../../api/types';
import { EventRows } from '../../model/eventRows';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped, identifier, seconds } from '../../model/numbers';
import { fieldText } from '../../model/quantity';
import { styleOf } from '../../model/roles';
import type { Selection } from '../../model/selection';
import { Lifetime } from '../../model/signal';
import { spanOf } from '../../model/timeRange';
import { fill, h, setText, toggleAttribute } from '../common/dom';
import { shapeIcon } from '../common/icons';
import { errorNotice, notice } from '../common/notice';

const rowHeight = 22;
const spare = 8;

/** The events of the visible range, decoded, a page at a time; only the rows on the screen are elements. */
export class EventTable {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #rows: EventRows;
  readonly #scroller: HTMLElement;
  readonly #space = h('div', { class: 'rows', role: 'rowgroup' });
  readonly #count = h('span', { class: 'table-count', role: 'status' });
  readonly #note = h('span', { class: 'filter-note' });
  readonly #message = h('div', { class: 'table-message', hidden: true });
  readonly #draw = () => this.#render();
  readonly #elements = new Map<number, HTMLElement>();
  #decimals: 6 | 9 = 6;
  #lastNs: number;
  #listsAll = false;

  /** @param enter What Enter does on the selected event: it leads to all that is known of it. */
  constructor(private readonly flow: FlowSession, private readonly selection: Selection, private readonly enter: () => void) {
    this.#scroller = h('div', {
      class: 'table-scroll', role: 'grid', tabindex: '0', 'aria-label': 'Events of the listed time', 'aria-colcount': '4',
      on: { scroll: () => nextFrame(this.#draw), keydown: (event) => this.#onKey(event) },
    },
    h('div', { class: 'table-head', role: 'row' },
      h('span', { role: 'columnheader', title: 'Seconds since the run\'s start' }, 'time, s'),
      h('span', { role: 'columnheader', title: 'Time since the event above' }, '\u0394'),
      h('span', { role: 'columnheader' }, 'event'),
      h('span', { role: 'columnheader' }, 'fields')),
    this.#space);
    this.root = h('section', { class: 'table', 'aria-label': 'Event table' },
      h('header', { class: 'table-bar' }, h('h2', {}, 'Events'), this.#count, this.#note), this.#scroller, this.#message);
    this.#rows = new EventRows(
      async (query, signal) => {
        const asked = { ...flow.asked, filter: flow.filter.value, ...query };
        // The selected event may lie before all that is visible.
        if (asked.from !== undefined && asked.to !== undefined && asked.to <= asked.from) return { events: [], runs: [], hasMore: false, nextCursor: null };
        return await flow.session.client.flowEvents(flow.id, asked, signal);
      },
      (kind, by) => this.#onRows(kind, by));

    this.#lastNs = flow.details.value.lastNs;
    const { viewport } = flow;
    this.life.add(viewport.listed.follow((listed) => {
      // All of the flow is still all of it, longer. A view that follows moves with every change: only what is new is asked for.
      if (this.#listsAll && flow.asked.from === undefined) return;
      if (viewport.follow.value && this.#rows.isAtEnd && this.#rows.rows.length > 0) void this.#rows.followEnd(listed.from);
      else this.#reload();
    }));
    this.life.add(selection.summary.follow(() => this.#showCount()));
    this.life.add(flow.filter.follow(() => this.#reload()));
    this.life.add(flow.counts.follow(() => this.#showCount()));
    this.life.add(flow.passing.follow(() => this.#showCount()));
    this.life.add(flow.selected.follow(() => nextFrame(this.#draw)));
    this.life.add(flow.picked.follow((event) => event !== null && void this.goTo(event)));
    this.life.add(flow.grown.follow(() => this.#onGrown()));
    const resized = new ResizeObserver(() => nextFrame(this.#draw));
    resized.observe(this.#scroller);
    this.life.add(() => resized.disconnect());
    this.#reload();
  }

  close(): void {
    this.#rows.close();
    this.life.end();
  }

  /** Puts an event's row into view, loading the rows around it where they are not there. */
  async goTo(event: EventRow): Promise<void> {
    if (!this.#rows.rows.some((row) => row.id === event.id)) await this.#rows.loadAt(event.tNs);
    const index = this.#rows.rows.findIndex((row) => row.id === event.id);
    if (index >= 0) this.#reveal(index);
  }

  /** Selects the event so many rows further down. */
  step(by: number): void {
    const { rows } = this.#rows;
    const at = rows.findIndex((row) => row.id === this.flow.selected.value?.id);
    const next = rows[at < 0 ? (by > 0 ? this.#firstVisible() : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    this.flow.select(next);
    this.#reveal(rows.indexOf(next));
  }

  focus(): void {
    this.#scroller.focus();
  }

  #firstVisible(): number {
    return Math.ceil(this.#scroller.scrollTop / rowHeight);
  }

  #reload(): void {
    this.#listsAll = this.flow.asked.from === undefined;
    const selected = this.flow.selected.value;
    const range = this.flow.viewport.listed.value;
    if (this.flow.viewport.follow.value) void this.#rows.loadEnd();
    else if (selected !== null && selected.tNs >= range.from && selected.tNs < range.to) void this.#rows.loadAt(selected.tNs).then(() => this.goTo(selected));
    else void this.#rows.loadStart();
  }

  #onGrown(): void {
    if (this.flow.viewport.follow.value) void this.#rows.followEnd(this.flow.viewport.listed.value.from);
    else if (this.flow.viewport.listed.value.to > this.#lastNs) void this.#rows.loadNewer();
    this.#lastNs = this.flow.details.value.lastNs;
  }

  #onRows(kind: 'replaced' | 'prepended' | 'appended', by: number): void {
    const { rows, error } = this.#rows;
    if (rows.some((row) => row.tNs % 1000 !== 0)) this.#decimals = 9;
    this.#space.style.height = `${rows.length * rowHeight}px`;
    for (const element of this.#elements.values()) element.remove();
    this.#elements.clear();
    if (kind === 'prepended') this.#scroller.scrollTop += by * rowHeight;
    else if (kind === 'replaced') this.#scroller.scrollTop = this.flow.viewport.follow.value ? rows.length * rowHeight : 0;
    else if (this.flow.viewport.follow.value) this.#scroller.scrollTop = rows.length * rowHeight;
    // -1: there are more than are known.
    toggleAttribute(this.#scroller, 'aria-rowcount', this.#rows.isAtStart && this.#rows.isAtEnd ? String(rows.length) : '-1');
    this.#message.hidden = error === null && rows.length > 0;
    if (error !== null) fill(this.#message, errorNotice(error, () => this.#reload()), ...this.#filterAway());
    else if (rows.length === 0) fill(this.#message, this.#emptyNotice());
    this.#showCount();
    nextFrame(this.#draw);
  }

  #emptyNotice(): HTMLElement {
    const { filter, viewport } = this.flow;
    const span = duration(spanOf(viewport.listed.value));
    const isAll = viewport.isWhole && viewport.marked.value === null;
    const what = filter.value === '' ? 'Nothing was recorded' : 'Nothing passes the filter';
    const actions = [
      ...this.#filterAway(),
      ...(viewport.marked.value === null ? [] : [h('button', { type: 'button', class: 'button', on: { click: () => viewport.mark(null) } }, 'Take the mark away')]),
      ...(viewport.isWhole ? [] : [h('button', { type: 'button', class: 'button', on: { click: () => viewport.showAll() } }, 'Show the whole flow')]),
    ];
    return notice('empty', isAll ? `${what} in this flow` : `${what} in these ${span}`, '', ...actions);
  }

  #filterAway(): readonly HTMLElement[] {
    const { router } = this.flow.session;
    return this.flow.filter.value === '' ? [] : [h('button', { type: 'button', class: 'button', on: { click: () => router.push({ filter: '' }) } }, 'Take the filter away')];
  }

  #showCount(): void {
    const { filter, passing, viewport } = this.flow;
    const marked = viewport.marked.value !== null;
    const counts = marked ? this.selection.summary.value?.counts : this.flow.counts.value;
    setText(this.#note, filter.value === '' ? '' : 'The filter holds for this table and the list of flows; the charts show everything.');
    if (counts === undefined) {
      setText(this.#count, '');
      return;
    }
    const total = `${grouped([...counts.values()].reduce((sum, count) => sum + count, 0))} ${marked ? 'marked' : 'in view'}`;
    setText(this.#count, filter.value === '' ? total : passing.value === null ? `of ${total}` : `${grouped(passing.value)} of ${total}`);
  }

  #render(): void {
    const { rows } = this.#rows;
    const first = Math.max(0, Math.floor(this.#scroller.scrollTop / rowHeight) - spare);
    const last = Math.min(rows.length, Math.ceil((this.#scroller.scrollTop + this.#scroller.clientHeight) / rowHeight) + spare);
    for (const [index, element] of this.#elements) {
      if (index >= first && index < last) continue;
      element.remove();
      this.#elements.delete(index);
    }
    for (let index = first; index < last; index++) {
      const row = rows[index];
      if (row === undefined) continue;
      let element = this.#elements.get(index);
      if (element === undefined) {
        element = this.#rowElement(row, rows[index - 1], index);
        this.#elements.set(index, element);
        this.#space.append(element);
      }
      toggleAttribute(element, 'aria-selected', row.id === this.flow.selected.value?.id ? 'true' : 'false');
    }
    if (last >= rows.length - 20) void this.#rows.loadAfter();
    if (first === 0 && this.#scroller.scrollTop < rowHeight * 4) void this.#rows.loadBefore();
  }

  #rowElement(row: EventRow, previous: EventRow | undefined, index: number): HTMLElement {
    const type = this.flow.catalogue.type(row);
    const style = styleOf(type.role);
    const fields = Object.entries(row.fields).map(([name, value]) => {
      const { text, exact } = fieldText(value, type.fields.find((field) => field.name === name));
      return h('span', { class: 'field' }, h('span', { class: 'field-name' }, name), ' ', h('span', { class: 'field-value', title: exact }, text));
    });
    const element = h('div', {
      class: 'table-row', role: 'row', 'aria-rowindex': index + 1, 'data-event': row.id, on: { click: () => this.flow.select(row) },
    },
    h('span', { class: 'cell-time', role: 'gridcell', title: `${grouped(row.tNs)} ns` }, seconds(row.tNs, this.#decimals)),
    h('span', { class: 'cell-delta', role: 'gridcell' }, previous === undefined ? '' : `+${duration(row.tNs - previous.tNs)}`),
    h('span', { class: 'cell-type', role: 'gridcell', title: type.description }, shapeIcon(style.shape, style.colour), h('span', { class: 'type-name' }, row.name)),
    h('span', { class: 'cell-fields', role: 'gridcell' }, ...(fields.length > 0 ? fields : type.known ? [] : [h('span', { class: 'field' }, h('span', { class: 'field-name' }, 'payload'), ' ', identifier(row.payload))])));
    element.style.transform = `translateY(${index * rowHeight}px)`;
    // Rows are appended as they come into view; a print puts them one below the other.
    element.style.order = String(index);
    return element;
  }

  #reveal(index: number): void {
    const top = index * rowHeight;
    const { scrollTop, clientHeight } = this.#scroller;
    const room = clientHeight - rowHeight * 2;
    if (top < scrollTop) this.#scroller.scrollTop = top - rowHeight;
    else if (top > scrollTop + room) this.#scroller.scrollTop = top - room / 2;
    nextFrame(this.#draw);
  }

  #onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / rowHeight) - 2);
    const by: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = by[event.key];
    if (step !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) this.step(step);
    else if (event.key === 'Enter' && this.flow.selected.value !== null) this.enter();
    else if (event.key === 'Home') void this.#rows.loadStart();
    else if (event.key === 'End') void this.#rows.loadEnd().then(() => { this.#scroller.scrollTop = this.#space.clientHeight; });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
