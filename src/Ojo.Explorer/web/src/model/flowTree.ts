import type { FlowRow, RunName } from '../api/types';

/** A line of the flow list: a run's heading, or a flow below its run and parents. */
export type TreeLine = RunLine | FlowLine;

interface Place {
  /** What it is folded and found by. */
  readonly key: string;
  /** The key of the line that it stands below; null for a run. */
  readonly above: string | null;
  /** 1 for a run, 2 for its flows, and so on. */
  readonly level: number;
  /** Its place among those of one parent, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** Whether what is below it is hidden; null where nothing is below. */
  readonly folded: boolean | null;
}

export interface RunLine extends Place {
  readonly kind: 'run';
  readonly run: RunName;
  readonly flows: number;
}

export interface FlowLine extends Place {
  readonly kind: 'flow';
  readonly flow: FlowRow;
  /** Whether its parent is not in the list. */
  readonly orphan: boolean;
}

/** From so many children on, a flow is folded until somebody unfolds it. */
const manyChildren = 9;

export interface Folding {
  /** What somebody folded (true) or unfolded (false), by key. */
  readonly chosen: ReadonlyMap<string, boolean>;
  /** The flow that is open: what it stands below is unfolded unless somebody folded it. */
  readonly open: string | null;
}

export const unfolded: Folding = { chosen: new Map(), open: null };

export const runKey = (runId: number): string => `run ${runId}`;

/** The lines to show: flows under their runs, and children under their parents where those are in the list; the order is kept otherwise. */
export function treeOf(flows: readonly FlowRow[], runs: readonly RunName[], folding: Folding = unfolded): readonly TreeLine[] {
  const byId = new Map(flows.map((flow) => [flow.id, flow]));
  const children = new Map<string, FlowRow[]>();
  const roots = new Map<number, FlowRow[]>();
  const reached = new Set<string>();
  for (const flow of byId.values()) {
    const parent = flow.parentId;
    if (parent !== null && parent !== flow.id && byId.has(parent)) append(children, parent, flow);
    else append(roots, flow.runId, flow);
  }
  const reach = (flow: FlowRow): void => {
    if (reached.has(flow.id)) return;
    reached.add(flow.id);
    children.get(flow.id)?.forEach(reach);
  };
  for (const own of roots.values()) own.forEach(reach);
  // Parents that are each other's children are a writer's mistake, and still flows.
  for (const flow of byId.values()) {
    if (reached.has(flow.id)) continue;
    append(roots, flow.runId, flow);
    reach(flow);
  }

  const above = openPath(folding.open, byId);
  const lines: TreeLine[] = [];
  const done = new Set<string>();
  const add = (flow: FlowRow, parent: string, level: number, position: number, siblings: number) => {
    if (done.has(flow.id)) return;
    done.add(flow.id);
    const below = (children.get(flow.id) ?? []).filter((child) => !done.has(child.id));
    // Children that are not in the list yet are there to be unfolded too.
    const has = below.length > 0 || flow.children > 0;
    const folded = !has ? null : folding.chosen.get(flow.id) ?? (!above.has(flow.id) && (below.length === 0 || Math.max(below.length, flow.children) >= manyChildren));
    lines.push({ kind: 'flow', key: flow.id, above: parent, level, position, siblings, folded, flow, orphan: level === 2 && flow.parentId !== null });
    if (folded === true) hide(below, children, done);
    else below.forEach((child, index) => add(child, flow.id, level + 1, index + 1, below.length));
  };
  let position = 0;
  for (const [runId, own] of roots) {
    const run = runs.find((one) => one.runId === runId) ?? { runId, service: null, host: null, processId: null, startNs: '0' };
    const key = runKey(runId);
    const folded = folding.chosen.get(key) ?? false;
    lines.push({
      kind: 'run', key, above: null, level: 1, position: ++position, siblings: roots.size, folded, run, flows: flows.filter((flow) => flow.runId === runId).length,
    });
    if (!folded) own.forEach((flow, index) => add(flow, key, 2, index + 1, own.length));
  }
  return lines;
}

/** What is hidden below a folded flow is not listed elsewhere either. */
function hide(flows: readonly FlowRow[], children: ReadonlyMap<string, readonly FlowRow[]>, done: Set<string>): void {
  for (const flow of flows) {
    if (done.has(flow.id)) continue;
    done.add(flow.id);
    hide(children.get(flow.id) ?? [], children, done);
  }
}

/** The parents of the open flow. */
function openPath(open: string | null, byId: ReadonlyMap<string, FlowRow>): ReadonlySet<string> {
  const path = new Set<string>();
  for (let parent = byId.get(open ?? '')?.parentId ?? null; parent !== null && !path.has(parent); parent = byId.get(parent)?.parentId ?? null) path.add(parent);
  return path;
}

function append<K>(map: Map<K, FlowRow[]>, key: K, flow: FlowRow): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [flow]);
  else list.push(flow);
}

/** A run as people call it. */
export function runTitle(run: RunName): string {
  const service = run.service ?? `run ${run.runId}`;
  return `${service}${run.host === null ? '' : `@${run.host}`}${run.processId === null ? '' : ` ${run.processId}`}`;
}
