import type { FlowRow, RunName } from '../api/types';

/** A line of the flow list: a run's heading, or a flow at its depth below its parents. */
export type TreeLine =
  | { readonly kind: 'run'; readonly run: RunName; readonly flows: number }
  | { readonly kind: 'flow'; readonly flow: FlowRow; readonly depth: number; readonly orphan: boolean; readonly isLast: boolean };

/** Flows under their runs, and children under their parents where those are in the list; the order is kept otherwise. */
export function treeOf(flows: readonly FlowRow[], runs: readonly RunName[]): readonly TreeLine[] {
  const byId = new Set(flows.map((flow) => flow.id));
  const children = new Map<string, FlowRow[]>();
  const roots = new Map<number, FlowRow[]>();
  for (const flow of flows) {
    const parent = flow.parentId;
    if (parent !== null && parent !== flow.id && byId.has(parent)) append(children, parent, flow);
    else append(roots, flow.runId, flow);
  }
  const lines: TreeLine[] = [];
  const done = new Set<string>();
  const add = (flow: FlowRow, depth: number, isLast: boolean) => {
    if (done.has(flow.id)) return;
    done.add(flow.id);
    lines.push({ kind: 'flow', flow, depth, orphan: depth === 0 && flow.parentId !== null, isLast });
    const below = children.get(flow.id) ?? [];
    below.forEach((child, index) => add(child, depth + 1, index === below.length - 1));
  };
  for (const [runId, own] of roots) {
    const run = runs.find((one) => one.runId === runId) ?? { runId, service: null, host: null, processId: null, startNs: '0' };
    lines.push({ kind: 'run', run, flows: flows.filter((flow) => flow.runId === runId).length });
    own.forEach((flow, index) => add(flow, 0, index === own.length - 1));
  }
  // Parents that are each other's children are a writer's mistake, and still flows.
  for (const flow of flows) add(flow, 0, true);
  return lines;
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
