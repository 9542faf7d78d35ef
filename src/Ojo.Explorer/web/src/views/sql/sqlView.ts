import { ApiError, isAbort } from '../../api/apiError';
import { duration, grouped } from '../../model/numbers';
import { writeAddress } from '../../model/address';
import type { Session } from '../../model/session';
import { SqlBook } from '../../model/sqlBook';
import { sqlExamples } from '../../model/sqlExamples';
import { SqlResult } from '../../model/sqlResult';
import { sqlSchema } from '../../model/sqlSchema';
import { Lifetime } from '../../model/signal';
import { copy } from '../common/copy';
import { fill, freshId, h, setText, toggleAttribute } from '../common/dom';
import { errorNotice, notice } from '../common/notice';
import type { KeyGroup } from '../shell/keys';
import type { View } from '../shell/view';
import { SqlEditor } from './sqlEditor';
import { SqlResults } from './sqlResults';
import { SqlShelf } from './sqlShelf';

/** Statements of SQL over the store: an editor, what they found, and what was asked before. */
export class SqlView implements View {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #book = new SqlBook();
  readonly #editor: SqlEditor;
  readonly #shelf: SqlShelf;
  readonly #status = h('span', { class: 'sql-status', role: 'status' });
  readonly #error: HTMLElement;
  readonly #run: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #found = h('div', { class: 'sql-found' });
  #results: SqlResults | null = null;
  #request: AbortController | null = null;
  #loading: AbortController | null = null;
  /** The statement that was run last: what the address has. */
  #ran: string | null = null;

