import type { EventType } from '../../api/types';
import { nextFrame } from '../../drawing/frame';
import type { FlowSession } from '../../model/flowSession';
import type { PanelSpec } from '../../model/panelSpec';
import { normalState, type PanelState, type PanelStates } from '../../model/panelState';
import { planOf } from '../../model/plan';
import { Lifetime } from '../../model/signal';
import { findPlugins, pluginPanels, plugins } from '../../plugins/pluginList';
import { PluginPanel } from '../../plugins/pluginPanel';
import { Crosshair } from './crosshair';
import { h } from '../common/dom';
import { icon } from '../common/icons';
import type { DragMode } from './gestures';
import { LanePanel } from './lanePanel';
import { StreamPanel } from './streamPanel';
import { LinePanel } from './linePanel';
import { Minimap } from './minimap';
import { MissingPanel } from './missingPanel';
import { PacketPanel } from './packetPanel';
import type { Panel, PanelHost } from './panel';
import { PanelChooser } from './panelChooser';
import { ReasonPanel } from './reasonPanel';
import { readPreferences, writePreferences } from '../common/preferences';
import { TimeAxis } from './timeAxis';

/** Of which flow the panels were zoomed in the address: another flow's values are others. */
let zoomedFlow: string | null = null;

/** All panels under one minimap and one time axis, with one cursor. What is set of them is in the address. */
export class PanelStack implements PanelHost {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #panels: Panel[] = [];
  readonly #list = h('div', { class: 'panel-list' });
  readonly #pins = h('div', { class: 'panel-pins' });
  readonly #axis: TimeAxis;
  readonly #minimap: Minimap;
  readonly #chooser = new PanelChooser();
  readonly #readValues = () => this.#read();
  #heights: Record<string, number>;
  #order: readonly string[];
  #plan: readonly PanelSpec[] = [];
  #name = '';

