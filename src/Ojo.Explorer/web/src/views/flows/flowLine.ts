import { flowAddress } from '../../model/address';
import type { FlowLine, RunLine, TreeLine } from '../../model/flowTree';
import { runTitle } from '../../model/flowTree';
import { duration, grouped, percent, shortCount } from '../../model/numbers';
import { h } from '../common/dom';
import { icon } from '../common/icons';
import { sparkline } from '../common/sparkline';
import { perSecond } from './perSecond';

export interface LineActions {
  /** Whose flows they are. */
  readonly tenant: string | null;
  open(id: string): void;
  /** Folds or unfolds the line. */
  turn(line: TreeLine): void;
}

/** What stands at the end of a flow's line: the number that the list is sorted by, else how many events. */
export type FlowNumber = 'events' | 'duration' | 'rate' | 'sent';

/** A line of the tree. Only one of them is in the tab order at a time; the list sees to that. */
export function lineElement(line: TreeLine, name: string, number: FlowNumber, actions: LineActions): HTMLElement {
  return h('li', { role: 'none', class: line.kind === 'run' ? 'run-item' : line.level > 2 ? 'flow-item child' : 'flow-item' },
    line.kind === 'run' ? runElement(line, actions) : flowElement(line, name, number, actions));
}

function place(line: TreeLine): Record<string, string | number | null> {
  return {
    role: 'treeitem', tabindex: '-1', 'data-key': line.key, 'aria-level': line.level, 'aria-posinset': line.position, 'aria-setsize': line.siblings,
    'aria-expanded': line.folded === null ? null : String(!line.folded),
  };
}

/** Beside the arrow keys, for the pointer. */
function twisty(line: TreeLine, actions: LineActions): HTMLElement {
  return h('span', {
    class: 'twisty', 'aria-hidden': 'true',
    on: {
      click: (event) => {
        if (line.folded === null) return;
        event.preventDefault();
        event.stopPropagation();
        actions.turn(line);
      },
    },
  }, line.folded === null ? null : icon('chevron'));
}

function runElement(line: RunLine, actions: LineActions): HTMLElement {
  const title = runTitle(line.run);
  return h('div', { ...place(line), class: 'run-line', title: `${title}: ${line.flows === 1 ? 'a flow' : `${grouped(line.flows)} flows`} listed`, on: { click: () => actions.turn(line) } },
    twisty(line, actions), h('span', { class: 'run-name' }, title), line.folded === true ? h('span', { class: 'run-count' }, grouped(line.flows)) : null);
}

function flowElement(line: FlowLine, name: string, number: FlowNumber, actions: LineActions): HTMLElement {
  const { flow, orphan } = line;
  const element = h('a', {
    ...place(line), href: flowAddress(actions.tenant, flow.id), class: 'flow-line', 'data-flow': flow.id, title: titleOf(line, name),
    on: {
      click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        actions.open(flow.id);
      },
    },
  },
  twisty(line, actions),
  h('span', { class: 'flow-id' }, flow.flowId,
    name === '' ? null : h('small', { class: 'flow-about' }, name),
    orphan && flow.parentId !== null ? h('small', {}, ` of ${flow.parentId.slice(flow.parentId.indexOf('-') + 1)}`) : null,
    flow.children > 0 && line.folded === true ? h('small', { class: 'flow-children' }, `+${shortCount(flow.children)}`) : null),
  flow.activity === undefined || flow.activity === null ? h('span') : sparkline(flow.activity, ''),
  flow.packetsLost > 0
    ? h('span', { class: 'flow-lost', title: `${grouped(flow.packetsLost)} of ${grouped(flow.packetsSent)} packets lost` }, percent(flow.packetsLost, flow.packetsSent)) : h('span'),
  h('span', { class: `flow-${number}` }, numberText(line, number)));
  element.style.setProperty('--depth', String(Math.min(8, line.level - 2)));
  return element;
}

function numberText({ flow }: FlowLine, number: FlowNumber): string {
  switch (number) {
    case 'duration': return duration(flow.durationNs);
    case 'rate': return perSecond(flow);
    case 'sent': return shortCount(flow.packetsSent);
    case 'events': return shortCount(flow.events);
  }
}

function titleOf({ flow }: FlowLine, name: string): string {
  return [
    `Flow ${flow.flowId}${name === '' ? '' : `, ${name}`}: ${grouped(flow.events)} events in ${duration(flow.durationNs)}`,
    flow.packetsSent > 0 ? `${grouped(flow.packetsSent)} packets sent, ${grouped(flow.packetsLost)} lost` : '',
    flow.children > 0 ? `${grouped(flow.children)} ${flow.children === 1 ? 'flow belongs' : 'flows belong'} to it` : '',
  ].filter((part) => part !== '').join('\n');
}
