import { nextFrame } from '../../drawing/frame';
import { type Address, mostCompared } from '../../model/address';
import { Comparison } from '../../model/comparison';
import { comparePlan, selectorsOf } from '../../model/comparePlan';
import { runTitle } from '../../model/flowTree';
import { duration, grouped } from '../../model/numbers';
import type { Session } from '../../model/session';
import { Lifetime, type Signal } from '../../model/signal';
import { fill, h, toggleAttribute } from '../common/dom';
import { icon, lineIcon } from '../common/icons';
import { notice } from '../common/notice';
import { Crosshair } from '../flow/crosshair';
import { TimeAxis } from '../flow/timeAxis';
import type { KeyGroup } from '../shell/keys';
import type { View } from '../shell/view';
import { CompareExport } from './compareExport';
import { CompareLives } from './compareLives';
import { ComparePanel, type ComparePanelHost } from './comparePanel';
import { ComparePicked } from './comparePicked';
import { CompareTable } from './compareTable';
import { chooseFlow, compareWith } from './flowChooser';
import { treatmentOf } from './treatments';

/** What hides acknowledgements, in the address. */
const acks = 'compare-acked';

/** The choice to align at events that were picked. */
const atPicked = '@';

/** Flows laid over each other on one time axis, and a table of what they differ in. */
export class CompareView implements View {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #host: ComparePanelHost;
  readonly #axis: TimeAxis;
  readonly #exports: CompareExport;
  readonly #list = h('div', { class: 'panel-list' });
  readonly #read = () => this.#readValues();
  #panels: readonly ComparePanel[] = [];
  #plan = '';

