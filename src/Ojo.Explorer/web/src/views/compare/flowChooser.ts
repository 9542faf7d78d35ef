import { isAbort, sentenceOf } from '../../api/apiError';
import type { FlowRow, Run, RunName } from '../../api/types';
import { runTitle } from '../../model/flowTree';
import { duration, grouped, percent } from '../../model/numbers';
import type { Session } from '../../model/session';
import { mostCompared } from '../../model/address';
import { fill, freshId, h, toggleAttribute } from '../common/dom';

/** So many runs are offered beside the flows. */
const mostRuns = 20;

/** What is offered: a flow, or a run, which stands for its busiest flow. */
type Choice = { readonly kind: 'flow'; readonly row: FlowRow; readonly run: RunName | undefined } | { readonly kind: 'run'; readonly run: Run };

function wordsOf(choice: Choice): { readonly name: string; readonly of: string; readonly facts: string } {
  if (choice.kind === 'run') {
    const { run } = choice;
    return { name: `run ${run.runId}`, of: runTitle(run), facts: `its busiest of ${grouped(run.flows)} flow${run.flows === 1 ? '' : 's'}, and both runs summed` };
  }
  const { row, run } = choice;
  return {
    name: row.id, of: run === undefined ? '' : runTitle(run),
    facts: `${grouped(row.events)} events · ${duration(row.durationNs)}${row.packetsSent === 0 ? '' : ` · ${percent(row.packetsLost, row.packetsSent)} lost`}`,
  };
}

/** The flow of a run with the most events that is not on the screen yet. */
async function busiestOf(session: Session, run: Run, taken: readonly string[], signal: AbortSignal): Promise<FlowRow | undefined> {
  const page = await session.client.flows({ run: run.runId, sort: 'events', order: 'desc', limit: taken.length + 1 }, signal);
  return page.flows.find((row) => !taken.includes(row.id));
}

/** Asks for a flow to lay over the one that is open: a list that is searched as one types. */
export function chooseFlow(session: Session, flow: string, others: readonly string[]): void {
  const listId = freshId('flows');
  const list = h('ul', { class: 'chooser-list', id: listId, role: 'listbox', 'aria-label': 'Flows' });
  const status = h('p', { class: 'chooser-status', role: 'status' });
  const input = h('input', {
    type: 'search', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': listId, 'aria-autocomplete': 'list', 'aria-label': 'Flow to compare with',
    placeholder: 'Flow, run, service or host', autocomplete: 'off',
    on: { input: () => { window.clearTimeout(timer); timer = window.setTimeout(() => void load(), 120); }, keydown: (event) => onKey(event) },
  });
  const dialog = h('dialog', { class: 'help chooser', 'aria-label': `Compare flow ${flow} with` }, h('h2', {}, `Compare flow ${flow} with…`), input, list, status,
    h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Cancel'));
  let timer = 0;
  let active = 0;
  let found: readonly Choice[] = [];
  let runs: readonly Run[] | null = null;
  let request = new AbortController();
  const lay = (id: string) => {
    dialog.close();
    compareWith(session, flow, [...others, id]);
  };
  const take = async (choice: Choice) => {
    if (choice.kind === 'flow') {
      lay(choice.row.id);
      return;
    }
    try {
      const busiest = await busiestOf(session, choice.run, [flow, ...others], request.signal);
      if (busiest === undefined) fill(status, 'This run has no other flow.');
      else lay(busiest.id);
    } catch (error) {
      if (!isAbort(error)) fill(status, sentenceOf(error));
    }
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
      if (chosen !== undefined) void take(chosen);
    } else return;
    event.preventDefault();
  };
  const option = (choice: Choice, index: number) => {
    const { name, of, facts } = wordsOf(choice);
    return h('li', {
      role: 'option', id: `${listId}-${index}`, 'aria-selected': 'false', 'data-flow': choice.kind === 'flow' ? choice.row.id : null, 'data-run': choice.kind === 'run' ? String(choice.run.runId) : null,
      on: { click: () => void take(choice) },
    }, h('strong', {}, name), h('span', {}, of), h('span', { class: 'chooser-facts' }, facts));
  };
  const load = async () => {
    request.abort();
    request = new AbortController();
    try {
      const search = input.value.trim();
      const [page, all] = await Promise.all([session.client.flows({ search, sort: 'events', order: 'desc', limit: 60 }, request.signal), runs ?? session.client.runs(request.signal)]);
      runs = all;
      const own = flow.split('-')[0];
      const shown = all.filter((run) => String(run.runId) !== own && run.flows > 0 && runTitle(run).toLowerCase().includes(search.toLowerCase())).slice(0, search === '' ? 3 : mostRuns);
      found = [
        ...shown.map((run): Choice => ({ kind: 'run', run })),
        ...page.flows.filter((row) => row.id !== flow && !others.includes(row.id)).map((row): Choice => ({ kind: 'flow', row, run: page.runs.find((run) => run.runId === row.runId) })),
      ];
      fill(list, ...found.map(option));
      fill(status, found.length === 0 ? 'No other flow or run matches.' : page.hasMore ? `The ${page.flows.length} flows with most events of ${grouped(page.total)}; type to find others` : '');
      active = 0;
      // Runs stand first to be seen; a flow is what Enter takes.
      activate(shown.length < found.length ? shown.length : 0);
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
  const { flow: open, event, eventTime } = router.address.value;
  // What is selected stays selected: the flows can be laid over each other at it.
  const selected = flow === open ? { event, eventTime } : { event: null, eventTime: null };
  router.push({ flow, with: [...new Set(others)].filter((id) => id !== flow).slice(0, mostCompared - 1), range: null, ...selected });
}
