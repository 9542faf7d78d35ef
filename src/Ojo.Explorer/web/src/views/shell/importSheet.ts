import { sentenceOf } from '../../api/apiError';
import type { Imported } from '../../api/types';
import { upload } from '../../api/upload';
import { grouped } from '../../model/numbers';
import type { Session } from '../../model/session';
import { fill, h, setText } from '../common/dom';
import { icon } from '../common/icons';

/** The dialog by which files are taken into the store: chosen, or dropped anywhere on the page. */
export class ImportSheet {
  readonly root: HTMLDialogElement;
  readonly #files = h('input', { type: 'file', multiple: true, class: 'import-files', 'aria-label': 'Files to import', on: { change: () => this.#take([...this.#files.files ?? []]) } });
  readonly #list = h('ul', { class: 'import-list', 'aria-live': 'polite' });
  #isBusy = false;
  #closing = new AbortController();

  constructor(private readonly session: Session) {
    this.root = h('dialog', { class: 'help import', 'aria-label': 'Import' },
      h('header', { class: 'export-head' }, h('h2', {}, 'Import'),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', title: 'Close (Esc)', on: { click: () => this.root.close() } }, icon('close'))),
      h('p', { class: 'import-about' }, 'Traces of other programs: qlog, packet captures, tables. Choose files, or drop them anywhere on the page; they are added to this store.'),
      this.#files, this.#list);
    this.root.addEventListener('click', (event) => event.target === this.root && this.root.close());
    // What has not been sent stays where it is.
    this.root.addEventListener('close', () => {
      this.#closing.abort();
      this.root.remove();
    });
    window.addEventListener('dragover', (event) => this.#isOfFiles(event) && event.preventDefault());
    window.addEventListener('drop', (event) => {
      if (!this.#isOfFiles(event)) return;
      event.preventDefault();
      this.open();
      this.#take([...event.dataTransfer?.files ?? []]);
    });
  }

  open(): void {
    if (this.root.open) return;
    this.#closing = new AbortController();
    fill(this.#list);
    this.#files.value = '';
    document.body.append(this.root);
    this.root.showModal();
  }

  #isOfFiles(event: DragEvent): boolean {
    return this.session.allowsImport.value && event.dataTransfer?.types.includes('Files') === true;
  }

  #take(files: readonly File[]): void {
    if (!this.#isBusy && files.length > 0) void this.#takeAll(files);
  }

  async #takeAll(files: readonly File[]): Promise<void> {
    const { signal } = this.#closing;
    this.#isBusy = this.#files.disabled = true;
    const runs: number[] = [];
    let hasSaid = false;
    for (const file of files) {
      const said = h('span', { class: 'import-said' }, 'waiting');
      const bar = h('progress', { max: '1', value: '0', 'aria-label': `Sending ${file.name}` });
      const line = h('li', {}, h('strong', {}, file.name), ' ', said, bar);
      this.#list.append(line);
      if (signal.aborted) break;
      try {
        const imported = await upload(file, (share) => {
          bar.value = share;
          setText(said, share < 1 ? `${Math.floor(share * 100)} % sent` : 'being taken in…');
          if (share >= 1) bar.removeAttribute('value');
        }, signal);
        setText(said, summaryOf(imported));
        line.append(...problemsOf(imported));
        runs.push(...imported.newRuns);
        hasSaid ||= imported.failure !== null || imported.problemCount > 0 || imported.newRuns.length === 0;
      } catch (error) {
        hasSaid = true;
        setText(said, sentenceOf(error));
      }
      bar.remove();
    }
    this.#isBusy = this.#files.disabled = false;
    if (runs.length > 0) await this.#show(runs, hasSaid);
  }

  /** Opens what is new; where there is something to read first, when it has been read. */
  async #show(runs: readonly number[], hasSaid: boolean): Promise<void> {
    await this.session.load();
    const open = () => {
      this.root.close();
      this.session.router.push({ flow: null, range: null, event: null, eventTime: null, sql: null, filter: runs.map((run) => `run:${run}`).join(' OR ') });
    };
    if (hasSaid) this.#list.append(h('li', {}, h('button', { type: 'button', class: 'button', on: { click: open } }, 'Show what is new')));
    else open();
  }
}

function summaryOf({ format, events, knownEvents, problemCount, failure }: Imported): string {
  if (failure !== null && events + knownEvents === 0) return failure;
  const parts = [
    `${grouped(events)} events of ${format}`, knownEvents > 0 ? `${grouped(knownEvents)} were there already` : '', problemCount > 0 ? `${grouped(problemCount)} problems` : '', failure ?? '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function problemsOf({ problems, problemCount }: Imported): readonly HTMLElement[] {
  if (problems.length === 0) return [];
  return [h('ul', { class: 'import-problems' },
    ...problems.slice(0, 20).map(({ offset, message }) => h('li', {}, offset === null ? message : `byte ${grouped(offset)}: ${message}`)),
    problemCount > Math.min(20, problems.length) ? h('li', {}, `… and ${grouped(problemCount - Math.min(20, problems.length))} more`) : null)];
}
