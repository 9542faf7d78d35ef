import type { EventRow, EventType, FlowRow } from '../api/types';
import { fieldOfPart } from './catalogue';
import { fieldText } from './quantity';
import type { Session } from './session';
import { Signal } from './signal';

/** A filter may have 4,096 characters; this many flows' ids always fit. */
const mostAtOnce = 100;
const roles = ['connection_opened', 'stream_opened'];
const textTypes = ['string', 'text', 'ip', 'uuid'];

/** What flows are called by their own first events: which stream it is, which end of which connection. */
export class FlowNames {
  readonly #names = new Map<string, string>();
  readonly #asked = new Set<string>();
  /** Counts up when names have been learned. */
  readonly learned = new Signal(0);
  #isAsking = false;
  /** Those whose names nobody has asked for yet, by id. */
  readonly #wanted = new Map<string, FlowRow>();

  constructor(private readonly session: Session) {}

  /** Empty where nothing is known. */
  of(id: string): string {
    return this.#names.get(id) ?? '';
  }

  /** Finds out, a hundred flows at a time, what has not been asked for yet. */
  want(flows: readonly FlowRow[]): void {
    for (const flow of flows) if (!this.#asked.has(flow.id)) this.#wanted.set(flow.id, flow);
    if (!this.#isAsking && this.#wanted.size > 0) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    try {
      await this.session.ready;
      for (;;) {
        const types = this.session.catalogue.value.ofRole(...roles).filter((type) => type.count > 0 && isTelling(type));
        const next = [...this.#wanted.values()].slice(0, mostAtOnce);
        if (types.length === 0 || next.length === 0) break;
        for (const { id } of next) {
          this.#asked.add(id);
          this.#wanted.delete(id);
        }
        const page = await this.session.client.events({
          filter: `flow:${next.map((flow) => flow.id).join(',')}`, types: types.map((type) => String(type.eventType)), limit: mostAtOnce * 4, timeLimitMs: 1500,
        });
        for (const event of page.events) if (!this.#names.has(event.flow)) this.#names.set(event.flow, nameOf(event, this.session.catalogue.value.type(event)));
        if (page.events.length > 0) this.learned.value++;
      }
    } catch {
      // Names are a courtesy: the ids are there without them.
    } finally {
      this.#isAsking = false;
    }
  }
}

const isTelling = (type: EventType): boolean =>
  fieldOfPart(type, 'stream_id') !== undefined || type.fields.some((field) => textTypes.includes(field.type) || field.type === 'enum');

/** What an event that opens a flow says of it: the texts it carries, else the stream's id, else which end it is. */
export function nameOf(event: Pick<EventRow, 'fields'>, type: EventType): string {
  const written = (name: string) => fieldText(event.fields[name] ?? null, type.fields.find((field) => field.name === name)).text;
  const texts = type.fields.filter((field) => textTypes.includes(field.type) && typeof event.fields[field.name] === 'string' && event.fields[field.name] !== '');
  if (texts.length > 0) return texts.slice(0, 3).map((field) => written(field.name)).join(' ');
  const stream = fieldOfPart(type, 'stream_id');
  if (stream !== undefined && event.fields[stream.name] !== undefined) return `stream ${written(stream.name)}`;
  const end = type.fields.find((field) => field.type === 'enum');
  return end === undefined || event.fields[end.name] === undefined ? '' : written(end.name);
}
