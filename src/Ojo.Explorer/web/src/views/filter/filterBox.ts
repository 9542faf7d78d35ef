import { isAbort } from '../../api/apiError';
import type { FilterAnswer } from '../../api/types';
import type { Session } from '../../model/session';
import { fill, h, toggleAttribute } from '../common/dom';
import { icon } from '../common/icons';
import type { KeyGroup } from '../shell/keys';
import { type Completion, FilterPopup } from './filterPopup';

/** Nobody types faster than this and reads between two keys. */
const restMs = 70;

/** After these a term goes on. */
const unfinished = ['key', 'field', 'operator'];

const at = '.filter-input';

const none: FilterAnswer = { valid: true, error: null, terms: [], completions: { offset: 0, length: 0, items: [] } };

/** The one filter of the page: what is typed becomes the address's when it is entered, and the lists follow the address. */
export class FilterBox {
  readonly root: HTMLElement;
  readonly #input: HTMLInputElement;
  /** The text once more, in colours: an input has only one. */
  readonly #paint = h('div', { class: 'filter-paint', 'aria-hidden': 'true' });
  readonly #clear: HTMLButtonElement;
  readonly #popup: FilterPopup;
  #answer: FilterAnswer = none;
  #request: AbortController | null = null;
  #rest = 0;
  /** Whether the list may be there: Escape puts it away until something is typed. */
  #wanted = false;
  /** Whether what is wrong is said, and not only underlined: as long as somebody is typing it, it is only unfinished. */
  #insists = false;