  constructor(private readonly session: Session) {
    const errorId = freshId('sql-error');
    this.#error = h('p', { class: 'sql-error', id: errorId, role: 'alert', hidden: true });
    this.#shelf = new SqlShelf(this.#book, {
      use: (sql) => {
        this.#editor.text = sql;
        this.#editor.focus();
        void this.#ask(true);
      },
      insert: (text) => this.#editor.insert(text),
      current: () => this.#editor.text,
    });
    this.#editor = new SqlEditor({
      schema: () => this.#shelf.schema.value,
      run: () => void this.#ask(true),
      cancel: () => this.#cancel(),
      changed: (text) => {
        this.#book.draft = text;
        this.#showError('');
        this.#run.disabled = text.trim() === '';
      },
    }, errorId);
    this.#run = h('button', { type: 'button', class: 'button sql-run', title: 'Run the statement (Ctrl+Enter)', on: { click: () => void this.#ask(true) } }, 'Run');
    this.#stop = h('button', { type: 'button', class: 'button sql-stop', title: 'Stop the statement (Esc)', hidden: true, on: { click: () => this.#cancel() } }, 'Stop');
    const link = h('button', { type: 'button', class: 'text-button', title: 'A link that opens this statement for somebody else', on: { click: () => this.#copyLink(link) } }, 'Copy link');
    const bar = h('div', { class: 'sql-bar' }, this.#run, this.#stop, this.#status,
      h('span', { class: 'sql-bar-tools' }, h('button', { type: 'button', class: 'text-button', title: 'Keep the statement under a name', on: { click: () => this.#shelf.askForName() } }, 'Save…'), link));
    const pane = h('div', { class: 'sql-pane' }, this.#editor.root, this.#grip(this.#editor.root), bar, this.#error, this.#found);
    this.root = h('section', { class: 'sql', 'aria-label': 'SQL' }, pane, this.#shelf.root);
    this.life.add(() => this.#request?.abort());
    this.life.add(() => this.#loading?.abort());
    this.life.add(() => this.#results?.close());
    this.life.add(() => this.#editor.close());
    this.life.add(() => this.#shelf.close());
    this.life.add(session.router.moved.follow(() => this.#followAddress()));
    this.life.add(session.catalogue.follow(() => void this.#learn()));
    void this.#learn();
    this.#begin();
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  /** Those of the editor are handled in it; they stand here to be found. */
  get keys(): readonly KeyGroup[] {
    return [{
      title: 'SQL',
      bindings: [
        { keys: ['Ctrl+Enter'], what: 'run the statement', at: '.sql-text' },
        { keys: ['Ctrl+Space'], what: 'propose words', at: '.sql-text' },
        { keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'], what: 'the proposals, one after the other', at: '.sql-text[aria-expanded=true]' },
        { keys: ['Enter', 'Tab'], what: 'write the proposal', at: '.sql-text[aria-expanded=true]' },
        { keys: ['Escape'], what: 'put the proposals away', at: '.sql-text[aria-expanded=true]' },
        ...this.#request === null ? [] : [{ keys: ['Escape'], what: 'give the running statement up', press: () => this.#cancel() }],
        { keys: ['ArrowLeft', 'ArrowRight'], what: 'Examples, Saved, History, Tables', at: '.sql-tab' },
        { keys: ['ArrowUp', 'ArrowDown'], what: 'a lower or higher editor', at: '.sql-editor-grip' },
      ],
    }, ...this.#results?.keys ?? []];
  }

  #begin(): void {
    const { sql } = this.session.router.address.value;
    const text = sql === null || sql === '' ? this.#book.draft : sql;
    this.#run.disabled = text.trim() === '';
    this.#editor.text = text;
    if (sql !== null && sql !== '') void this.#ask(false);
    else this.#invite();
    window.setTimeout(() => this.root.isConnected && this.#editor.focus());
  }

  #invite(): void {
    this.#results?.close();
    this.#results = null;
    fill(this.#found, notice('empty', 'Ask the store in SQL',
      'It reads and changes nothing. The views of events, one for each type, are listed under Tables; Examples has statements for what is in this store. Ctrl+Enter runs a statement, Ctrl+Space proposes words.'));
  }

  /** What there is to select from, and statements that mean something here. */
  async #learn(): Promise<void> {
    this.#loading?.abort();
    const request = this.#loading = new AbortController();
    const { client } = this.session;
    try {
      const [tables, flows] = await Promise.all([
        client.sqlTables(request.signal), client.flows({ sort: 'events', order: 'desc', limit: 1 }, request.signal), this.session.ready,
      ]);
      const counts = new Map(this.session.stats.value?.types.map((type) => [type.typeKey, type.count]));
      const schema = sqlSchema(tables, this.session.catalogue.value);
      this.#shelf.schema.value = schema;
      this.#shelf.examples.value = sqlExamples(schema, (table) => table.type !== null && (counts.get(table.type.typeKey) ?? 0) > 0, flows.flows[0] ?? null);
    } catch {
      // Statements can be run without; when the store can be read again, the catalogue changes and this is asked again.
    }
  }

  /** Runs what is in the editor. */
  async #ask(push: boolean): Promise<void> {
    const sql = this.#editor.text;
    if (sql.trim() === '') return;
    this.#request?.abort();
    const request = this.#request = new AbortController();
    const { router, client } = this.session;
    // The columns of another statement are others.
    if (push) router.push({ sql, plot: sql === this.#ran ? router.address.value.plot : null });
    this.#ran = sql;
    this.#showError('');
    this.#editor.mark(null);
    this.#stop.hidden = false;
    this.root.classList.add('sql-running');
    const began = performance.now();
    const say = () => setText(this.#status, `running for ${duration(Math.round((performance.now() - began) / 100) * 1e8)} · Esc stops it`);
    const clock = window.setInterval(say, 400);
    try {
      const answer = await client.sql(sql, request.signal);
      const isByFlow = answer.columns.some((column) => column.name.toLowerCase() === 'flow_id') && !answer.columns.some((column) => column.name.toLowerCase() === 'run_id');
      const runs = isByFlow ? await client.runs(request.signal) : [];
      setText(this.#status, '');
      this.#book.remember({ sql, at: Date.now(), rows: answer.rowCount, ms: answer.elapsedMs });
      this.#results?.close();
      this.#results = new SqlResults(this.session, new SqlResult(answer, runs.length === 1 ? runs[0]?.runId ?? null : null), sql);
      fill(this.#found, this.#results.root);
    } catch (error) {
      if (isAbort(error)) {
        if (this.#request === request) setText(this.#status, `stopped after ${duration(Math.round(performance.now() - began) * 1e6)}; Ctrl+Enter runs it again`);
        return;
      }
      this.#fail(error, sql, performance.now() - began);
    } finally {
      window.clearInterval(clock);
      if (this.#request === request) {
        this.#request = null;
        this.#stop.hidden = true;
        this.root.classList.remove('sql-running');
      }
    }
  }

  #fail(error: unknown, sql: string, ms: number): void {
    setText(this.#status, '');
    this.#results?.close();
    this.#results = null;
    const problem = error instanceof ApiError ? error.problem : null;
    if (problem?.type !== 'urn:ojo:problem:bad-sql') {
      fill(this.#found, errorNotice(error, () => void this.#ask(false)));
      return;
    }
    fill(this.#found);
    this.#book.remember({ sql, at: Date.now(), rows: null, ms });
    this.#showError(problem.detail ?? problem.title);
    // The text may have been changed since: then the place is another.
    if (problem.offset !== undefined && this.#editor.text === sql) this.#editor.mark({ offset: problem.offset, length: problem.length ?? 0 });
  }

  #cancel(): boolean {
    if (this.#request === null) return false;
    this.#request.abort();
    return true;
  }

  #showError(text: string): void {
    setText(this.#error, text);
    this.#error.hidden = text === '';
  }

  #followAddress(): void {
    const { sql } = this.session.router.address.value;
    if (sql === null) return;
    if (sql !== '' && sql !== this.#ran) {
      this.#editor.text = sql;
      void this.#ask(false);
    } else if (sql === '') {
      this.#ran = null;
      this.#invite();
    } else {
      this.#results?.show();
    }
  }

  #copyLink(button: HTMLElement): void {
    const { router, tenant } = this.session;
    const address = writeAddress({ ...router.address.value, tenant, sql: this.#editor.text, plot: this.#editor.text === this.#ran ? router.address.value.plot : null });
    if (this.#editor.text !== '' && !address.includes('sql=') || address.endsWith('sql=')) {
      setText(this.#status, this.#editor.text === '' ? 'there is no statement to link to' : `${grouped(this.#editor.text.length)} characters are too many for a link`);
      return;
    }
    void copy(new URL(address, location.href).href, button);
  }

  /** The border between the editor and what was found. */
  #grip(editor: HTMLElement): HTMLElement {
    const grip = h('div', {
      class: 'sql-editor-grip', role: 'separator', tabindex: '0', 'aria-orientation': 'horizontal', 'aria-label': 'Height of the editor',
      'aria-valuemin': '60', 'aria-valuemax': '700', 'aria-valuenow': '168',
    });
    const apply = (height: number) => {
      const next = Math.round(Math.min(700, Math.max(60, height)));
      editor.style.setProperty('--sql-editor', `${next}px`);
      toggleAttribute(grip, 'aria-valuenow', String(next));
    };
    this.life.listen(grip, 'pointerdown', (event) => {
      grip.setPointerCapture(event.pointerId);
      const from = event.clientY;
      const height = editor.clientHeight;
      const move = (next: PointerEvent) => apply(height + next.clientY - from);
      grip.addEventListener('pointermove', move);
      grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
    });
    this.life.listen(grip, 'keydown', (event) => {
      const by = event.key === 'ArrowDown' ? 22 : event.key === 'ArrowUp' ? -22 : 0;
      if (by === 0) return;
      event.preventDefault();
      event.stopPropagation();
      apply(editor.clientHeight + by);
    });
    return grip;
  }
}
