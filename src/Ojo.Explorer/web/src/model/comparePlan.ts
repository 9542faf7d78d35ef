import type { Catalogue } from './catalogue';
import type { Comparison } from './comparison';
import type { LineForm, LineSeries, MarkGroup } from './panelSpec';
import { planOf } from './plan';
import { type Quantity, quantityOf } from './quantity';

/** One thing that was measured in several flows: a panel of the comparison. */
export interface LineMeasure {
  readonly kind: 'line';
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly quantity: Quantity;
  readonly form: LineForm;
  /** For each flow its series; null where it has none. */
  readonly series: readonly (LineSeries | null)[];
}

/** What was sent and what became of it, for each flow. */
export interface PacketMeasure {
  readonly kind: 'packets';
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly groups: readonly (readonly MarkGroup[])[];
}

export type Measure = LineMeasure | PacketMeasure;

/** What flows that are compared get panels of: what the flow view's plan draws of any of them, a panel for each series. */
export function comparePlan(comparison: Comparison, catalogue: Catalogue): readonly Measure[] {
  const { flows } = comparison;
  const plans = flows.map(({ details, types }) => planOf(types, catalogue, { isChild: details.parentId !== null, recordedRoles: new Set() }));
  const measures = new Map<string, LineMeasure>();
  const groups: MarkGroup[][] = flows.map(() => []);
  plans.forEach((plan, flow) => {
    for (const panel of plan) {
      if (panel.kind === 'packets' && panel.id === 'packets') groups[flow] = [...panel.groups];
      if (panel.kind !== 'lines') continue;
      for (const one of panel.series) {
        // The number of a type is another for each service: what a series is called is the same.
        const key = `${panel.title}\n${one.label}\n${quantityOf(one.field).key}`;
        const known = measures.get(key);
        const series = known?.series ?? flows.map(() => null);
        const description = one.field.description === '' ? panel.description : one.field.description;
        measures.set(key, {
          kind: 'line', id: known?.id ?? `line-${measures.size}`, description, quantity: quantityOf(one.field), form: one.form === 'area' ? 'step' : one.form,
          title: (panel.series.length === 1 && !panel.id.startsWith('type-')) || one.label === panel.title.toLowerCase() ? panel.title : `${panel.title} · ${one.label}`,
          series: series.map((before, index) => (index === flow ? before ?? one : before)),
        });
      }
    }
  });
  const lines = [...measures.values()];
  // What all of them have is what can be compared.
  const shared = lines.filter((one) => one.series.every((series) => series !== null));
  const others = lines.filter((one) => !shared.includes(one));
  const packets: readonly Measure[] = groups.every((own) => own.length === 0) ? [] : [{
    kind: 'packets', id: 'packets', title: 'Packets', description: 'Packets by their number, counted from the first that each flow sent', groups,
  }];
  return [...packets, ...shared, ...others];
}

/** What a measure asks for, flow by flow. */
export const selectorsOf = (measure: Measure): readonly (readonly string[])[] => (measure.kind === 'line' ? measure.series.map((series) => (series === null ? [] : [series.selector]))
  : measure.groups.map((groups) => groups.flatMap((group) => group.members.map((member) => member.selector))));