  constructor(private readonly session: Session) {
    this.#input = h('input', {
      type: 'text', class: 'filter-input', role: 'combobox', 'aria-label': 'Filter', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-haspopup': 'listbox',
      placeholder: 'Filter events and flows: type:PACKET_LOST t:1.2s..3s cwnd<20KiB', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: '4096',
      on: {
        input: () => this.#onInput(),
        keydown: (event) => this.#onKey(event),
        keyup: (event) => {
          if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) this.#ask();
        },
        click: () => {
          this.#wanted = true;
          this.#ask(0);
        },
        blur: () => this.#leave(),
        scroll: () => { this.#paint.scrollLeft = this.#input.scrollLeft; },
      },
    });
    this.#popup = new FilterPopup(this.#input, (item) => this.#accept(item), () => this.#acceptSuggestion());
    this.#input.setAttribute('aria-controls', this.#popup.listId);
    this.#input.setAttribute('aria-describedby', this.#popup.faultId);
    this.#clear = h('button', {
      type: 'button', class: 'icon-button filter-clear', 'aria-label': 'Take the filter away', title: 'Take the filter away', hidden: true,
      on: {
        click: () => {
          this.#set('');
          this.#apply();
          this.#input.focus();
        },
      },
    }, icon('close'));
    this.root = h('div', { class: 'filter', role: 'search', 'aria-label': 'Filter' },
      h('div', { class: 'filter-field' }, icon('filter'), h('div', { class: 'filter-text' }, this.#paint, this.#input), this.#clear), this.#popup.root);
    let known: string | null = null;
    session.router.address.followNow(({ filter }) => {
      if (filter === known) return;
      known = filter;
      this.#set(filter);
      if (filter !== '') this.#ask(0);
    });
  }

  /** They are handled where they are pressed; they stand here to be found. */
  get keys(): KeyGroup {
    return {
      title: 'In the filter',
      bindings: [
        { keys: ['ArrowUp', 'ArrowDown'], what: 'what could stand there, one after the other', at },
        { keys: ['Tab'], what: 'write what is chosen, or what was probably meant', at },
        { keys: ['Enter'], what: 'write what is chosen; filter', at },
        { keys: ['Escape'], what: 'put the list away, then take back what was typed, then leave', at },
      ],
    };
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
    this.#wanted = true;
    this.#ask(0);
  }

  #set(text: string): void {
    this.#input.value = text;
    this.#answer = none;
    this.#show();
  }

  #onInput(): void {
    this.#wanted = true;
    this.#insists = false;
    // What was known of the text before is not of this one; its colours would jump.
    this.#answer = { ...none, terms: this.#answer.terms };
    this.#show();
    this.#ask();
    if (this.#input.value.trim() === '') this.#apply();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'ArrowDown': case 'ArrowUp':
        if (this.#popup.isOpen && this.#popup.hasItems) {
          this.#popup.step(event.key === 'ArrowDown' ? 1 : -1);
        } else {
          this.#wanted = true;
          this.#ask(0);
        }
        break;
      case 'Enter':
        if (this.#popup.active !== null) this.#accept(this.#popup.active);
        else void this.#enter();
        break;
      case 'Tab':
        if (event.shiftKey || !this.#popup.isOpen) return;
        if (this.#popup.active !== null) this.#accept(this.#popup.active);
        else if (!this.#acceptSuggestion()) return;
        break;
      case 'Escape':
        if (this.#popup.isOpen) {
          this.#wanted = false;
          this.#insists = false;
          this.#popup.hide();
        } else if (this.#input.value.trim() !== this.session.router.address.value.filter) {
          this.#set(this.session.router.address.value.filter);
          this.#ask(0);
        } else {
          this.#input.blur();
        }
        break;
      default: return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Asks what the text means and what could stand at the caret. A newer question gives up the older one. */
  #ask(afterMs = restMs): void {
    window.clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => void this.#question(), afterMs);
  }

  async #question(): Promise<FilterAnswer | null> {
    window.clearTimeout(this.#rest);
    this.#request?.abort();
    const request = this.#request = new AbortController();
    const text = this.#input.value;
    try {
      const answer = await this.session.client.filter(text, this.#input.selectionStart ?? text.length, this.session.router.address.value.flow, request.signal);
      if (this.#input.value !== text) return null;
      this.#answer = answer;
      this.#show();
      return answer;
    } catch (error) {
      // Without an answer the text is still a text: the lists say what is wrong with it, and the top of the page whether anybody is there.
      return isAbort(error) ? null : none;
    }
  }

  /** The text becomes the page's filter, if it is one. */
  async #enter(): Promise<void> {
    const answer = await this.#question();
    if (answer === null) return;
    if (answer.error !== null) {
      this.#insists = true;
      this.#wanted = true;
      this.#show();
      return;
    }
    this.#wanted = false;
    this.#apply();
    this.#popup.hide();
  }

  #apply(): void {
    const filter = this.#input.value.trim();
    if (filter !== this.session.router.address.value.filter) this.session.router.push({ filter });
  }

  #leave(): void {
    this.#wanted = false;
    this.#insists = false;
    this.#popup.hide();
    // What was typed and is a filter was meant.
    if (this.#input.value.trim() !== this.session.router.address.value.filter) void this.#enterQuietly();
  }

  async #enterQuietly(): Promise<void> {
    const answer = await this.#question();
    if (answer !== null && answer.error === null && document.activeElement !== this.#input) this.#apply();
  }

  #accept(item: Completion): void {
    const { offset, length } = this.#answer.completions;
    this.#write(offset, length, item.text, item.kind);
  }

  /** Puts what was probably meant in the wrong part's place; whether there was something. */
  #acceptSuggestion(): boolean {
    const { error } = this.#answer;
    if (error === null || error.suggestion === null || error.suggestion === undefined) return false;
    this.#write(error.offset, error.length, error.suggestion, 'operator');
    return true;
  }

  #write(offset: number, length: number, text: string, kind: string): void {
    const { value } = this.#input;
    const rest = value.slice(offset + length);
    const isWhole = !unfinished.includes(kind);
    const before = `${value.slice(0, offset)}${text}${isWhole && rest === '' ? ' ' : ''}`;
    this.#input.value = before + rest;
    this.#input.setSelectionRange(before.length, before.length);
    this.#insists = false;
    this.#wanted = true;
    this.#answer = none;
    this.#show();
    this.#ask(0);
  }

  #show(): void {
    const { terms, error, completions } = this.#answer;
    const text = this.#input.value;
    this.#clear.hidden = text === '';
    fill(this.#paint, ...painted(text, terms, error));
    this.#paint.scrollLeft = this.#input.scrollLeft;
    toggleAttribute(this.#input, 'aria-invalid', error === null ? null : 'true');
    if (!this.#wanted || document.activeElement !== this.#input) {
      this.#popup.hide();
      return;
    }
    this.#popup.show(completions.items, error !== null && (this.#insists || completions.items.length === 0) ? error : null);
  }
}

/** The text in pieces: each term in the colour of its kind, what is wrong underlined. */
function painted(text: string, terms: FilterAnswer['terms'], error: FilterAnswer['error']): readonly HTMLElement[] {
  const edges = new Set([0, text.length]);
  const add = (offset: number, length: number) => [offset, offset + length].forEach((edge) => edges.add(Math.min(text.length, Math.max(0, edge))));
  for (const term of terms) add(term.offset, term.length);
  if (error !== null) add(error.offset, error.length);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? text.length;
    const term = terms.find((one) => one.offset <= from && from < one.offset + one.length);
    const isWrong = error !== null && error.offset <= from && from < error.offset + error.length;
    return h('span', { class: `${term === undefined ? '' : `term-${term.kind}`}${isWrong ? ' wrong' : ''}` }, text.slice(from, to));
  });
}
