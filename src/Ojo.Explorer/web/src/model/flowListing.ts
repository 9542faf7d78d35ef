import { isAbort } from '../api/apiError';
import type { FlowRow, RunName } from '../api/types';
import type { FlowLine } from './flowTree';
import type { Session } from './session';
import { Signal } from './signal';

const pageSize = 100;
const largestPage = 1000;

/** Flows that are folded away leave room for others: so many lines are wanted before the next page is only got on request. */
const wantedLines = 40;
const mostOwnPages = 3;

/** In how many parts of its life a flow's events are counted. */
export const activityParts = 24;

/** The flows that the address asks for, a page at a time, kept up with the store. */
export class FlowListing {
  /** Counts up when what is listed has changed. */
  readonly changed = new Signal(0);
  flows: readonly FlowRow[] = [];
  runs: readonly RunName[] = [];
  total = 0;
  error: unknown = null;
  #cursor: string | null = null;
  #request: AbortController | null = null;
  #asked: string | null = null;
  /** Whose children were asked for beside the pages. */
  readonly #parents = new Set<string>();

  /** @param visibleLines How many flows' lines the list would show. */
  constructor(private readonly session: Session, private readonly visibleLines: () => number) {
    session.flowNames.learned.follow(() => this.changed.value++);
    session.changes.follow(() => void this.#refresh());
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  get isLoading(): boolean {
    return this.#request !== null;
  }

  /** Asks where the address asks for something else than before. */
  follow(): void {
    const { filter, sort, order } = this.session.router.address.value;
    const asked = JSON.stringify([filter, sort, order]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#parents.clear();
    void this.load();
  }

  /** The first page anew, or the next one. */
  async load(more = false): Promise<void> {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    try {
      for (let pages = 0; ; pages++) {
        const isFirst = !more && pages === 0;
        const page = await this.session.client.flows(
          { ...this.#query(), limit: pages === 0 ? pageSize : largestPage, cursor: isFirst ? null : this.#cursor }, request.signal);
        this.#take(isFirst ? page.flows : [...this.flows, ...page.flows], isFirst ? page.runs : [...this.runs, ...page.runs]);
        this.total = page.total;
        this.#cursor = page.nextCursor;
        this.#tell(null);
        if (this.#cursor === null || pages >= mostOwnPages || this.visibleLines() >= wantedLines) break;
      }
    } catch (error) {
      if (!isAbort(error)) this.#tell(error);
    } finally {
      if (this.#request === request) this.#request = null;
    }
  }

  /** Gets the children of a flow that has more than the pages brought. */
  async loadChildren(line: FlowLine): Promise<void> {
    const { flow } = line;
    if (this.flows.filter((one) => one.parentId === flow.id).length >= flow.children) return;
    const asked = this.#asked;
    try {
      const page = await this.session.client.flows({ parent: flow.id, sort: 'first', order: 'asc', limit: largestPage, activity: activityParts });
      if (asked !== this.#asked) return;
      this.#parents.add(flow.id);
      this.#take([...this.flows, ...page.flows], [...this.runs, ...page.runs]);
      this.#tell(null);
    } catch {
      // It stays folded out without them; the next attempt is a click away, and the connection's state stands at the top.
    }
  }

  #query() {
    const { filter, sort, order } = this.session.router.address.value;
    return { filter, sort, order, activity: activityParts };
  }

  #take(flows: readonly FlowRow[], runs: readonly RunName[]): void {
    this.flows = [...new Map(flows.map((flow) => [flow.id, flow])).values()];
    this.runs = [...new Map(runs.map((run) => [run.runId, run])).values()];
    this.session.flowNames.want(this.flows);
  }

  #tell(error: unknown): void {
    this.error = error;
    this.changed.value++;
  }

  /** Asks for what is listed again, in one page, when the store has changed. */
  async #refresh(): Promise<void> {
    if (this.#request !== null || document.hidden) return;
    const asked = this.#asked;
    try {
      const own = this.flows.filter((flow) => flow.parentId === null || !this.#parents.has(flow.parentId)).length;
      const page = await this.session.client.flows({ ...this.#query(), limit: Math.min(largestPage, Math.max(pageSize, own)) });
      if (asked !== this.#asked || this.#request !== null) return;
      // The cursor goes on from the page's end; what was listed beyond a thousand is left as it was.
      const fresh = new Set(page.flows.map((flow) => flow.id));
      const beyond = this.flows.slice(page.flows.length).filter((flow) => !fresh.has(flow.id));
      if (beyond.every((flow) => flow.parentId !== null && this.#parents.has(flow.parentId))) this.#cursor = page.nextCursor;
      this.#take([...page.flows, ...beyond], [...this.runs, ...page.runs]);
      this.total = page.total;
      this.#tell(null);
    } catch {
      // The connection's state is shown at the top; the list stays what it was.
    }
  }
}
