import type { KeyBinding } from '../shell/keys';

const at = '[role=treeitem]';

/** What the keys below do, for the list of keys. */
export const treeBindings: readonly KeyBinding[] = [
  { keys: ['ArrowUp', 'ArrowDown', 'Home', 'End'], what: 'the line above or below, the first, the last', at },
  { keys: ['ArrowRight', 'ArrowLeft'], what: 'unfold, fold; to the first line below it, to the one that it belongs to', at },
  { keys: ['Enter', 'Space'], what: 'open the flow; fold or unfold the run', at },
];

/** The arrow keys of a tree whose lines stand one after the other, each with its level (WAI-ARIA Authoring Practices, tree view). */
export class TreeKeys {
  /** @param turn Folds or unfolds the line of this key. */
  constructor(private readonly root: HTMLElement, private readonly turn: (key: string) => void) {
    root.addEventListener('keydown', (event) => this.#onKey(event));
    root.addEventListener('focusin', (event) => {
      const item = (event.target as HTMLElement).closest<HTMLElement>('[role=treeitem]');
      if (item !== null) this.enterAt(item);
    });
  }

  get #items(): readonly HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('[role=treeitem]')];
  }

  /** The line that Tab leads to. */
  enterAt(item: HTMLElement | undefined): void {
    for (const one of this.#items) one.tabIndex = one === item ? 0 : -1;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const items = this.#items;
    const place = items.indexOf((event.target as HTMLElement).closest<HTMLElement>('[role=treeitem]') as HTMLElement);
    const item = items[place];
    if (item === undefined) return;
    const expanded = item.getAttribute('aria-expanded');
    const level = (one: HTMLElement | undefined) => Number(one?.getAttribute('aria-level') ?? 0);
    switch (event.key) {
      case 'ArrowDown': items[place + 1]?.focus(); break;
      case 'ArrowUp': items[place - 1]?.focus(); break;
      case 'Home': items[0]?.focus(); break;
      case 'End': items[items.length - 1]?.focus(); break;
      case 'ArrowRight':
        if (expanded === 'false') this.turn(item.dataset['key'] ?? '');
        else if (level(items[place + 1]) > level(item)) items[place + 1]?.focus();
        break;
      case 'ArrowLeft':
        if (expanded === 'true') this.turn(item.dataset['key'] ?? '');
        else items.slice(0, place).reverse().find((one) => level(one) < level(item))?.focus();
        break;
      case 'Enter': case ' ': item.click(); break;
      default: return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
