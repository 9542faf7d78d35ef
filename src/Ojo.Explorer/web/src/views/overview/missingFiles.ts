import type { MissingFile } from '../../api/types';
import { h } from '../common/dom';

/** Which files of the store cannot be read, and why: what they hold is in no chart and no list. */
export function missingFiles(files: readonly MissingFile[]): HTMLElement | null {
  if (files.length === 0) return null;
  const most = 8;
  return h('div', { class: 'warning missing-files', role: 'alert' },
    h('p', {}, files.length === 1 ? 'A file of this store cannot be read. What it holds is missing from every chart and list; the rest is shown.'
      : `${files.length} files of this store cannot be read. What they hold is missing from every chart and list; the rest is shown.`),
    h('ul', {}, ...files.slice(0, most).map((file) => h('li', {}, h('code', {}, file.name), ' ', file.reason)),
      files.length > most ? h('li', {}, `and ${files.length - most} more`) : null),
    h('p', {}, 'Bring the file back, or run ojo-watcher on the store: it sets a damaged file aside and takes in again what is still there.'));
}
