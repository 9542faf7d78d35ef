import type { EventCounts } from '../api/types';

/** A part of each column: the events of a category, or of a type where there is only one category. */
export interface Layer {
  readonly name: string;
  /** The term of the filter that asks for it; null for what is left over. */
  readonly term: 'category' | 'type' | null;
  readonly counts: readonly number[];
  readonly total: number;
}

const mostLayers = 6;
const leftOver = 'others';

/** By what the events of a store are told apart: by category, unless all are of one or some are of none. */
export function layering(types: readonly { readonly category: string }[]): 'category' | 'type' {
  const categories = new Set(types.map((type) => type.category));
  return categories.size > 1 && !categories.has('') ? 'category' : 'type';
}

/** The counts in layers to be put on top of each other, the largest first; what is beyond six is one layer. */
export function layersOf(answer: EventCounts, term: 'category' | 'type'): readonly Layer[] {
  const groups = new Map<string, number[]>();
  for (const { type, counts } of answer.types) {
    const name = term === 'category' ? type.category : type.name;
    groups.set(name, added(groups.get(name) ?? [], counts));
  }
  const layers = [...groups].map(([name, counts]): Layer => ({ name, term, counts, total: sum(counts) }))
    .filter((layer) => layer.total > 0)
    .sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
  if (layers.length <= mostLayers) return layers;
  const rest = layers.slice(mostLayers - 1);
  return [...layers.slice(0, mostLayers - 1), {
    name: leftOver, term: null, counts: rest.reduce<readonly number[]>((all, layer) => added(all, layer.counts), []), total: rest.reduce((all, layer) => all + layer.total, 0),
  }];
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

function added(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => (a[index] ?? 0) + (b[index] ?? 0));
}
