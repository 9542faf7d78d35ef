import type { EventType, Gap, MissingFile, Run } from '../api/types';
import type { Catalogue } from './catalogue';
import { runTitle } from './flowTree';
import { duration, grouped } from './numbers';
import { planOf } from './plan';

/** Something that the store lacks: what, where, and what to do about it. */
export interface Missing {
  readonly kind: 'file' | 'loss' | 'type';
  readonly title: string;
  readonly where: string;
  readonly remedy: string;
  /** Code to add, or the name of a file. */
  readonly code: string;
  /** The filter that shows where it is missing; empty where there is none. */
  readonly filter: string;
}

const causes: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  buffer_full: ['were not recorded: the tracer had no room for them', 'A larger TracerOptions.BufferSize, a shorter FlushInterval, or a filter that lets fewer through (OJO_FILTER) avoids it.'],
  overwritten: ['were overwritten before they were written to a file', 'That is what a flight recorder does. For a longer window: a larger TracerOptions.BufferSize, or fewer events.'],
  write_error: ['could not be written to a file', 'See whether the disk of the trace directory is full, and whether the program may write there.'],
};

/** Everything that the store is known to lack, the worst first. */
export function whatIsMissing(
  files: readonly MissingFile[], gaps: readonly Gap[], runs: readonly Run[], types: readonly EventType[], catalogue: Catalogue,
): readonly Missing[] {
  return [...files.map(fileMissing), ...lossesOf(gaps, runs), ...typesMissing(types, catalogue)];
}

const fileMissing = (file: MissingFile): Missing => ({
  kind: 'file', title: 'A file of this store cannot be read.', where: file.reason, code: file.name, filter: '',
  remedy: 'What it holds is missing from every chart and list. Bring the file back, or run ojo-watcher on the store: it sets a damaged file aside and takes in again what is still there.',
});

/** Losses of one cause and run, together. */
function lossesOf(gaps: readonly Gap[], runs: readonly Run[]): readonly Missing[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const key = `${gap.cause} ${gap.runId}`;
    groups.set(key, [...groups.get(key) ?? [], gap]);
  }
  const losses = [...groups.values()].map((group) => ({ group, events: group.reduce((sum, gap) => sum + gap.events, 0) }));
  return losses.sort((a, b) => b.events - a.events).flatMap(({ group, events }): readonly Missing[] => {
    const [first] = group;
    if (first === undefined) return [];
    const run = runs.find((one) => one.runId === first.runId);
    const from = Math.min(...group.map((gap) => gap.fromNs));
    const to = Math.max(...group.map((gap) => gap.toNs));
    const [what, remedy] = causes[first.cause] ?? ['were lost', 'The trace does not say why.'];
    const times = group.length === 1 ? `within ${duration(to - from)}, ${duration(from)} after the start` : `${grouped(group.length)} times between ${duration(from)} and ${duration(to)} after the start`;
    return [{
      kind: 'loss', title: `${grouped(events)} events ${what}.`, where: `${run === undefined ? `run ${first.runId}` : runTitle(run)}, ${times}`, remedy, code: '',
      filter: `run:${first.runId} t:${from}ns..${to}ns`,
    }];
  });
}

/** What a usual view of a flow would draw, and no event of the store has the role for. */
function typesMissing(types: readonly EventType[], catalogue: Catalogue): readonly Missing[] {
  const recordedRoles = new Set(types.map((type) => type.role));
  return planOf(types, catalogue, { isChild: false, recordedRoles }).flatMap((panel) => (panel.kind === 'missing'
    ? [{ kind: 'type' as const, title: `Nothing to draw under “${panel.title}”.`, where: '', remedy: `${panel.missing.sentence}.`, code: panel.missing.code, filter: '' }] : []));
}
