import type { Missing } from '../../model/whatIsMissing';
import { copyButton } from '../common/copy';
import { fill, h } from '../common/dom';

/** Of each kind so many are named one by one. */
const most = 8;

/** What the store lacks, each with what to do about it. */
export class MissingList {
  readonly root = h('section', { class: 'missing-list', 'aria-label': 'What is missing', hidden: true });
  #shown = '';

  /** @param filter Shows where it is missing. */
  constructor(private readonly filter: (text: string) => void) {}

  show(entries: readonly Missing[]): void {
    this.root.hidden = entries.length === 0;
    const shown = JSON.stringify(entries);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const kinds = ['file', 'loss', 'type'] as const;
    fill(this.root, h('h2', {}, 'What is missing'), h('ul', {}, ...kinds.flatMap((kind) => {
      const own = entries.filter((entry) => entry.kind === kind);
      return [...own.slice(0, most).map((entry) => this.#entry(entry)), own.length > most ? h('li', { class: 'missing-more' }, `and ${own.length - most} more`) : null];
    })));
  }

  #entry(entry: Missing): HTMLElement {
    const { kind, title, where, remedy, code, filter } = entry;
    return h('li', { class: `missing-entry missing-${kind}` },
      h('p', { class: 'missing-title' }, title,
        filter === '' ? null : h('button', { type: 'button', class: 'link', on: { click: () => this.filter(filter) } }, 'Show where')),
      where === '' && kind !== 'file' ? null : h('p', { class: 'missing-where' }, kind === 'file' ? h('code', {}, code) : null, kind === 'file' ? ' ' : null, where),
      h('p', { class: 'missing-remedy' }, remedy),
      kind === 'type' ? h('p', { class: 'missing-code' }, h('code', {}, code), copyButton(code, 'Copy the line')) : null);
  }
}
