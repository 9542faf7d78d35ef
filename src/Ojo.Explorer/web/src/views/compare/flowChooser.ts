import { isAbort, sentenceOf } from '../../api/apiError';
import type { FlowRow, RunName } from '../../api/types';
import { runTitle } from '../../model/flowTree';
import { duration, grouped, percent } from '../../model/numbers';
import type { Session } from '../../model/session';
import { mostCompared } from '../../model/address';
import { fill, freshId, h, toggleAttribute } from '../common/dom';

/** Asks for a flow to lay over the one that is open: a list that is searched as one types. */
export function chooseFlow(session: Session, flow: string, others: readonly string[]): void {
  const listId = freshId('flows');
  const list = h('ul', { class: 'chooser-list', id: listId, role: 'listbox', 'aria-label': 'Flows' });
  const status = h('p', { class: 'chooser-status', role: 'status' });
  const input = h('input', {
    type: 'search', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': listId, 'aria-autocomplete': 'list', 'aria-label': 'Flow to compare with',
    placeholder: 'Flow, service or host', autocomplete: 'off',
    on: { input: () => { window.clearTimeout(timer); timer = window.setTimeout(() => void load(), 120); }, keydown: (event) => onKey(event) },
  });
  const dialog = h('dialog', { class: 'help chooser', 'aria-label': `Compare flow ${flow} with` }, h('h2', {}, `Compare flow ${flow} with…`), input, list, status,
    h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Cancel'));
  let timer = 0;
  let active = 0;
  let found: readonly FlowRow[] = [];
  let request = new AbortController();
  const take = (id: string) => {
    dialog.close();
    compareWith(session, flow, [...others, id]);
  };
  const activate = (index: number) => {
    if (found.length === 0) return;
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = (index + found.length) % found.length;
    const option = list.children[active] as HTMLElement;
    option.setAttribute('aria-selected', 'true');
    toggleAttribute(input, 'aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') activate(active + (event.key === 'ArrowDown' ? 1 : -1));
    else if (event.key === 'Enter') {
      const chosen = found[active];
      if (chosen !== undefined) take(chosen.id);
    } else return;
    event.preventDefault();
  };
  const option = (row: FlowRow, run: RunName | undefined, index: number) => h('li', {
    role: 'option', id: `${listId}-${index}`, 'aria-selected': 'false', 'data-flow': row.id, on: { click: () => take(row.id) },
  }, h('strong', {}, row.id), h('span', {}, run === undefined ? '' : runTitle(run)),
  h('span', { class: 'chooser-facts' }, `${grouped(row.events)} events · ${duration(row.durationNs)}${row.packetsSent === 0 ? '' : ` · ${percent(row.packetsLost, row.packetsSent)} lost`}`));
  const load = async () => {
    request.abort();
    request = new AbortController();
    try {
      const page = await session.client.flows({ search: input.value.trim(), sort: 'events', order: 'desc', limit: 60 }, request.signal);
      found = page.flows.filter((row) => row.id !== flow && !others.includes(row.id));
      fill(list, ...found.map((row, index) => option(row, page.runs.find((run) => run.runId === row.runId), index)));
      fill(status, found.length === 0 ? 'No other flow matches.' : page.hasMore ? `The ${found.length} longest of ${grouped(page.total)}; type to find others` : '');
      active = 0;
      activate(0);
    } catch (error) {
      if (!isAbort(error)) fill(status, sentenceOf(error));
    }
  };
  dialog.addEventListener('close', () => {
    request.abort();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  void load();
}

/** Lays flows over each other. */
export function compareWith(session: Session, flow: string, others: readonly string[]): void {
  const { router } = session;
  router.push({ flow, with: [...new Set(others)].filter((id) => id !== flow).slice(0, mostCompared - 1), range: null, event: null, eventTime: null });
}
