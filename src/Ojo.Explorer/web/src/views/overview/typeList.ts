import type { EventType } from '../../api/types';
import { idText } from '../../model/catalogue';
import { grouped, percent } from '../../model/numbers';
import { styleOf } from '../../model/roles';
import { h } from '../common/dom';
import { shapeIcon } from '../common/icons';

export interface TypeListEntry {
  readonly type: EventType;
  readonly count: number;
}

/** When a flight recorder takes a snapshot for an event of the type. */
export const snapshotText = (type: EventType): string => (type.snapshotWhen === 'always' ? 'each is a reason for a snapshot' : `snapshot when ${type.snapshotWhen}`);

/** How many events there are of each type, as bars; a click on one narrows the table to it. */
export function typeList(entries: readonly TypeListEntry[], chosen: readonly string[], toggle: ((type: EventType) => void) | null): HTMLElement {
  const sorted = [...entries].sort((a, b) => b.count - a.count || a.type.name.localeCompare(b.type.name));
  const total = sorted.reduce((sum, entry) => sum + entry.count, 0);
  const most = Math.max(1, sorted[0]?.count ?? 0);
  return h('ul', { class: 'types', 'aria-label': 'Event types' }, ...sorted.map(({ type, count }) => {
    const style = styleOf(type.role);
    const bar = h('span', { class: `type-bar b-${style.colour}` });
    bar.style.setProperty('--share', String(count / most));
    const title = [type.description, `${type.category === '' ? '' : `${type.category} · `}${idText(type)}`, `${percent(count, total)} of these events`]
      .filter((part) => part !== '').join('\n');
    const content = [shapeIcon(style.shape, style.colour), h('span', { class: 'type-name' }, type.name, type.snapshotWhen === '' ? null : h('small', { class: 'type-snapshot' }, snapshotText(type))), h('span', { class: 'type-count' }, grouped(count)), bar];
    return h('li', { class: count === 0 ? 'type-none' : '' }, toggle === null
      ? h('div', { class: 'type', title }, ...content)
      : h('button', { type: 'button', class: 'type', title, 'aria-pressed': String(chosen.includes(type.name)), 'data-type': type.typeKey, on: { click: () => toggle(type) } }, ...content));
  }));
}
