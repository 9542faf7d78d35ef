import type { FlowDetails } from '../../api/types';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped, percent } from '../../model/numbers';
import { Lifetime } from '../../model/signal';
import { fill, h, toggleAttribute } from '../common/dom';
import { icon } from '../common/icons';
import { chooseFlow } from '../compare/flowChooser';

/** The line above the panels: which flow this is, what it comes to, and what can be done with the view. */
export class FlowHead {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #facts = h('p', { class: 'flow-facts' });

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
    this.life.end();
  }

  #show(details: FlowDetails): void {
    const { run } = details;
    const who = `${run.service ?? 'unknown service'}${run.host === null ? '' : `@${run.host}`}${run.processId === null ? '' : ` ${run.processId}`}`;
    const fact = (text: string, name = '') => h('span', { class: `fact ${name}` }, text);
    fill(this.#facts,
      h('strong', { class: 'flow-name' }, `flow ${details.flowId}`),
      details.parentId === null ? null : h('button', {
        type: 'button', class: 'link', title: 'Open the flow that this one belongs to',
        on: { click: () => this.flow.session.router.push({ flow: details.parentId, range: null, event: null, eventTime: null }) },
      }, `of ${details.parentId.slice(details.parentId.indexOf('-') + 1)}`),
      fact(who), fact(duration(details.durationNs)), fact(`${grouped(details.events)} events`),
      details.packetsSent === 0 ? null : fact(`${percent(details.packetsLost, details.packetsSent)} lost`, details.packetsLost > 0 ? 'has-loss' : ''),
      run.dropped === 0 ? null : fact(`${grouped(run.dropped)} events not recorded in this run`, 'has-gaps'));
  }
}
