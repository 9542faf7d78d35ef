import type { Description } from './messages';
import type { Needs, Reading } from './ojo-plugin';
import { colours } from '../model/palette';

const normalHeight = 120;
const mostReadings = 12;

/** What a module's default export says of itself; throws a sentence where it is no plugin. */
export function describe(exported: unknown): Description {
  if (!isObject(exported)) throw new Error('The module has no default export that is a plugin: write "export default { contract: 1, id, title, panel }".');
  const { contract, id, title, description = '', height = normalHeight, needs = {}, panel } = exported;
  if (contract !== 1) throw new Error(`The plugin is written for contract ${String(contract)}; this explorer knows 1.`);
  if (typeof id !== 'string' || !/^[a-z0-9-]{1,40}$/.test(id)) throw new Error('The plugin\'s id must be 1 to 40 lower-case letters, digits and hyphens.');
  if (typeof title !== 'string' || title.trim() === '' || title.length > 60) throw new Error('The plugin\'s title must be a text of 1 to 60 characters.');
  if (typeof description !== 'string' || description.length > 200) throw new Error('The plugin\'s description must be a text of at most 200 characters.');
  if (typeof height !== 'number' || !(height >= 44 && height <= 900)) throw new Error('The plugin\'s height must be a number from 44 to 900.');
  if (typeof panel !== 'function') throw new Error('The plugin has no function panel(host).');
  return { id, title, description, height, needs: needsOf(needs) };
}

function needsOf(needs: unknown): Required<Needs> {
  if (!isObject(needs)) throw new Error('The plugin\'s needs must be an object: { roles, types, fields }.');
  const unknown = Object.keys(needs).find((key) => !['roles', 'types', 'fields'].includes(key));
  if (unknown !== undefined) throw new Error(`The plugin needs "${unknown}", which no flow has: needs are roles, types and fields.`);
  const list = (name: string) => {
    const value = needs[name] ?? [];
    if (!Array.isArray(value) || !value.every((one): one is string => typeof one === 'string')) throw new Error(`The plugin's needs.${name} must be a list of texts.`);
    return value;
  };
  const fields = list('fields');
  const odd = fields.find((field) => !field.includes('.'));
  if (odd !== undefined) throw new Error(`The plugin needs the field "${odd}": write TYPE.field, or *.field of any type.`);
  return { roles: list('roles'), types: list('types'), fields };
}

/** Whether what a panel came to can be drawn; throws a sentence where it cannot. */
export function checkParts(parts: unknown): void {
  if (!isObject(parts) || typeof parts['draw'] !== 'function') throw new Error('panel(host) must return an object with a function draw(context, area).');
  for (const name of ['read', 'click', 'close']) {
    if (parts[name] !== undefined && typeof parts[name] !== 'function') throw new Error(`What panel(host) returned has a ${name} that is no function.`);
  }
}

/** Readings as the page shows them: texts, few and short, in colours of the theme. */
export function readingsOf(value: unknown): readonly Reading[] {
  if (!Array.isArray(value)) throw new Error('read(timeNs) must return a list of { label, value, colour }.');
  return value.slice(0, mostReadings).map((one: unknown) => {
    if (!isObject(one)) throw new Error('read(timeNs) must return a list of { label, value, colour }.');
    const colour = colours.find((name) => name === one['colour']);
    const reading = { label: String(one['label'] ?? '').slice(0, 80), value: String(one['value'] ?? '').slice(0, 80) };
    return colour === undefined ? reading : { ...reading, colour };
  });
}

/** Whether a flow has what a plugin needs. */
export function isSatisfied(needs: Required<Needs>, types: readonly { readonly name: string; readonly role: string; readonly fields: readonly { readonly name: string }[] }[]): boolean {
  return needs.roles.every((role) => types.some((type) => type.role === role))
    && needs.types.every((name) => types.some((type) => type.name === name))
    && needs.fields.every((path) => {
      const at = path.lastIndexOf('.');
      const owner = path.slice(0, at);
      return types.some((type) => (owner === '*' || type.name === owner) && type.fields.some((field) => field.name === path.slice(at + 1)));
    });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
