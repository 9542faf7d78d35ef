import { grouped, duration } from '../../model/numbers';
import type { SqlBook } from '../../model/sqlBook';
import type { SqlExample } from '../../model/sqlExamples';
import type { SqlTableEntry } from '../../model/sqlSchema';
import { sqlName } from '../../model/sqlTokens';
import { Lifetime, Signal } from '../../model/signal';
import { fill, freshId, h, setText, toggleAttribute } from '../common/dom';
import { icon } from '../common/icons';

export interface SqlShelfHost {
  /** Puts a statement into the editor and runs it. */
  use(sql: string): void;
  insert(text: string): void;
  /** The statement in the editor. */
  current(): string;
}

const pages = ['Examples', 'Saved', 'History', 'Tables'] as const;
type Page = (typeof pages)[number];

/** What stands beside the editor: statements to begin with, those that were kept, those that were run, and what there is to select from. */
export class SqlShelf {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly examples = new Signal<readonly SqlExample[]>([]);
  readonly schema = new Signal<readonly SqlTableEntry[]>([]);
  readonly #page = new Signal<Page>('Examples');
  readonly #tabs: readonly HTMLElement[];
  readonly #panel: HTMLElement;
  #search = '';

  constructor(private readonly book: SqlBook, private readonly host: SqlShelfHost) {
    const panelId = freshId('sql-shelf');
    this.#tabs = pages.map((page) => h('button', {
      type: 'button', class: 'sql-tab', role: 'tab', id: freshId('sql-tab'), 'aria-controls': panelId,
      on: { click: () => { this.#page.value = page; }, keydown: (event) => this.#onKey(event) },
    }, page));
    this.#panel = h('div', { class: 'sql-shelf-page', role: 'tabpanel', id: panelId, tabindex: '-1' });
    this.root = h('aside', { class: 'sql-shelf', 'aria-label': 'Statements and tables' },
      h('div', { class: 'sql-tabs', role: 'tablist', 'aria-label': 'What to choose from' }, ...this.#tabs), this.#panel);
    this.life.add(this.#page.followNow(() => this.#show()));
    const again = (page: Page) => () => this.#page.value === page && this.#show();
    this.life.add(this.examples.follow(again('Examples')));
    this.life.add(book.saved.follow(again('Saved')));
    this.life.add(book.history.follow(again('History')));
    this.life.add(this.schema.follow(again('Tables')));
  }

  close(): void {
    this.life.end();
  }

  /** Leads to where the statement in the editor gets a name. */
  askForName(): void {
    this.#page.value = 'Saved';
    this.#panel.querySelector('input')?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#page.value = pages[(pages.indexOf(this.#page.value) + by + pages.length) % pages.length] as Page;
    this.#tabs[pages.indexOf(this.#page.value)]?.focus();
  }

  #show(): void {
    const page = this.#page.value;
    this.#tabs.forEach((tab, index) => {
      const isShown = pages[index] === page;
      tab.setAttribute('aria-selected', String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      if (isShown) toggleAttribute(this.#panel, 'aria-labelledby', tab.id);
    });
    fill(this.#panel, ...page === 'Examples' ? this.#examples() : page === 'Saved' ? this.#saved() : page === 'History' ? this.#history() : this.#tables());
  }

  #entry(title: string, sql: string, note: string, ...more: readonly HTMLElement[]): HTMLElement {
    return h('li', { class: 'sql-entry' }, h('button', { type: 'button', class: 'sql-use', title: sql, on: { click: () => this.host.use(sql) } },
      h('span', { class: 'sql-entry-title' }, title), note === '' ? null : h('span', { class: 'sql-entry-note' }, note)), ...more);
  }

  #examples(): readonly HTMLElement[] {
    const entries = this.examples.value;
    return entries.length === 0 ? [h('p', { class: 'sql-empty' }, 'Statements for what this store holds appear here once it holds something.')]
      : [h('ul', { class: 'sql-entries' }, ...entries.map((one) => this.#entry(one.title, one.sql, '')))];
  }

  #saved(): readonly HTMLElement[] {
    const entries = this.book.saved.value;
    const label = () => (this.book.saved.value.some((one) => one.name === name.value.trim()) ? 'Replace' : 'Save');
    const button = h('button', { type: 'submit', class: 'button' }, 'Save');
    const name = h('input', { type: 'text', class: 'sql-name-input', maxlength: '80', 'aria-label': 'Name for the statement in the editor', placeholder: 'Name for this statement', on: { input: () => setText(button, label()) } });
    const form = h('form', {
      class: 'sql-save',
      on: {
        submit: (event) => {
          event.preventDefault();
          const sql = this.host.current();
          if (name.value.trim() === '' || sql.trim() === '') {
            name.focus();
            return;
          }
          this.book.save({ name: name.value.trim(), sql });
        },
      },
    }, name, button);
    return [form, entries.length === 0 ? h('p', { class: 'sql-empty' }, 'Nothing saved in this browser yet. To give a statement to others, copy its link.')
      : h('ul', { class: 'sql-entries' }, ...entries.map((one) => this.#entry(one.name, one.sql, firstLine(one.sql), h('button', {
        type: 'button', class: 'icon-button', 'aria-label': `Forget ${one.name}`, title: 'Forget it', on: { click: () => this.book.remove(one.name) },
      }, icon('close')))))];
  }

  #history(): readonly HTMLElement[] {
    const entries = this.book.history.value;
    if (entries.length === 0) return [h('p', { class: 'sql-empty' }, 'What is run in this browser is listed here.')];
    return [
      h('ul', { class: 'sql-entries' }, ...entries.map((one) => this.#entry(
        firstLine(one.sql), one.sql, `${whenText(one.at)} · ${one.rows === null ? 'failed' : `${grouped(one.rows)} ${one.rows === 1 ? 'row' : 'rows'}`} · ${duration(one.ms * 1e6)}`))),
      h('button', { type: 'button', class: 'text-button', on: { click: () => this.book.forgetHistory() } }, 'Forget all of them'),
    ];
  }

  #tables(): readonly HTMLElement[] {
    const list = h('div', { class: 'sql-tables' });
    const show = () => {
      const wanted = this.#search.toLowerCase();
      const found = this.schema.value.filter((table) => table.name.toLowerCase().includes(wanted) || table.columns.some((column) => column.name.toLowerCase().includes(wanted)));
      fill(list, found.length === 0 ? h('p', { class: 'sql-empty' }, this.schema.value.length === 0 ? 'The tables are not known yet.' : `No table or column is called “${this.#search}”.`) : null,
        ...found.map((table) => h('details', { class: 'sql-table-entry' },
          h('summary', { title: table.type?.description ?? '' }, h('span', { class: 'sql-entry-title' }, table.name),
            table.type === null || table.type.count === 0 ? null : h('span', { class: 'sql-entry-note' }, grouped(table.type.count))),
          table.type === null || table.type.description === '' ? null : h('p', { class: 'sql-entry-note' }, table.type.description),
          h('button', { type: 'button', class: 'link sql-use-table', on: { click: () => this.host.use(`SELECT *\nFROM ${sqlName(table.name)}\nLIMIT 1000`) } }, 'Show its rows'),
          h('ul', {}, ...table.columns.map((column) => h('li', {}, h('button', {
            type: 'button', class: 'sql-column-entry', title: 'Put it where the caret is', on: { click: () => this.host.insert(sqlName(column.name)) },
          }, h('span', {}, column.name), h('span', { class: 'sql-entry-note' }, column.detail))))))));
    };
    const search = h('input', { type: 'search', 'aria-label': 'Search tables and columns', placeholder: 'Search tables and columns', value: this.#search, on: { input: () => { this.#search = search.value; show(); } } });
    show();
    return [h('div', { class: 'sql-search' }, search), list];
  }
}

const firstLine = (sql: string): string => sql.replace(/\s+/g, ' ').trim().slice(0, 120);

function whenText(at: number): string {
  const time = new Date(at);
  const day = time.toDateString() === new Date().toDateString() ? '' : `${time.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })} `;
  return `${day}${time.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })}`;
}
