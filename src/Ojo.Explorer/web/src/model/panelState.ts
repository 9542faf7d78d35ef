import { type Mode, modes } from './modes';

/** How somebody has set a panel. */
export interface PanelState {
  readonly mode: Mode;
  readonly log: boolean;
  /** Whether the axis begins at zero; null: as is usual for what it measures. */
  readonly fromZero: boolean | null;
  /** Over how long rates are averaged; null: as fits the screen. */
  readonly averagingNs: number | null;
  /** The visible part of the left axis, in the axis's own numbers; null: all that there is. */
  readonly y: readonly [number, number] | null;
  /** Whether packets stand by bytes instead of by their numbers; null: by numbers. */
  readonly byBytes: boolean | null;
}

export const normalState: PanelState = { mode: 'value', log: false, fromZero: null, averagingNs: null, y: null, byBytes: null };

export type PanelStates = Readonly<Record<string, PanelState>>;

/** `window~log~rate`: a panel's id and what is not as usual. */
export function writePanelState(id: string, state: PanelState): string | null {
  const words = [
    state.mode === 'value' ? '' : state.mode,
    state.log ? 'log' : '',
    state.fromZero === null ? '' : state.fromZero ? 'zero' : 'fit',
    state.averagingNs === null ? '' : `avg${state.averagingNs}`,
    state.byBytes === null ? '' : state.byBytes ? 'bytes' : 'numbers',
    state.y === null ? '' : `y${Number(state.y[0].toPrecision(9))}..${Number(state.y[1].toPrecision(9))}`,
  ].filter((word) => word !== '');
  return words.length === 0 ? null : [id, ...words].join('~');
}

export function readPanelState(text: string): readonly [string, PanelState] | null {
  const [id, ...words] = text.split('~');
  if (id === undefined || id === '' || words.length === 0) return null;
  let state = normalState;
  for (const word of words) state = { ...state, ...meaning(word) };
  return [id, state];
}

function meaning(word: string): Partial<PanelState> {
  if ((modes as readonly string[]).includes(word)) return { mode: word as Mode };
  const averaging = /^avg(\d{1,15})$/.exec(word);
  if (averaging !== null && Number(averaging[1]) > 0) return { averagingNs: Number(averaging[1]) };
  const y = /^y(-?[\d.]+(?:e[+-]?\d+)?)\.\.(-?[\d.]+(?:e[+-]?\d+)?)$/.exec(word);
  if (y !== null) {
    const range = [Number(y[1]), Number(y[2])] as const;
    if (range.every(Number.isFinite) && range[0] < range[1]) return { y: range };
  }
  switch (word) {
    case 'log': return { log: true };
    case 'zero': return { fromZero: true };
    case 'fit': return { fromZero: false };
    case 'bytes': return { byBytes: true };
    case 'numbers': return { byBytes: false };
    default: return {};
  }
}

/** The states that the address holds, and what it says of them again. */
export const readPanelStates = (texts: readonly string[]): PanelStates =>
  Object.fromEntries(texts.map(readPanelState).filter((one) => one !== null));

export const writePanelStates = (states: PanelStates): readonly string[] =>
  Object.entries(states).map(([id, state]) => writePanelState(id, state)).filter((text) => text !== null);
