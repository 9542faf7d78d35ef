import { emptyAddress, writeAddress } from '../../model/address';
import { duration, grouped } from '../../model/numbers';
import type { Session } from '../../model/session';
import { type ChartChoice, chartOf, chartText, guessChart } from '../../model/sqlChart';
import { csvOf, jsonOf } from '../../model/sqlExport';
import { type SqlResult, stoppedBecause } from '../../model/sqlResult';
import { fill, h } from '../common/dom';
import { notice } from '../common/notice';
import { missingFiles } from '../overview/missingFiles';
import type { KeyGroup } from '../shell/keys';
import { SqlChart } from './sqlChart';
import { SqlTable, tableBindings } from './sqlTable';

/** What a statement found: how much, what is not here, and the rows as a table or a chart. */
export class SqlResults {
  readonly root = h('section', { class: 'sql-results', 'aria-label': 'What the statement found' });
  #body: SqlTable | SqlChart | null = null;

  constructor(private readonly session: Session, private readonly result: SqlResult, private readonly sql: string) {
    this.show();
  }

  get keys(): readonly KeyGroup[] {
    return this.#body instanceof SqlTable ? [{ title: 'In what was found', bindings: tableBindings }] : [];
  }

  close(): void {
    this.#body?.close();
    this.#body = null;
  }

  /** Shows the rows as the address says: as a table, or as which chart. */
  show(): void {
    const choice = chartOf(this.session.router.address.value.plot, this.result);
    const isEmpty = this.result.length === 0;
    this.close();
    const mode = (label: string, pressed: boolean, act: () => void, disabled = false) => h('button', {
      type: 'button', class: 'text-button', 'aria-pressed': String(pressed), disabled, title: disabled ? 'Nothing here is a number to draw' : '', on: { click: act },
    }, label);
    const guess = choice ?? guessChart(this.result);
    const save = (label: string, type: string, ending: string, make: () => string) => h('button', {
      type: 'button', class: 'text-button', title: `Save these rows as ${label}`, disabled: this.result.names.length === 0,
      on: { click: () => download(`ojo-result.${ending}`, type, make()) },
    }, label);
    const bar = h('div', { class: 'sql-result-bar' },
      h('p', { class: 'sql-summary', role: 'status' }, this.#summary()),
      h('span', { class: 'sql-modes', role: 'group', 'aria-label': 'Show as' },
        mode('Table', choice === null, () => this.#plot(null)), mode('Chart', choice !== null, () => guess !== null && this.#plot(guess), guess === null)),
      save('CSV', 'text/csv;charset=utf-8', 'csv', () => csvOf(this.result)), save('JSON', 'application/json', 'json', () => jsonOf(this.result, this.sql)));
    let body: HTMLElement;
    if (isEmpty) {
      body = notice('empty', 'No row', 'The statement ran and nothing matches it.');
    } else if (choice === null) {
      const table = this.#body = new SqlTable(this.result, (flow, event) => writeAddress({
        ...emptyAddress, tenant: this.session.tenant, flow, event: event?.event ?? null, eventTime: event?.time ?? null,
      }), (flow, event) => this.session.router.push({ flow, range: null, event: event?.event ?? null, eventTime: event?.time ?? null }));
      body = table.root;
    } else {
      const chart = this.#body = new SqlChart(this.result, choice, this.session.theme,
        (next) => this.session.router.replace({ plot: chartText(next) }), (row, column) => this.#goTo(row, column));
      body = chart.root;
    }
    fill(this.root, bar, ...this.#warnings(), body);
  }

  #plot(choice: ChartChoice | null): void {
    this.session.router.push({ plot: choice === null ? null : chartText(choice) });
    this.show();
  }

  #goTo(row: number, column: number): void {
    this.#plot(null);
    if (this.#body instanceof SqlTable) this.#body.reveal(row, column);
  }

  #summary(): string {
    const { rowCount, elapsedMs, stopped } = this.result.answer;
    return `${stopped === null ? '' : 'the first '}${grouped(rowCount)} ${rowCount === 1 ? 'row' : 'rows'} in ${duration(Math.round(elapsedMs * 1e6))}`;
  }

  #warnings(): readonly HTMLElement[] {
    const { stopped, problem, missing } = this.result.answer;
    const because = stoppedBecause(stopped);
    return [
      ...(because === '' ? [] : [h('p', { class: 'sql-warning', role: 'status' }, `There may be more rows: ${because}.${problem === null ? '' : ` ${problem.detail ?? problem.title}`}`)]),
      ...(missing.length === 0 ? [] : [missingFiles(missing)].filter((one) => one !== null)),
    ];
  }
}

function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h('a', { href: address, download: name });
  link.click();
  // The browser has taken hold of it by the next turn.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