  constructor(private readonly flow: FlowSession, private readonly dragMode: () => DragMode) {
    const preferences = readPreferences();
    this.#heights = { ...preferences.heights };
    this.#order = preferences.order;
    this.#axis = new TimeAxis(flow);
    this.#minimap = new Minimap(flow);
    const crosshair = new Crosshair(flow, () => this.root.querySelector('.plot')?.clientWidth ?? 0);
    const head = h('div', { class: 'stack-head' }, this.#minimap.root, this.#axis.root, this.#pins);
    const foot = h('div', { class: 'stack-foot' }, h('button', { type: 'button', class: 'text-button add-panel', on: { click: () => this.#addPanel() } }, icon('add'), 'Add panel\u2026'));
    this.root = h('div', { class: 'stack' }, h('div', { class: 'stack-inner' }, head, this.#list, foot, crosshair.root), this.#chooser.root);
    if (zoomedFlow !== null && zoomedFlow !== flow.id) this.#forgetZoom();
    zoomedFlow = flow.id;
    this.#build();

    const { viewport } = flow;
    const { router } = flow.session;
    const again = () => nextFrame(this.#readValues);
    this.life.add(viewport.cursor.follow(again));
    this.life.add(viewport.range.follow(again));
    this.life.add(viewport.selection.follow(again));
    this.life.add(flow.selected.follow(again));
    this.life.add(flow.counts.follow(again));
    this.life.add(flow.details.follow(() => this.#build()));
    this.life.add(router.moved.follow(() => {
      if (router.address.value.flow === flow.id) this.#build(true);
    }));
    this.life.add(plugins.follow(() => this.#build()));
    findPlugins();
    this.life.add(() => crosshair.close());
    this.life.add(() => this.#chooser.close());
    this.life.add(() => this.#axis.close());
    this.life.add(() => this.#minimap.close());
    this.life.add(() => this.#panels.splice(0).forEach((panel) => panel.close()));
  }

  close(): void {
    this.life.end();
  }

  get #address() {
    return this.flow.session.router.address.value;
  }

  /** The panels, in the order in which they stand. */
  get panels(): readonly Panel[] {
    return this.#panels;
  }

  isFolded(id: string): boolean {
    return this.#address.folded.includes(id);
  }

  fold(id: string, folded: boolean): void {
    this.flow.session.router.replace({ folded: toggled(this.#address.folded, id, folded) });
    this.#panel(id)?.applyFold();
  }

  isPinned(id: string): boolean {
    return this.#address.pinned.includes(id);
  }

  pin(id: string, pinned: boolean): void {
    this.flow.session.router.push({ pinned: toggled(this.#address.pinned, id, pinned) });
    this.#place();
    this.#panel(id)?.applyState();
  }

  hide(id: string): void {
    const { added, hidden, markers, panels } = this.#address;
    if (this.#panel(id)?.spec.isAdded === true) {
      const { [id]: _, ...rest } = panels;
      this.flow.session.router.push({ added: added.filter((selector) => `add-${selector}` !== id), markers: markers.filter((mark) => !mark.startsWith(`${id}~`)), panels: rest });
    } else {
      this.flow.session.router.push({ hidden: toggled(hidden, id, true) });
    }
    this.#build();
  }

  state(id: string): PanelState {
    const { panels } = this.#address;
    return Object.hasOwn(panels, id) ? panels[id] as PanelState : normalState;
  }

  setState(id: string, change: Partial<PanelState>, isStep = true): void {
    const panels = { ...this.#address.panels, [id]: { ...this.state(id), ...change } };
    this.flow.session.router[isStep ? 'push' : 'replace']({ panels });
    this.#panel(id)?.applyState();
  }

  marks(id: string): readonly EventType[] {
    const wanted = this.#address.markers.filter((mark) => mark.startsWith(`${id}~`)).map((mark) => mark.slice(id.length + 1));
    return this.flow.types.filter((type) => wanted.includes(String(type.eventType)));
  }

  unmark(id: string, type: EventType): void {
    this.flow.session.router.push({ markers: this.#address.markers.filter((mark) => mark !== `${id}~${type.eventType}`) });
    this.#panel(id)?.applyState();
  }

  chooseMarks(id: string): void {
    this.#chooser.addMarks(this.#panel(id)?.spec.title ?? '', this.flow.types, this.marks(id), (type) => {
      this.flow.session.router.push({ markers: [...this.#address.markers, `${id}~${type.eventType}`] });
      this.#panel(id)?.applyState();
    });
  }

  move(id: string, by: -1 | 1): void {
    const group = this.#panels.filter((panel) => this.isPinned(panel.spec.id) === this.isPinned(id));
    const panel = group.find((one) => one.spec.id === id);
    const other = panel === undefined ? undefined : group[group.indexOf(panel) + by];
    if (panel === undefined || other === undefined) return;
    const [at, to] = [this.#panels.indexOf(panel), this.#panels.indexOf(other)];
    this.#panels[at] = other;
    this.#panels[to] = panel;
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
    this.#panel(id)?.invalidate();
  }

  #panel(id: string): Panel | undefined {
    return this.#panels.find((panel) => panel.spec.id === id);
  }

  #addPanel(): void {
    const { router } = this.flow.session;
    const hidden = this.#plan.filter((spec) => this.#address.hidden.includes(spec.id)).map((spec) => ({
      title: spec.title,
      show: () => {
        router.push({ hidden: toggled(this.#address.hidden, spec.id, false) });
        this.#build();
        this.#reveal(spec.id);
      },
    }));
    this.#chooser.addPanel(this.flow.types, hidden, this.#address.added, (selector) => {
      router.push({ added: [...this.#address.added, selector] });
      this.#build();
      this.#reveal(`add-${selector}`);
    });
  }

  #reveal(id: string): void {
    const panel = this.#panel(id);
    panel?.root.scrollIntoView({ block: 'nearest' });
    panel?.root.querySelector<HTMLElement>('.panel-fold')?.focus();
  }

  #forgetZoom(): void {
    const panels: PanelStates = Object.fromEntries(Object.entries(this.#address.panels).map(([id, state]) => [id, { ...state, y: null }]));
    this.flow.session.router.replace({ panels });
  }

  /** Makes the panels that are missing and takes away what is not wanted: a flow gets events of new types, and people ask for panels. */
  #build(again = false): void {
    const { catalogue, details, session, types } = this.flow;
    const planned = planOf(types, catalogue, {
      isChild: details.value.parentId !== null,
      children: details.value.children,
      added: this.#address.added,
      recordedRoles: new Set(session.stats.value?.types.map((count) => catalogue.type(count).role)),
    });
    // What is missing comes last.
    this.#plan = [...planned.filter((spec) => spec.kind !== 'missing'), ...pluginPanels(types), ...planned.filter((spec) => spec.kind === 'missing')];
    const shown = this.#plan.filter((spec) => !this.#address.hidden.includes(spec.id));
    const name = shown.map(nameOf).join('\n');
    if (name !== this.#name) {
      this.#name = name;
      for (const panel of this.#panels.splice(0)) {
        const spec = shown.find((one) => nameOf(one) === nameOf(panel.spec));
        if (spec === undefined) panel.close();
        else this.#panels.push(panel);
      }
      for (const spec of shown) {
        if (this.#panel(spec.id) !== undefined) continue;
        const panel = this.#make(spec);
        this.#panels.push(panel);
        this.#list.append(panel.root);
        panel.applyFold();
        panel.applyState();
      }
      const place = (id: string) => {
        const at = this.#order.indexOf(id);
        return at < 0 ? this.#order.length + this.#plan.findIndex((spec) => spec.id === id) : at;
      };
      this.#panels.sort((a, b) => place(a.spec.id) - place(b.spec.id));
      this.#place();
      this.root.classList.toggle('has-right-axis', this.#panels.some((panel) => panel.hasRightAxis));
    }
    if (!again) return;
    this.#place();
    for (const panel of this.#panels) {
      panel.applyFold();
      panel.applyState();
    }
  }

  /** Puts the panels where they belong, without touching those that are there. */
  #place(): void {
    for (const [box, panels] of [
      [this.#pins, this.#panels.filter((panel) => this.isPinned(panel.spec.id))], [this.#list, this.#panels.filter((panel) => !this.isPinned(panel.spec.id))],
    ] as const) {
      let before: Element | null = box.firstElementChild;
      for (const panel of panels) {
        if (panel.root === before) {
          before = before.nextElementSibling;
          continue;
        }
        const focused = document.activeElement;
        box.insertBefore(panel.root, before);
        if (focused instanceof HTMLElement && panel.root.contains(focused)) focused.focus();
      }
    }
  }

  #make(spec: PanelSpec): Panel {
    switch (spec.kind) {
      case 'packets': return new PacketPanel(this.flow, spec, this, this.dragMode);
      case 'lines': return new LinePanel(this.flow, spec, this, this.dragMode);
      case 'lanes': return new LanePanel(this.flow, spec, this, this.dragMode);
      case 'reasons': return new ReasonPanel(this.flow, spec, this, this.dragMode);
      case 'streams': return new StreamPanel(this.flow, spec, this, this.dragMode);
      case 'plugin': return new PluginPanel(this.flow, spec, this, this.dragMode);
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

const toggled = (ids: readonly string[], id: string, on: boolean): readonly string[] => (on ? [...ids.filter((one) => one !== id), id] : ids.filter((one) => one !== id));

/** What makes a panel another one. */
function nameOf(spec: PanelSpec): string {
  const parts = spec.kind === 'lines' ? spec.series.map((series) => series.selector) : spec.kind === 'lanes' ? spec.lanes.map((lane) => lane.selector)
    : spec.kind === 'packets' ? [...spec.groups.flatMap((group) => group.members), ...spec.edges, ...spec.byBytes?.edges ?? []].map((one) => one.selector)
      : spec.kind === 'reasons' ? spec.rows.map((row) => `${row.selector} ${row.otherwise ?? ''}`) : [];
  return `${spec.id} ${spec.kind} ${parts.join(' ')}`;
}
