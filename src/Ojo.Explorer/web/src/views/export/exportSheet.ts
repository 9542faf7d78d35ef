import { sentenceOf } from '../../api/apiError';
import { copy } from '../common/copy';
import { fill, h, setText } from '../common/dom';
import { icon } from '../common/icons';
import { type Picture, pngOf, svgOf } from './picture';

/** The dialog from which things are taken elsewhere: a row for each, with a button for each form. */
export class ExportSheet {
  readonly root: HTMLDialogElement;
  readonly #body = h('div', { class: 'export-body' });
  readonly #said = h('p', { class: 'export-said', role: 'status' });

  /** @param rows What there is to take, asked whenever the dialog is opened. */
  constructor(private readonly rows: (sheet: ExportSheet) => readonly HTMLElement[]) {
    this.root = h('dialog', { class: 'help export', 'aria-label': 'Export' },
      h('header', { class: 'export-head' }, h('h2', {}, 'Export'),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', title: 'Close (Esc)', on: { click: () => this.root.close() } }, icon('close'))),
      this.#body, this.#said);
    this.root.addEventListener('click', (event) => event.target === this.root && this.root.close());
  }

  close(): void {
    this.root.close();
    this.root.remove();
  }

  open(): void {
    setText(this.#said, '');
    fill(this.#body, ...this.rows(this));
    this.root.showModal();
  }

  row(name: string, note: string, ...controls: readonly HTMLElement[]): HTMLElement {
    return h('div', { class: 'export-row', role: 'group', 'aria-label': name }, h('span', { class: 'export-name' }, name, ' ', h('small', {}, note)), h('span', { class: 'export-buttons' }, ...controls));
  }

  /** @param done What is said when it is done; that it was saved, unless given. */
  button(label: string, of: string, act: () => Promise<void> | void, done = `saved as ${label}`): HTMLElement {
    return h('button', {
      type: 'button', class: 'button', 'aria-label': `${label} of ${of}`,
      on: { click: () => void this.act(of, act, done) },
    }, label);
  }

  /** The buttons of a panel's picture. @param name The file's name with an extension. */
  pictureButtons(of: string, name: (extension: string) => string, picture: () => Picture, isVector = true): readonly HTMLElement[] {
    return [
      this.button('PNG', of, async () => save(name('png'), 'image/png', await pngOf(picture()))),
      ...(isVector ? [this.button('SVG', of, () => save(name('svg'), 'image/svg+xml', svgOf(picture())))] : []),
    ];
  }

  /** The row of the address. */
  linkRow(): HTMLElement {
    const link = h('button', { type: 'button', class: 'button', on: { click: () => void this.#copyLink(link) } }, 'Copy link');
    return this.row('This page', 'the address says all that is on the screen', link);
  }

  /** Does something, and says that it is done, or why not. */
  async act(of: string, act: () => Promise<void> | void, done: string): Promise<void> {
    try {
      await act();
      setText(this.#said, `${of}: ${done}.`);
    } catch (error) {
      setText(this.#said, `${of}: ${sentenceOf(error)}`);
    }
  }

  async #copyLink(button: HTMLElement): Promise<void> {
    await copy(location.href, button);
    setText(this.#said, button.classList.contains('copied') ? 'The link is copied.' : 'The browser keeps its clipboard to itself here: copy the address instead.');
  }
}

/** Hands a file to the browser, which asks or puts it where downloads go. */
export function save(name: string, mediaType: string, content: string | Blob): void {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type: `${mediaType};charset=utf-8` }) : content);
  const link = h('a', { href: address, download: name });
  link.click();
  // The browser has taken hold of it by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
