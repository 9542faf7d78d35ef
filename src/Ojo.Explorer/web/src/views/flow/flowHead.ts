import type { FlowDetails } from '../../api/types';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped, percent, shortCount } from '../../model/numbers';
import { Lifetime } from '../../model/signal';
import { fill, h, setText, toggleAttribute } from '../common/dom';
import { icon } from '../common/icons';
import { chooseFlow } from '../compare/flowChooser';

/** A flow that has not grown for so long stands still. */
const stillMs = 4000;

/** The line above the panels: which flow this is, what it comes to, and what can be done with the view. */
export class FlowHead {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #facts = h('p', { class: 'flow-facts' });
  readonly #pace = h('span', { class: 'fact flow-pace', hidden: true, title: 'How fast this flow grew between the last two changes of the store' });
  #counted: number | null = null;
  #countedAt = 0;
  #still = 0;

  constructor(private readonly flow: FlowSession, drag: HTMLElement, exports: () => void, back: () => void) {
    const { viewport } = flow;
    const button = (name: Parameters<typeof icon>[0], label: string, act: () => void) =>
      h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click: act } }, icon(name));
    const fit = button('fit', 'Show the whole flow (0)', () => viewport.showAll());
    const follow = h('button', {
      type: 'button', class: 'text-button follow', 'aria-pressed': 'false', title: 'Keep to the newest events as they arrive (L)',
      on: { click: () => { viewport.follow.value = !viewport.follow.value; } },
    }, icon('follow'), 'Follow');
    this.life.add(viewport.follow.followNow((on) => toggleAttribute(follow, 'aria-pressed', String(on))));
    this.life.add(viewport.range.followNow(() => { fit.disabled = viewport.isWhole; }));
    this.life.add(flow.details.followNow((details) => this.#show(details)));
    this.root = h('header', { class: 'flow-head' },
      h('button', { type: 'button', class: 'icon-button back', 'aria-label': 'All flows', title: 'All flows', on: { click: back } }, icon('back')),
      this.#facts,
      h('div', { class: 'flow-tools', role: 'toolbar', 'aria-label': 'View' }, h('button', {
        type: 'button', class: 'text-button', title: 'Lay another flow over this one (C)', on: { click: () => chooseFlow(flow.session, flow.id, []) },
      }, 'Compare with…'), drag, follow,
        h('button', { type: 'button', class: 'text-button', title: 'Pictures, tables and links of what is shown (E)', 'aria-haspopup': 'dialog', on: { click: exports } }, 'Export'),
        button('zoomOut', 'Zoom out (S)', () => viewport.zoom(1.6)), button('zoomIn', 'Zoom in (W)', () => viewport.zoom(1 / 1.6)), fit));
  }

  close(): void {
    window.clearTimeout(this.#still);
    this.life.end();
  }

  /** How many events a second come in, while some do. */
  #count(events: number): void {
    const now = performance.now();
    const passed = now - this.#countedAt;
    if (this.#counted !== null && events > this.#counted && passed > 0) {
      setText(this.#pace, `${shortCount(Math.round(((events - this.#counted) * 1000) / passed))} events/s`);
      this.#pace.hidden = false;
      window.clearTimeout(this.#still);
      this.#still = window.setTimeout(() => { this.#pace.hidden = true; }, stillMs);
    }
    this.#counted = events;
    this.#countedAt = now;
  }

  #show(details: FlowDetails): void {
    this.#count(details.events);
    const { run } = details;
    const who = `${run.service ?? 'unknown service'}${run.host === null ? '' : `@${run.host}`}${run.processId === null ? '' : ` ${run.processId}`}`;
    const fact = (text: string, name = '') => h('span', { class: `fact ${name}` }, text);
    fill(this.#facts,
      h('strong', { class: 'flow-name' }, `flow ${details.flowId}`),
      details.parentId === null ? null : h('button', {
        type: 'button', class: 'link', title: 'Open the flow that this one belongs to',
        on: { click: () => this.flow.session.router.push({ flow: details.parentId, range: null, event: null, eventTime: null }) },
      }, `of ${details.parentId.slice(details.parentId.indexOf('-') + 1)}`),
      fact(who), fact(duration(details.durationNs)), fact(`${grouped(details.events)} events`), this.#pace,
      details.packetsSent === 0 ? null : fact(`${percent(details.packetsLost, details.packetsSent)} lost`, details.packetsLost > 0 ? 'has-loss' : ''),
      run.dropped === 0 ? null : fact(`${grouped(run.dropped)} events not recorded in this run`, 'has-gaps'));
  }
}
