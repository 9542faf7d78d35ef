import type { EventType, Field, TypeCount } from '../api/types';

/** What the store's event types mean, by their number in the store. */
export class Catalogue {
  readonly #types: ReadonlyMap<number, EventType>;

  constructor(types: readonly EventType[]) {
    this.#types = new Map(types.map((type) => [type.typeKey, type]));
  }

  get all(): readonly EventType[] {
    return [...this.#types.values()];
  }

  has(typeKey: number): boolean {
    return this.#types.has(typeKey);
  }

  /** The type; one that came after the catalogue was read is a type without fields until it is read again. */
  type(count: Pick<TypeCount, 'typeKey' | 'eventType' | 'name'>): EventType {
    return this.#types.get(count.typeKey) ?? {
      typeKey: count.typeKey, eventType: count.eventType, name: count.name, known: false, count: 0, provider: '', category: '',
      description: '', level: 'info', role: 'none', chart: 'auto', flow: true, snapshotWhen: '', fields: [],
    };
  }

  /** Types that play a role, the ones that Ojo itself ships first: they are the ones to recommend. */
  ofRole(...roles: readonly string[]): readonly EventType[] {
    return this.all.filter((type) => roles.includes(type.role)).sort((a, b) => Number(a.eventType) - Number(b.eventType));
  }
}

export const fieldOfPart = (type: EventType, ...parts: readonly string[]): Field | undefined =>
  parts.map((part) => type.fields.find((field) => field.part === part)).find((field) => field !== undefined);

/** The id as it stands in a file, in the form that declarations pin it with. */
export function idText(type: Pick<EventType, 'eventType'>): string {
  return `0x${BigInt(type.eventType).toString(16).toUpperCase().padStart(BigInt(type.eventType) < 0x10000n ? 4 : 8, '0')}`;
}

/** How the API is asked for a field's values, or for how many events there are. The id, since a name may be anything. */
export function selectorOf(type: EventType, field?: Field): string {
  return field === undefined ? String(type.eventType) : `${type.eventType}.${field.name}`;
}

/** Whether a field's name can stand in a selector. */
export const isAskable = (field: Field): boolean => /^[\w.-]+$/.test(field.name);

/** The C# that records an event of the type: what to add to a program whose trace lacks it. */
export function recordingCall(type: EventType): string {
  const pascal = type.name.split('_').map((word) => word.charAt(0) + word.slice(1).toLowerCase()).join('');
  const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const parameters = [...(type.flow ? ['flowId'] : []), ...type.fields.map((field) => camel(field.name))];
  return `tracer.Record${pascal}(${parameters.join(', ')});`;
}
