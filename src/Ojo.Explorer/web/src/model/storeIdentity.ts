import type { Run } from '../api/types';

/** Which store this is, as far as its name and its runs say. */
export interface StoreIdentity {
  readonly name: string;
  /** When each run began and in which process, by its number. */
  readonly runs: ReadonlyMap<number, string>;
}

export const identityOf = (name: string, runs: readonly Run[]): StoreIdentity =>
  ({ name, runs: new Map(runs.map((run) => [run.runId, `${run.startNs} ${run.processId ?? ''}`])) });

/** Whether a store is another one than before: numbers of runs and flows mean something else in it. Old runs may have been removed, and new ones have come. */
export function isAnother(before: StoreIdentity, now: StoreIdentity): boolean {
  if (before.name !== now.name) return true;
  const shared = [...before.runs.keys()].filter((run) => now.runs.has(run));
  return shared.some((run) => before.runs.get(run) !== now.runs.get(run)) || (before.runs.size > 0 && shared.length === 0);
}