  private constructor(private readonly comparison: Comparison) {
    const { session, viewport } = comparison;
    const { router } = session;
    this.#host = {
      read: () => nextFrame(this.#read),
      isFolded: (id) => router.address.value.folded.includes(`compare-${id}`),
      fold: (id) => this.#toggle('folded', `compare-${id}`),
      get showsAcks() { return !router.address.value.hidden.includes(acks); },
      toggleAcks: () => this.#toggle('hidden', acks),
    };
    this.#axis = new TimeAxis({ viewport, session }, 'where the flows lie over each other');
    const lives = new CompareLives(comparison);
    const table = new CompareTable(comparison);
    const picked = new ComparePicked(comparison);
    const exports = this.#exports = new CompareExport(comparison, table, () => this.#panels);
    const crosshair = new Crosshair(comparison, () => this.#list.querySelector('.plot')?.clientWidth ?? 0);
    const stack = h('div', { class: 'stack compare-stack' }, h('div', { class: 'stack-inner' },
      h('div', { class: 'stack-head' }, lives.root, this.#axis.root), this.#list, crosshair.root), table.root);
    this.root = h('section', { class: 'flow compare', 'aria-label': 'Comparison' }, this.#head(), picked.root, stack, exports.root);
    this.#build();
    for (const part of [comparison, this.#axis, lives, table, picked, exports, crosshair]) this.life.add(() => part.close());
    this.life.add(() => this.#panels.forEach((panel) => panel.close()));
    const again = () => nextFrame(this.#read);
    for (const signal of [viewport.cursor, viewport.range, comparison.moved, comparison.selected]) this.life.add((signal as Signal<unknown>).follow(again));
    this.life.add(comparison.grown.follow(() => {
      this.#build();
      again();
    }));
    this.life.add(router.moved.follow(() => this.#panels.forEach((panel) => panel.applyState())));
    again();
  }

  static async open(session: Session, { flow, with: others }: Address, signal: AbortSignal): Promise<CompareView> {
    return new CompareView(await Comparison.open(session, [flow ?? '', ...others], signal));
  }

  get keys(): readonly KeyGroup[] {
    const { viewport } = this.comparison;
    return [{
      title: 'Comparison', bindings: [
        { keys: ['KeyW', 'KeyS'], what: 'zoom in and out at the cursor', press: (key) => viewport.zoom(key === 'KeyW' ? 1 / 1.3 : 1.3) },
        { keys: ['KeyA', 'KeyD'], what: 'move left and right', press: (key) => viewport.pan(key === 'KeyA' ? -0.1 : 0.1) },
        { keys: ['ArrowLeft', 'ArrowRight', 'Shift+ArrowLeft', 'Shift+ArrowRight'], what: 'a flow\u2019s bar: move it against the first, by ten times as much', at: '.life-bar[role=slider]' },
        { keys: ['wheel', 'Shift+wheel'], what: 'zoom at the pointer; move' },
        { keys: ['drag', 'Shift+drag'], what: 'zoom to the range; move' },
        { keys: ['Digit0', 'Home', 'KeyR', 'double click'], what: 'show all of the flows', press: () => viewport.showAll() },
        { keys: ['KeyE'], what: 'export: pictures, the table, a link', press: () => this.#exports.open() },
        { keys: ['KeyL'], what: 'follow the newest events', press: () => { viewport.follow.value = !viewport.follow.value; } },
        { keys: ['KeyG'], what: 'go to the picked event\'s row in its flow', press: () => this.comparison.openSelected() },
        { keys: ['Escape'], what: 'let go of the picked event', press: () => this.comparison.select(null) },
      ],
    }];
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  /** Makes the panels anew where the flows have got events of new types. */
  #build(): void {
    const { comparison } = this;
    const measures = comparePlan(comparison, comparison.session.catalogue.value);
    const plan = JSON.stringify(measures.map((measure) => [measure.id, measure.title, selectorsOf(measure)]));
    if (plan === this.#plan) return;
    this.#plan = plan;
    for (const panel of this.#panels) panel.close();
    this.#panels = measures.map((measure) => new ComparePanel(comparison, measure, this.#host));
    fill(this.#list, ...this.#panels.map((panel) => panel.root),
      measures.length === 0 ? notice('empty', 'These flows have no numbers to lay over each other', 'Their events are in the flows\u2019 own views.') : null);
  }

  #toggle(what: 'folded' | 'hidden', name: string): void {
    const { router } = this.comparison.session;
    const before = router.address.value[what];
    router.replace({ [what]: before.includes(name) ? before.filter((one) => one !== name) : [...before, name] });
    for (const panel of this.#panels) panel.applyState();
  }

  #readValues(): void {
    const { viewport, selected } = this.comparison;
    const at = viewport.cursor.value ?? selected.value?.tNs ?? null;
    this.#axis.read(at);
    // Without a cursor, where all of them still have values.
    const last = Math.min(viewport.range.value.to, ...this.comparison.flows.map((_, index) => this.comparison.lifeOf(index).to));
    for (const panel of this.#panels) panel.read(at ?? last);
  }

  #head(): HTMLElement {
    const { comparison } = this;
    const { session, flows } = comparison;
    const ids = flows.map(({ details }) => details.id);
    const names = flows.map(({ details }, index) => {
      const { letter, colour, dash } = treatmentOf(index);
      return h('span', { class: 'compared', title: `${runTitle(details.run)}, ${duration(details.durationNs)}, ${grouped(details.events)} events` },
        lineIcon(colour, 'line', dash), h('strong', {}, letter), h('button', {
          type: 'button', class: 'link', title: 'Open this flow by itself',
          on: { click: () => session.router.push({ flow: details.id, range: null, event: null, eventTime: null }) },
        }, `flow ${details.id}`), h('span', { class: 'compared-run' }, runTitle(details.run)),
        h('button', {
          type: 'button', class: 'icon-button', 'aria-label': `Leave flow ${details.id} out`, title: 'Leave it out',
          on: {
            click: () => {
              const [first, ...others] = ids.filter((id) => id !== details.id);
              if (first !== undefined) compareWith(session, first, others);
            },
          },
        }, icon('close')));
    });
    const [first, second, ...rest] = ids;
    return h('header', { class: 'flow-head compare-head' }, h('div', { class: 'compared-flows' }, ...names),
      h('div', { class: 'compare-tools' }, this.#alignChoice(), this.#shiftInput(),
        this.#followButton(),
        h('button', { type: 'button', class: 'text-button', title: 'Pictures, the table and a link of what is shown (E)', 'aria-haspopup': 'dialog', on: { click: () => this.#exports.open() } }, 'Export'),
        h('button', { type: 'button', class: 'text-button', title: 'Measure the differences from the other one', on: { click: () => second !== undefined && first !== undefined && compareWith(session, second, [first, ...rest]) } }, 'Swap'),
        h('button', { type: 'button', class: 'text-button', disabled: ids.length >= mostCompared, on: { click: () => first !== undefined && chooseFlow(session, first, ids.slice(1)) } }, 'Add a flow…')));
  }

  #followButton(): HTMLElement {
    const { viewport } = this.comparison;
    const button = h('button', {
      type: 'button', class: 'text-button follow', title: 'Keep to the newest events as they arrive (L)', on: { click: () => { viewport.follow.value = !viewport.follow.value; } },
    }, icon('follow'), 'Follow');
    this.life.add(viewport.follow.followNow((on) => toggleAttribute(button, 'aria-pressed', String(on))));
    return button;
  }

  #alignChoice(): HTMLElement {
    const { comparison } = this;
    const choice = h('select', { 'aria-label': 'Lay the flows over each other at', on: { change: () => void choose(choice.value) } });
    const choose = (value: string) => (value === atPicked ? comparison.alignAtSelected() : comparison.alignAt(value === '' ? null : value));
    const show = () => {
      const canPick = comparison.selected.value !== null || comparison.isAlignedAtPicked;
      fill(choice, h('option', { value: '' }, 'their start'),
        canPick ? h('option', { value: atPicked }, 'the picked event') : null,
        ...comparison.commonTypes.map((type) => h('option', { value: String(type.eventType) }, `the first ${type.name}`)));
      choice.value = comparison.isAlignedAtPicked ? atPicked : comparison.align ?? '';
    };
    show();
    for (const signal of [comparison.moved, comparison.selected, comparison.grown]) this.life.add((signal as Signal<unknown>).follow(show));
    return h('label', { class: 'compare-choice' }, 'aligned at ', choice);
  }

  #shiftInput(): HTMLElement {
    const { comparison } = this;
    const input = h('input', { type: 'number', step: 'any', class: 'compare-shift', 'aria-label': 'Offset of the other flows in milliseconds', on: { change: () => { if (Number.isFinite(input.valueAsNumber)) comparison.move(input.valueAsNumber * 1e6, true); } } });
    const show = () => { if (document.activeElement !== input || Number.isNaN(input.valueAsNumber)) input.value = String(comparison.shift / 1e6); };
    show();
    this.life.add(comparison.moved.follow(show));
    return h('label', { class: 'compare-choice' }, 'offset ', input, ' ms');
  }
}
