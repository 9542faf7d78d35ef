import type { Comparison, PickedEvent } from '../../model/comparison';
import { duration, timeAt } from '../../model/numbers';
import { fieldText } from '../../model/quantity';
import { Lifetime } from '../../model/signal';
import { fill, h } from '../common/dom';
import { icon, lineIcon } from '../common/icons';
import { treatmentOf } from './treatments';

/** The event that was picked on a plot: what it is, its row in its flow, and the flows laid over each other at it. */
export class ComparePicked {
  readonly root = h('div', { class: 'compare-picked', role: 'status', hidden: true });
  readonly life = new Lifetime();

  constructor(private readonly comparison: Comparison) {
    this.life.add(comparison.selected.followNow((picked) => this.#show(picked)));
  }

  close(): void {
    this.life.end();
  }

  #show(picked: PickedEvent | null): void {
    this.root.hidden = picked === null;
    if (picked === null) return;
    const { comparison } = this;
    const { event, flow, tNs } = picked;
    const { letter, colour, dash } = treatmentOf(flow);
    const type = comparison.session.catalogue.value.type(event);
    const fields = Object.entries(event.fields).map(([name, value]) => `${name} ${fieldText(value, type.fields.find((field) => field.name === name)).text}`);
    const id = comparison.flows[flow]?.details.id ?? '';
    const button = (label: string, title: string, act: () => void) => h('button', { type: 'button', class: 'text-button', title, on: { click: act } }, label);
    fill(this.root, lineIcon(colour, 'line', dash), h('strong', {}, `${letter} · ${event.name}`), h('span', { class: 'picked-fields' }, fields.join(' · ')),
      h('span', { class: 'picked-time', title: `${event.tNs} ns since its run's start` }, `${timeAt(event.tNs, 1e3)} of its run, ${tNs < 0 ? '\u2212' : '+'}${duration(Math.abs(tNs))} here`),
      button(`Its row in flow ${id}`, 'Open the flow by itself, at this event (G)', () => comparison.openSelected()),
      button('Align here', 'Lay the flows over each other at this event; the others at the one that was picked in them, else at their first of its type', () => void comparison.alignAtSelected()),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Let go of the event', title: 'Let go of it (Esc)', on: { click: () => comparison.select(null) } }, icon('close')));
  }
}
