import { nextFrame } from '../../drawing/frame';
import type { FlowSession } from '../../model/flowSession';
import type { PanelSpec } from '../../model/panelSpec';
import { planOf } from '../../model/plan';
import { Lifetime } from '../../model/signal';
import { Crosshair } from './crosshair';
import { h } from '../common/dom';
import type { DragMode } from './gestures';
import { LanePanel } from './lanePanel';
import { LinePanel } from './linePanel';
import { Minimap } from './minimap';
import { MissingPanel } from './missingPanel';
import { PacketPanel } from './packetPanel';
import type { Panel, PanelHost } from './panel';
import { readPreferences, writePreferences } from '../common/preferences';
import { TimeAxis } from './timeAxis';

/** All panels under one minimap and one time axis, with one cursor. */
export class PanelStack implements PanelHost {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #panels: Panel[] = [];
  readonly #list = h('div', { class: 'panel-list' });
  readonly #axis: TimeAxis;
  readonly #minimap: Minimap;
  readonly #readValues = () => this.#read();
  readonly #folded: Set<string>;
  #heights: Record<string, number>;
  #order: readonly string[];
  #plan = '';

  constructor(private readonly flow: FlowSession, private readonly dragMode: () => DragMode) {
    const preferences = readPreferences();
    this.#heights = { ...preferences.heights };
    this.#order = preferences.order;
    this.#folded = new Set(flow.session.router.address.value.folded);
    this.#axis = new TimeAxis(flow);
    this.#minimap = new Minimap(flow);
    const crosshair = new Crosshair(flow, () => this.#list.querySelector('.plot')?.clientWidth ?? 0);
    const head = h('div', { class: 'stack-head' }, this.#minimap.root, this.#axis.root);
    this.root = h('div', { class: 'stack' }, h('div', { class: 'stack-inner' }, head, this.#list, crosshair.root));
    this.#build();

    const { viewport } = flow;
    const again = () => nextFrame(this.#readValues);
    this.life.add(viewport.cursor.follow(again));
    this.life.add(viewport.range.follow(again));
    this.life.add(viewport.selection.follow(again));
    this.life.add(flow.selected.follow(again));
    this.life.add(flow.counts.follow(again));
    this.life.add(flow.details.follow(() => this.#build()));
    this.life.add(() => crosshair.close());
    this.life.add(() => this.#axis.close());
    this.life.add(() => this.#minimap.close());
    this.life.add(() => this.#panels.splice(0).forEach((panel) => panel.close()));
  }

  close(): void {
    this.life.end();
  }

  isFolded(id: string): boolean {
    return this.#folded.has(id);
  }

  fold(id: string, folded: boolean): void {
    if (folded) this.#folded.add(id);
    else this.#folded.delete(id);
    this.#panels.find((panel) => panel.spec.id === id)?.applyFold();
    this.flow.session.router.replace({ folded: [...this.#folded] });
  }

  move(id: string, by: -1 | 1): void {
    const at = this.#panels.findIndex((panel) => panel.spec.id === id);
    const panel = this.#panels[at];
    const other = this.#panels[at + by];
    if (panel === undefined || other === undefined) return;
    this.#panels[at] = other;
    this.#panels[at + by] = panel;
    const focused = document.activeElement;
    if (by < 0) other.root.before(panel.root);
    else other.root.after(panel.root);
    if (focused instanceof HTMLElement) focused.focus();
    this.#order = this.#panels.map((one) => one.spec.id);
    writePreferences({ order: this.#order });
  }

  height(id: string, normal: number): number {
    return this.#heights[id] ?? normal;
  }

  resize(id: string, height: number): void {
    this.#heights = { ...this.#heights, [id]: height };
    writePreferences({ heights: this.#heights });
    this.#panels.find((panel) => panel.spec.id === id)?.invalidate();
  }

  /** Makes the panels, anew where the flow has got events of a type that it had none of. */
  #build(): void {
    const { catalogue, details, session, types } = this.flow;
    const plan = planOf(types, catalogue, {
      isChild: details.value.parentId !== null,
      recordedRoles: new Set(session.stats.value?.types.map((count) => catalogue.type(count).role)),
    });
    const name = plan.map((spec) => `${spec.id} ${spec.kind} ${spec.kind === 'lines' ? spec.series.length : spec.kind === 'lanes' ? spec.lanes.length : spec.kind === 'packets' ? spec.groups.length : 0}`).join('\n');
    if (name === this.#plan) return;
    this.#plan = name;
    for (const panel of this.#panels.splice(0)) panel.close();
    const place = (spec: PanelSpec) => {
      const at = this.#order.indexOf(spec.id);
      return at < 0 ? this.#order.length + plan.indexOf(spec) : at;
    };
    for (const spec of [...plan].sort((a, b) => place(a) - place(b))) {
      const panel = this.#make(spec);
      this.#panels.push(panel);
      this.#list.append(panel.root);
      panel.applyFold();
    }
  }

  #make(spec: PanelSpec): Panel {
    switch (spec.kind) {
      case 'packets': return new PacketPanel(this.flow, spec, this, this.dragMode);
      case 'lines': return new LinePanel(this.flow, spec, this, this.dragMode);
      case 'lanes': return new LanePanel(this.flow, spec, this, this.dragMode);
      case 'missing': return new MissingPanel(this.flow, spec, this);
    }
  }

  /** The values at the cursor; without one, at the selected event, else at the end of what is visible. */
  #read(): void {
    const { viewport, selected } = this.flow;
    const at = viewport.cursor.value ?? selected.value?.tNs ?? null;
    this.#axis.read(at);
    for (const panel of this.#panels) panel.read(at ?? viewport.range.value.to);
  }
}
