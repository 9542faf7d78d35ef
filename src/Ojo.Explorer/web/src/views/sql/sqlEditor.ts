import { nextFrame } from '../../drawing/frame';
import type { SqlTableEntry } from '../../model/sqlSchema';
import { completionAt, type SqlCompletion, type SqlProposal } from '../../model/sqlCompletion';
import { sqlTokens } from '../../model/sqlTokens';
import { Lifetime } from '../../model/signal';
import { fill, freshId, h, toggleAttribute } from '../common/dom';

/** Where a statement is at fault, in characters. */
export interface SqlFault {
  readonly offset: number;
  readonly length: number;
}

export interface SqlEditorHost {
  schema(): readonly SqlTableEntry[];
  run(): void;
  /** Ends what is running; says whether anything was. */
  cancel(): boolean;
  changed(text: string): void;
}

/** A text area with its syntax in colour behind it and proposals at the caret. */
export class SqlEditor {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #text: HTMLTextAreaElement;
  readonly #layer = h('pre', { class: 'sql-layer', 'aria-hidden': 'true' });
  readonly #list: HTMLElement;
  #completion: SqlCompletion | null = null;
  #active = 0;
  #fault: SqlFault | null = null;
  readonly #draw = () => this.#paint();

  constructor(private readonly host: SqlEditorHost, describedBy: string) {
    const listId = freshId('sql-proposals');
    this.#list = h('ul', { class: 'sql-proposals', id: listId, role: 'listbox', 'aria-label': 'Proposals', hidden: true });
    this.#text = h('textarea', {
      class: 'sql-text', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', 'aria-label': 'SQL statement', 'aria-describedby': describedBy,
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'aria-controls': listId, wrap: 'soft',
      placeholder: 'SELECT …',
      on: {
        input: (event) => this.#onInput(event as InputEvent),
        keydown: (event) => this.#onKey(event),
        scroll: () => this.#scrolled(),
        blur: () => this.#close(),
        click: () => this.#close(),
      },
    });
    this.root = h('div', { class: 'sql-editor' }, this.#layer, this.#text, this.#list);
    const resized = new ResizeObserver(() => nextFrame(this.#draw));
    resized.observe(this.root);
    this.life.add(() => resized.disconnect());
    this.#paint();
  }

  get text(): string {
    return this.#text.value;
  }

  /** Puts in another statement, with the caret behind it. */
  set text(text: string) {
    if (text === this.#text.value) return;
    this.#text.value = text;
    this.#fault = null;
    this.#close();
    this.#paint();
    this.host.changed(text);
  }

  get caret(): number {
    return this.#text.selectionStart;
  }

  focus(): void {
    this.#text.focus();
  }

  /** Puts text where the caret is, as if it had been typed. */
  insert(text: string): void {
    this.#text.focus();
    this.#replace(this.#text.selectionStart, this.#text.selectionEnd, text);
  }

  /** Underlines what is at fault, or takes the line away. */
  mark(fault: SqlFault | null): void {
    this.#fault = fault;
    toggleAttribute(this.#text, 'aria-invalid', fault === null ? null : 'true');
    this.#paint();
  }

  close(): void {
    this.life.end();
  }

  #onInput(event: InputEvent): void {
    this.#fault = null;
    toggleAttribute(this.#text, 'aria-invalid', null);
    this.#paint();
    this.host.changed(this.text);
    const typed = event.inputType === 'insertText' ? event.data ?? '' : '';
    if (/^[\p{L}_.]$/u.test(typed) || (this.#completion !== null && event.inputType.startsWith('delete')) || (this.#completion !== null && /^\d$/.test(typed))) this.#propose(false);
    else this.#close();
  }

  #onKey(event: KeyboardEvent): void {
    const open = this.#completion !== null;
    const { key } = event;
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      this.#close();
      this.host.run();
    } else if (key === ' ' && event.ctrlKey) {
      this.#propose(true);
    } else if (key === 'Escape') {
      if (open) this.#close();
      else if (!this.host.cancel()) return;
    } else if (open && (key === 'ArrowDown' || key === 'ArrowUp')) {
      this.#activate(this.#active + (key === 'ArrowDown' ? 1 : -1));
    } else if (open && (key === 'PageDown' || key === 'PageUp')) {
      this.#activate(Math.min(Math.max(this.#active + (key === 'PageDown' ? 8 : -8), 0), this.#list.children.length - 1));
    } else if (open && (key === 'Enter' || key === 'Tab') && !event.shiftKey) {
      this.#accept(this.#active);
    } else {
      if (open && ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) this.#close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param asked Whether somebody asked for proposals: then they come without a letter of the word, too. */
  #propose(asked: boolean): void {
    const completion = completionAt(this.text, this.caret, this.host.schema());
    const word = completion === null ? '' : this.text.slice(completion.from, this.caret);
    const only = completion?.proposals.length === 1 ? completion.proposals[0] : undefined;
    const isDone = completion?.proposals.some((one) => one.insert.toLowerCase() === word.toLowerCase()) === true && !asked;
    if (completion === null || completion.proposals.length === 0 || isDone || only?.insert === word
      || (!asked && word === '' && !this.text.slice(0, this.caret).endsWith('.'))) {
      this.#close();
      return;
    }
    this.#completion = completion;
    fill(this.#list, ...completion.proposals.map((one, index) => this.#option(one, index)));
    this.#list.hidden = false;
    toggleAttribute(this.#text, 'aria-expanded', 'true');
    this.#paint();
    this.#place();
    this.#activate(0);
  }

  #option(proposal: SqlProposal, index: number): HTMLElement {
    return h('li', {
      role: 'option', id: `${this.#list.id}-${index}`, class: `sql-proposal sql-is-${proposal.kind}`, 'aria-selected': 'false', title: proposal.detail,
      on: {
        // Not click: the text area would lose the focus first.
        pointerdown: (event) => {
          event.preventDefault();
          this.#accept(index);
        },
      },
    }, h('span', { class: 'sql-proposal-name' }, proposal.label), h('span', { class: 'sql-proposal-kind' }, proposal.kind), h('span', { class: 'sql-proposal-detail' }, proposal.detail));
  }

  #activate(index: number): void {
    const { children } = this.#list;
    if (children.length === 0) return;
    children[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = (index + children.length) % children.length;
    const option = children[this.#active] as HTMLElement;
    option.setAttribute('aria-selected', 'true');
    toggleAttribute(this.#text, 'aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  #accept(index: number): void {
    const completion = this.#completion;
    const proposal = completion?.proposals[index];
    if (completion === null || proposal === undefined) return;
    const next = this.text.charAt(completion.to);
    this.#replace(completion.from, completion.to, proposal.kind === 'function' && next === '(' ? proposal.insert.slice(0, -1) : proposal.insert);
    this.#close();
  }

  #replace(from: number, to: number, text: string): void {
    this.#text.setSelectionRange(from, to);
    // The browser's own command, so that its Undo takes it back; where that is gone, the text alone.
    if (!document.execCommand('insertText', false, text)) {
      this.#text.setRangeText(text, from, to, 'end');
      this.#paint();
      this.host.changed(this.text);
    }
  }

  #close(): void {
    if (this.#completion === null) return;
    this.#completion = null;
    this.#active = 0;
    this.#list.hidden = true;
    fill(this.#list);
    toggleAttribute(this.#text, 'aria-expanded', 'false');
    toggleAttribute(this.#text, 'aria-activedescendant', null);
  }

  /** Below the word that is being written; above it where there is no room. */
  #place(): void {
    const mark = this.#layer.querySelector('.sql-caret');
    if (mark === null) return;
    const box = this.root.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    const left = Math.max(4, Math.min(at.left - box.left, box.width - this.#list.offsetWidth - 4));
    const below = at.bottom + 3;
    const isAbove = below + this.#list.offsetHeight > window.innerHeight && at.top > this.#list.offsetHeight;
    this.#list.style.transform = `translate(${Math.round(left)}px, ${Math.round((isAbove ? at.top - 3 - this.#list.offsetHeight : below) - box.top)}px)`;
  }

  #scrolled(): void {
    this.#layer.scrollTop = this.#text.scrollTop;
    this.#layer.scrollLeft = this.#text.scrollLeft;
    if (this.#completion !== null) this.#place();
  }

  /** The same text behind the text area, in colour. */
  #paint(): void {
    const { text } = this;
    const cuts = new Set<number>();
    const fault = this.#fault === null ? null : { from: Math.min(this.#fault.offset, text.length), to: Math.min(this.#fault.offset + this.#fault.length, text.length) };
    if (fault !== null) cuts.add(fault.from).add(fault.to);
    const caret = this.#completion?.from ?? -1;
    cuts.add(caret);
    const pieces: HTMLElement[] = [];
    const piece = (kind: string, part: string, from: number) => {
      if (from === caret) pieces.push(h('span', { class: 'sql-caret' }));
      const isFault = fault !== null && from >= fault.from && from < fault.to;
      if (part !== '') pieces.push(h('span', { class: `sql-${kind}${isFault ? ' sql-fault' : ''}` }, part));
    };
    for (const token of sqlTokens(text)) {
      let start = token.from;
      const end = start + token.text.length;
      for (const cut of [...cuts].filter((one) => one > start && one < end).sort((a, b) => a - b)) {
        piece(token.kind, text.slice(start, cut), start);
        start = cut;
      }
      piece(token.kind, text.slice(start, end), start);
    }
    piece('blank', '', text.length);
    // A statement that is not finished is at fault where it ends.
    if (fault !== null && fault.from === fault.to) pieces.push(h('span', { class: 'sql-fault sql-fault-end' }, '\u2003'));
    // A last line without characters has no height otherwise.
    fill(this.#layer, ...pieces, '\n');
    this.#layer.style.width = `${this.#text.clientWidth}px`;
    this.#layer.scrollTop = this.#text.scrollTop;
  }
}
