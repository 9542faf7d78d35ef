import { nextFrame } from '../../drawing/frame';
import { type Address, mostCompared } from '../../model/address';
import { Comparison } from '../../model/comparison';
import { comparePlan } from '../../model/comparePlan';
import { runTitle } from '../../model/flowTree';
import { duration, grouped } from '../../model/numbers';
import type { Session } from '../../model/session';
import { Lifetime } from '../../model/signal';
import { h } from '../common/dom';
import { icon, lineIcon } from '../common/icons';
import { notice } from '../common/notice';
import { Crosshair } from '../flow/crosshair';
import { TimeAxis } from '../flow/timeAxis';
import type { KeyGroup } from '../shell/keys';
import type { View } from '../shell/view';
import { CompareLives } from './compareLives';
import { ComparePanel } from './comparePanel';
import { CompareTable } from './compareTable';
import { chooseFlow, compareWith } from './flowChooser';
import { treatmentOf } from './treatments';

/** Flows laid over each other on one time axis, and a table of what they differ in. */
export class CompareView implements View {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #panels: readonly ComparePanel[];
  readonly #axis: TimeAxis;
  readonly #folded: Set<string>;
  readonly #read = () => this.#readValues();

  private constructor(private readonly comparison: Comparison) {
    const { session, viewport } = comparison;
    this.#folded = new Set(session.router.address.value.folded);
    const host = {
      read: () => nextFrame(this.#read),
      isFolded: (id: string) => this.#folded.has(`compare-${id}`),
      fold: (id: string) => {
        const name = `compare-${id}`;
        if (!this.#folded.delete(name)) this.#folded.add(name);
        this.#panels.find((panel) => panel.measure.id === id)?.applyFold();
        session.router.replace({ folded: [...this.#folded] });
      },
    };
    this.#panels = comparePlan(comparison, session.catalogue.value).map((measure) => new ComparePanel(comparison, measure, host));
    this.#axis = new TimeAxis({ viewport, session }, 'where the flows lie over each other');
    const lives = new CompareLives(comparison);
    const table = new CompareTable(comparison);
    const list = h('div', { class: 'panel-list' }, ...this.#panels.map((panel) => panel.root));
    const crosshair = new Crosshair({ viewport, selected: comparison.selected }, () => list.querySelector('.plot')?.clientWidth ?? 0);
    const stack = h('div', { class: 'stack compare-stack' }, h('div', { class: 'stack-inner' },
      h('div', { class: 'stack-head' }, lives.root, this.#axis.root),
      this.#panels.length === 0 ? notice('empty', 'These flows have no numbers to lay over each other', 'Their events are in the flows\u2019 own views.') : list, crosshair.root), table.root);
    this.root = h('section', { class: 'flow compare', 'aria-label': 'Comparison' }, this.#head(), stack);
    for (const part of [comparison, this.#axis, lives, table, crosshair, ...this.#panels]) this.life.add(() => part.close());
    const again = () => nextFrame(this.#read);
    for (const follow of [viewport.cursor.follow.bind(viewport.cursor), viewport.range.follow.bind(viewport.range), comparison.moved.follow.bind(comparison.moved)]) this.life.add(follow(again));
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
        { keys: ['drag', 'Shift+drag'], what: 'zoom to the range; move' },
        { keys: ['Digit0', 'Home', 'KeyR', 'double click'], what: 'show all of the flows', press: () => viewport.showAll() },
      ],
    }];
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  #readValues(): void {
    const { viewport } = this.comparison;
    const at = viewport.cursor.value;
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
        h('button', { type: 'button', class: 'text-button', title: 'Measure the differences from the other one', on: { click: () => second !== undefined && first !== undefined && compareWith(session, second, [first, ...rest]) } }, 'Swap'),
        h('button', { type: 'button', class: 'text-button', disabled: ids.length >= mostCompared, on: { click: () => first !== undefined && chooseFlow(session, first, ids.slice(1)) } }, 'Add a flow…')));
  }

  #alignChoice(): HTMLElement {
    const { comparison } = this;
    const choice = h('select', { 'aria-label': 'Lay the flows over each other at', on: { change: () => void comparison.alignAt(choice.value === '' ? null : choice.value) } },
      h('option', { value: '' }, 'their start'),
      ...comparison.commonTypes.map((type) => h('option', { value: String(type.eventType) }, `the first ${type.name}`)));
    const show = () => { choice.value = comparison.align ?? ''; };
    show();
    this.life.add(comparison.moved.follow(show));
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
