/** The names of the colours that carry meaning; their values are in styles/theme.css, for light and dark. */
export const colours = [
  'sent', 'acked', 'lost', 'retransmitted', 'received', 'window', 'limit', 'sample', 'neutral', 'other',
  'extra1', 'extra2', 'extra3', 'extra4', 'extra5', 'extra6',
  'ink', 'muted', 'grid', 'axis', 'surface', 'hatch', 'density', 'selection',
] as const;

export type Colour = (typeof colours)[number];

/** What a canvas draws with: the current theme's values. */
export type Palette = Readonly<Record<Colour, string>> & { readonly font: string };

/** Colours for what has no meaning of its own, told apart by eyes of every kind. */
export const extras: readonly Colour[] = ['extra1', 'extra2', 'extra3', 'extra4', 'extra5', 'extra6'];

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const values = Object.fromEntries(colours.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  return { ...values, font: getComputedStyle(document.body).fontFamily } as Palette;
}
