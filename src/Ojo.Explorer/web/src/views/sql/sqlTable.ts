import { nextFrame } from '../../drawing/frame';
import { grouped } from '../../model/numbers';
import { copiedCell } from '../../model/sqlExport';
import { cellKind, type SqlResult } from '../../model/sqlResult';
import { Lifetime } from '../../model/signal';
import { copy, copyButton } from '../common/copy';
import { fill, freshId, h, toggleAttribute } from '../common/dom';
import type { KeyBinding } from '../shell/keys';

const rowHeight = 22;
const spare = 10;
const least = 44;
const most = 900;
const widestByItself = 380;
/** So many rows are looked at for how wide a column is. */
const sampled = 400;
/** So much of a cell is on the screen; the whole stands below the table. */
const longestShown = 300;

const at = '.sql-scroll';

/** What the keys in the table do, for the list of keys. */
export const tableBindings: readonly KeyBinding[] = [
  { keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'], what: 'the next cell', at },
  { keys: ['PageUp', 'PageDown'], what: 'a page of rows', at },
  { keys: ['Home', 'End'], what: 'the first and the last cell of the row', at },
  { keys: ['Ctrl+Home', 'Ctrl+End'], what: 'the first and the last cell of all', at },
  { keys: ['Ctrl+C'], what: 'copy the cell', at },
  { keys: ['Enter'], what: 'open the flow, or the event, that the cell names', at },
  { keys: ['ArrowLeft', 'ArrowRight'], what: 'a narrower or wider column', at: '.sql-grip' },
];

let measure: CanvasRenderingContext2D | null = null;

/** How wide a text is in a cell, with digits as wide as they are there. */
function widthOf(text: string): number {
  measure ??= document.createElement('canvas').getContext('2d');
  if (measure === null) return text.length * 8;
  measure.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  return measure.measureText(text.replace(/\d/g, '0')).width;
}

/** A statement's rows: only those on the screen are elements, so that a hundred thousand scroll like ten. */
export class SqlTable {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #scroller: HTMLElement;
  readonly #head: HTMLElement;
  readonly #space = h('div', { class: 'sql-rows', role: 'rowgroup' });
  readonly #cell = h('div', { class: 'sql-cell-bar', 'aria-live': 'polite' });
  readonly #elements = new Map<number, HTMLElement>();
  readonly #widths: number[];
  readonly #isNumeric: readonly boolean[];
  readonly #id = freshId('sql-cell');
  #at: { place: number; column: number } | null = null;
  readonly #draw = () => this.#render();

  /** @param href The address of a flow, and of an event in it. */
  constructor(private readonly result: SqlResult, private readonly href: (flow: string, event: { event: string; time: number } | null) => string,
    private readonly open: (flow: string, event: { event: string; time: number } | null) => void) {
    this.#isNumeric = result.names.map((_, column) => result.isNumeric(column));
    this.#widths = result.names.map((_, column) => this.#fitting(column));
    this.#head = h('div', { class: 'sql-head', role: 'row', 'aria-rowindex': 1 });
    this.#scroller = h('div', {
      class: 'sql-scroll', role: 'grid', tabindex: '0', 'aria-label': 'Result', 'aria-rowcount': result.length + 1, 'aria-colcount': result.names.length,
      on: { scroll: () => nextFrame(this.#draw), keydown: (event) => this.#onKey(event), focus: () => this.#onFocus() },
    }, h('div', { class: 'sql-head-group', role: 'rowgroup' }, this.#head), this.#space);
    this.root = h('div', { class: 'sql-table' }, this.#scroller, this.#cell);
    this.#space.style.height = `${result.length * rowHeight}px`;
    const resized = new ResizeObserver(() => nextFrame(this.#draw));
    resized.observe(this.#scroller);
    this.life.add(() => resized.disconnect());
    this.#showHead();
    this.#applyWidths();
    this.#showCell();
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  /** Puts a row into view and its cell under the cursor. */
  reveal(row: number, column: number): void {
    this.#moveTo(this.result.placeOf(row), column);
  }

  #fitting(column: number): number {
    let longest = `${this.result.names[column] ?? ''}\u2003`;
    const step = Math.max(1, Math.floor(this.result.length / sampled));
    for (let row = 0; row < this.result.length; row += step) {
      const text = this.result.text(row, column);
      if (text.length > longest.length) longest = text;
    }
    return Math.min(widestByItself, Math.max(least, Math.ceil(widthOf(longest.slice(0, longestShown))) + 24));
  }

  #applyWidths(): void {
    this.#scroller.style.setProperty('--sql-columns', this.#widths.map((width) => `${width}px`).join(' '));
    this.#scroller.style.setProperty('--sql-width', `${this.#widths.reduce((sum, width) => sum + width, 0)}px`);
  }

  #showHead(): void {
    const { sort } = this.result;
    fill(this.#head, ...this.result.names.map((name, column) => {
      const direction = sort?.column !== column ? 'none' : sort.descending ? 'descending' : 'ascending';
      const grip = h('span', {
        class: 'sql-grip', role: 'separator', tabindex: '0', 'aria-orientation': 'vertical', 'aria-label': `Width of ${name}`,
        'aria-valuenow': this.#widths[column] ?? least, 'aria-valuemin': least, 'aria-valuemax': most, title: 'Drag, or arrow keys; double click fits what is there',
      });
      this.#attachGrip(grip, column);
      return h('span', {
        role: 'columnheader', 'aria-colindex': column + 1, 'aria-sort': direction, class: `sql-column ${this.#isNumeric[column] === true ? 'n' : ''}`,
      }, h('button', {
        type: 'button', class: 'sql-sort', title: `${name}: sort; again, the other way round; again, as the statement has it`,
        on: { click: () => this.#sortBy(column) },
      }, h('span', { class: 'sql-column-name' }, name), h('span', { class: 'sql-arrow', 'aria-hidden': 'true' }, direction === 'none' ? '' : direction === 'ascending' ? '\u25b2' : '\u25bc')), grip);
    }));
  }

  #sortBy(column: number): void {
    const { sort } = this.result;
    const row = this.#at === null ? null : this.result.rowAt(this.#at.place);
    this.result.sortBy(sort?.column !== column ? { column, descending: false } : sort.descending ? null : { column, descending: true });
    if (row !== null && this.#at !== null) this.#at = { place: this.result.placeOf(row), column: this.#at.column };
    const focused = document.activeElement?.closest('.sql-column') !== null;
    this.#showHead();
    if (focused) (this.#head.children[column]?.querySelector('.sql-sort') as HTMLElement | null)?.focus();
    this.#again();
  }

  #attachGrip(grip: HTMLElement, column: number): void {
    const apply = (width: number) => {
      this.#widths[column] = Math.round(Math.min(most, Math.max(least, width)));
      toggleAttribute(grip, 'aria-valuenow', String(this.#widths[column]));
      this.#applyWidths();
    };
    grip.addEventListener('pointerdown', (event) => {
      grip.setPointerCapture(event.pointerId);
      const from = event.clientX;
      const width = this.#widths[column] ?? least;
      const move = (next: PointerEvent) => apply(width + next.clientX - from);
      grip.addEventListener('pointermove', move);
      grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
    });
    grip.addEventListener('dblclick', () => apply(this.#fitting(column)));
    grip.addEventListener('keydown', (event) => {
      const by = event.key === 'ArrowRight' ? 12 : event.key === 'ArrowLeft' ? -12 : 0;
      if (by === 0) return;
      event.preventDefault();
      event.stopPropagation();
      apply((this.#widths[column] ?? least) + by);
    });
  }

  #again(): void {
    for (const element of this.#elements.values()) element.remove();
    this.#elements.clear();
    this.#render();
  }

  #render(): void {
    const top = this.#scroller.scrollTop;
    const first = Math.max(0, Math.floor(top / rowHeight) - spare);
    const last = Math.min(this.result.length, Math.ceil((top + this.#scroller.clientHeight) / rowHeight) + spare);
    for (const [place, element] of this.#elements) {
      if (place >= first && place < last) continue;
      element.remove();
      this.#elements.delete(place);
    }
    for (let place = first; place < last; place++) {
      if (this.#elements.has(place)) continue;
      const element = this.#row(place);
      this.#elements.set(place, element);
      this.#space.append(element);
    }
  }

  #row(place: number): HTMLElement {
    const row = this.result.rowAt(place);
    const element = h('div', { class: 'sql-row', role: 'row', 'aria-rowindex': place + 2 }, ...this.result.names.map((_, column) => {
      const kind = cellKind(this.result.cell(row, column));
      const isNumber = kind === 'number' || this.#isNumeric[column] === true;
      const isHere = this.#at?.place === place && this.#at.column === column;
      return h('span', {
        role: 'gridcell', 'aria-colindex': column + 1, class: `sql-cell sql-cell-${kind} ${isNumber ? 'n' : ''}`, 'aria-selected': String(isHere),
        id: isHere ? this.#id : null,
        on: { click: () => this.#select(place, column), dblclick: (event) => void copy(copiedCell(this.result, row, column), event.currentTarget as HTMLElement) },
      }, this.#content(row, column));
    }));
    element.style.transform = `translateY(${place * rowHeight}px)`;
    return element;
  }

  #content(row: number, column: number): Node | string {
    const text = this.result.text(row, column);
    // Lines and tabs of a text are signs here, so that a row stays a row.
    const shown = (text.length > longestShown ? `${text.slice(0, longestShown)}\u2026` : text).replace(/[\n\r\t]/g, (sign) => ({ '\n': '\u21b5', '\r': '\u240d', '\t': '\u21e5' })[sign] ?? sign);
    const flow = this.result.flowOf(row, column);
    if (flow === null) return shown;
    const event = this.result.eventOf(row);
    return h('a', {
      class: 'sql-flow', href: this.href(flow, event), tabindex: '-1', title: event === null ? `Open flow ${flow}` : `Open flow ${flow} at this event`,
      on: {
        click: (click) => {
          if (click.ctrlKey || click.metaKey || click.shiftKey || click.button !== 0) return;
          click.preventDefault();
          this.open(flow, event);
        },
      },
    }, shown);
  }

  #select(place: number, column: number): void {
    const before = this.#at;
    this.#at = { place, column };
    for (const at of new Set([before?.place, place])) {
      const element = at === undefined ? undefined : this.#elements.get(at);
      if (at === undefined || element === undefined) continue;
      [...element.children].forEach((cell, index) => {
        const isHere = at === place && index === column;
        cell.setAttribute('aria-selected', String(isHere));
        toggleAttribute(cell, 'id', isHere ? this.#id : null);
      });
    }
    toggleAttribute(this.#scroller, 'aria-activedescendant', this.#id);
    this.#showCell();
  }

  #showCell(): void {
    if (this.#at === null) {
      fill(this.#cell, h('span', { class: 'sql-cell-hint' }, this.result.length === 0 ? '' : 'Select a cell to see all of it; Ctrl+C or a double click copies it'));
      return;
    }
    const row = this.result.rowAt(this.#at.place);
    const { column } = this.#at;
    const cell = this.result.cell(row, column);
    const kind = cellKind(cell);
    const size = kind === 'blob' ? `${grouped((cell as { blob: string }).blob.length / 2)} bytes` : kind === 'text' ? `${grouped([...String(cell)].length)} characters` : '';
    const text = this.result.text(row, column);
    fill(this.#cell,
      h('span', { class: 'sql-cell-name' }, this.result.names[column] ?? ''),
      h('span', { class: 'sql-cell-kind' }, kind === 'null' ? 'no value' : kind, size === '' ? null : `, ${size}`),
      h('span', { class: `sql-cell-value sql-cell-${kind}` }, text.length > 20_000 ? `${text.slice(0, 20_000)}\u2026` : text),
      copyButton(copiedCell(this.result, row, column), 'Copy the cell'));
  }

  #onFocus(): void {
    if (this.#at === null && this.result.length > 0 && this.#scroller.matches(':focus-visible')) this.#select(Math.ceil(this.#scroller.scrollTop / rowHeight), 0);
  }

  #moveTo(place: number, column: number): void {
    if (this.result.length === 0) return;
    const to = { place: Math.min(this.result.length - 1, Math.max(0, place)), column: Math.min(this.result.names.length - 1, Math.max(0, column)) };
    const top = to.place * rowHeight;
    const { scrollTop, clientHeight, scrollLeft, clientWidth } = this.#scroller;
    // The head stands over the first line.
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top > scrollTop + clientHeight - 3 * rowHeight) this.#scroller.scrollTop = top - clientHeight + 3 * rowHeight;
    const left = this.#widths.slice(0, to.column).reduce((sum, width) => sum + width, 0);
    const width = this.#widths[to.column] ?? least;
    if (left < scrollLeft) this.#scroller.scrollLeft = left;
    else if (left + width > scrollLeft + clientWidth) this.#scroller.scrollLeft = left + width - clientWidth;
    this.#render();
    this.#select(to.place, to.column);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.target !== this.#scroller) return;
    const at = this.#at ?? { place: 0, column: 0 };
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / rowHeight) - 2);
    const { key } = event;
    if (event.ctrlKey || event.metaKey) {
      const row = this.result.rowAt(at.place);
      if (key === 'Home') this.#moveTo(0, 0);
      else if (key === 'End') this.#moveTo(this.result.length - 1, this.result.names.length - 1);
      else if (key.toLowerCase() === 'c' && this.#at !== null && String(window.getSelection() ?? '') === '') {
        void copy(copiedCell(this.result, row, at.column), this.#elements.get(at.place)?.children[at.column] as HTMLElement);
      } else return;
    } else if (event.altKey) {
      return;
    } else if (key === 'ArrowDown') this.#moveTo(at.place + 1, at.column);
    else if (key === 'ArrowUp') this.#moveTo(at.place - 1, at.column);
    else if (key === 'ArrowRight') this.#moveTo(at.place, at.column + 1);
    else if (key === 'ArrowLeft') this.#moveTo(at.place, at.column - 1);
    else if (key === 'PageDown') this.#moveTo(at.place + page, at.column);
    else if (key === 'PageUp') this.#moveTo(at.place - page, at.column);
    else if (key === 'Home') this.#moveTo(at.place, 0);
    else if (key === 'End') this.#moveTo(at.place, this.result.names.length - 1);
    else if (key === 'Enter') {
      const row = this.result.rowAt(at.place);
      const flow = this.result.flowOf(row, at.column);
      if (flow === null) return;
      this.open(flow, this.result.eventOf(row));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
