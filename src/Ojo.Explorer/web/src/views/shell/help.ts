import { fill, h } from '../common/dom';
import { type KeyGroup, keyLabel } from './keys';

/** The list of keys, made of the keys themselves whenever it is opened. */
export class KeyHelp {
  readonly root: HTMLDialogElement;
  readonly #lists = h('div', { class: 'help-groups' });

  /** @param groups The keys that work at the moment. */
  constructor(private readonly groups: () => readonly KeyGroup[]) {
    this.root = h('dialog', { class: 'help', 'aria-label': 'Keys' },
      h('header', { class: 'help-head' }, h('h2', {}, 'Keys'), h('button', { type: 'button', class: 'button', on: { click: () => this.root.close() } }, 'Close')),
      this.#lists, h('p', { class: 'about' }, 'Back in the browser undoes a zoom. The address says what is on the screen: send it to somebody.'));
    this.root.addEventListener('click', (event) => event.target === this.root && this.root.close());
  }

  open(): void {
    this.#show(null);
    this.root.showModal();
    void printedKeys().then((printed) => this.#show(printed));
  }

  #show(printed: ReadonlyMap<string, string> | null): void {
    fill(this.#lists, ...this.groups().map((group) => h('section', {}, h('h3', {}, group.title), h('dl', {}, ...group.bindings.flatMap((binding) => [
      h('dt', { 'data-keys': binding.keys.join(' '), 'data-at': binding.at }, ...binding.keys.flatMap((key, index) => [index === 0 ? null : ' ', h('span', { class: 'key' }, ...keyLabel(key, printed).map((part) => h('kbd', {}, part)))])),
      h('dd', {}, binding.what),
    ])))));
  }
}

/** What is printed on the keys of this keyboard, where the browser tells. */
async function printedKeys(): Promise<ReadonlyMap<string, string> | null> {
  const keyboard = (navigator as { keyboard?: { getLayoutMap?: () => Promise<ReadonlyMap<string, string>> } }).keyboard;
  try {
    return await keyboard?.getLayoutMap?.() ?? null;
  } catch {
    return null;
  }
}
