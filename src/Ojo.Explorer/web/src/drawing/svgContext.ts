type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** A path that is kept as text: the commands of SVG. Does what charts do to a Path2D. */
export class SvgPath {
  readonly #parts: string[] = [];

  constructor(private readonly place: (x: number, y: number) => readonly [number, number] = (x, y) => [x, y]) {}

  get d(): string {
    return this.#parts.join('');
  }

  moveTo(x: number, y: number): void {
    this.#add('M', x, y);
  }

  lineTo(x: number, y: number): void {
    this.#add(this.#parts.length === 0 ? 'M' : 'L', x, y);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#add('C', x1, y1, x2, y2, x, y);
  }

  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.#add('Q', x1, y1, x, y);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#add('M', x, y);
    this.#add('L', x + width, y);
    this.#add('L', x + width, y + height);
    this.#add('L', x, y + height);
    this.closePath();
  }

  /** Quarter by quarter: an arc of SVG cannot go all the way around. */
  arc(x: number, y: number, radius: number, start: number, end: number, backwards = false): void {
    const turn = 2 * Math.PI;
    let sweep = backwards ? start - end : end - start;
    sweep = sweep >= turn ? turn : ((sweep % turn) + turn) % turn;
    const steps = Math.max(1, Math.ceil(sweep / (Math.PI / 2) - 1e-9));
    const step = (sweep / steps) * (backwards ? -1 : 1);
    // The control points of a cubic curve that is an arc as far as eyes can see.
    const reach = (4 / 3) * Math.tan(step / 4) * radius;
    let angle = start;
    this.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    for (let i = 0; i < steps; i++) {
      const next = angle + step;
      const [cos, sin, nextCos, nextSin] = [Math.cos(angle), Math.sin(angle), Math.cos(next), Math.sin(next)];
      this.bezierCurveTo(
        x + radius * cos - reach * sin, y + radius * sin + reach * cos, x + radius * nextCos + reach * nextSin, y + radius * nextSin - reach * nextCos,
        x + radius * nextCos, y + radius * nextSin);
      angle = next;
    }
  }

  closePath(): void {
    this.#parts.push('Z');
  }

  #add(command: string, ...points: readonly number[]): void {
    const placed: string[] = [];
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = this.place(points[i] as number, points[i + 1] as number);
      placed.push(`${short(x)} ${short(y)}`);
    }
    this.#parts.push(command, placed.join(' '));
  }
}

interface State {
  readonly matrix: Matrix;
  readonly style: Style;
  readonly clips: number;
}

interface Style {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  dash: readonly number[];
}

const normalStyle: Style = {
  fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, lineCap: 'butt', lineJoin: 'miter', globalAlpha: 1, font: '10px sans-serif', textAlign: 'start',
  textBaseline: 'alphabetic', dash: [],
};

/**
 * What charts draw on in place of a canvas when they are to become a vector graphic: the same calls, kept as SVG.
 *
 * It does what the page's charts do and no more; pass it as a context with {@link asCanvas}.
 */
export class SvgContext {
  readonly #out: string[] = [];
  readonly #definitions: string[] = [];
  readonly #stack: State[] = [];
  #matrix: Matrix = identity;
  #style: Style = { ...normalStyle };
  #clips = 0;
  #path: SvgPath;

  /** @param measure How wide a text is in a font. */
  constructor(readonly width: number, readonly height: number, private readonly measure: (text: string, font: string) => number) {
    this.#path = this.newPath();
  }

  get asCanvas(): CanvasRenderingContext2D {
    return this as unknown as CanvasRenderingContext2D;
  }

  /** A path to fill or stroke later; where it is drawn is decided then, as with a Path2D. */
  readonly detachedPath = (): Path2D => new SvgPath() as unknown as Path2D;

  get fillStyle(): string { return this.#style.fillStyle; }
  set fillStyle(value: string) { this.#style.fillStyle = value; }
  get strokeStyle(): string { return this.#style.strokeStyle; }
  set strokeStyle(value: string) { this.#style.strokeStyle = value; }
  get lineWidth(): number { return this.#style.lineWidth; }
  set lineWidth(value: number) { this.#style.lineWidth = value; }
  get lineCap(): string { return this.#style.lineCap; }
  set lineCap(value: string) { this.#style.lineCap = value; }
  get lineJoin(): string { return this.#style.lineJoin; }
  set lineJoin(value: string) { this.#style.lineJoin = value; }
  get globalAlpha(): number { return this.#style.globalAlpha; }
  set globalAlpha(value: number) { this.#style.globalAlpha = value; }
  get font(): string { return this.#style.font; }
  set font(value: string) { this.#style.font = value; }
  get textAlign(): string { return this.#style.textAlign; }
  set textAlign(value: string) { this.#style.textAlign = value; }
  get textBaseline(): string { return this.#style.textBaseline; }
  set textBaseline(value: string) { this.#style.textBaseline = value; }

  /** The drawing as a file of its own. */
  document(title: string): string {
    const close = '</g>'.repeat(this.#clips);
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${short(this.width)}" height="${short(this.height)}" viewBox="0 0 ${short(this.width)} ${short(this.height)}">`
      + `<title>${xml(title)}</title><defs>${this.#definitions.join('')}</defs>${this.#out.join('\n')}${close}</svg>\n`;
  }

  save(): void {
    this.#stack.push({ matrix: this.#matrix, style: { ...this.#style }, clips: this.#clips });
  }

  restore(): void {
    const state = this.#stack.pop();
    if (state === undefined) return;
    this.#matrix = state.matrix;
    this.#style = { ...state.style };
    for (; this.#clips > state.clips; this.#clips--) this.#out.push('</g>');
  }

  translate(x: number, y: number): void {
    const [a, b, c, d, e, f] = this.#matrix;
    this.#matrix = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  }

  scale(x: number, y: number): void {
    const [a, b, c, d, e, f] = this.#matrix;
    this.#matrix = [a * x, b * x, c * y, d * y, e, f];
  }

  rotate(angle: number): void {
    const [a, b, c, d, e, f] = this.#matrix;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.#matrix = [a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f];
  }

  beginPath(): void { this.#path = this.newPath(); }
  moveTo(x: number, y: number): void { this.#path.moveTo(x, y); }
  lineTo(x: number, y: number): void { this.#path.lineTo(x, y); }
  rect(x: number, y: number, width: number, height: number): void { this.#path.rect(x, y, width, height); }
  closePath(): void { this.#path.closePath(); }
  arc(x: number, y: number, radius: number, start: number, end: number, backwards = false): void { this.#path.arc(x, y, radius, start, end, backwards); }
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void { this.#path.bezierCurveTo(x1, y1, x2, y2, x, y); }
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void { this.#path.quadraticCurveTo(x1, y1, x, y); }
  setLineDash(dash: readonly number[]): void { this.#style.dash = [...dash]; }
  getLineDash(): readonly number[] { return this.#style.dash; }

  clip(): void {
    const id = `clip${this.#definitions.length}`;
    this.#definitions.push(`<clipPath id="${id}"><path d="${this.#path.d}"/></clipPath>`);
    this.#out.push(`<g clip-path="url(#${id})">`);
    this.#clips++;
  }

  fill(path?: Path2D): void {
    this.#draw(path, `fill="${xml(this.#style.fillStyle)}"`);
  }

  stroke(path?: Path2D): void {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash } = this.#style;
    const scale = Math.sqrt(Math.abs(this.#matrix[0] * this.#matrix[3] - this.#matrix[1] * this.#matrix[2])) * (path === undefined ? 1 : 1 / this.#size);
    this.#draw(path, `fill="none" stroke="${xml(strokeStyle)}" stroke-width="${short(lineWidth * scale)}"`
      + (lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`) + (lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`)
      + (dash.length === 0 ? '' : ` stroke-dasharray="${dash.map((one) => short(one * scale)).join(' ')}"`));
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const before = this.#path;
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
    this.#path = before;
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    const before = this.#path;
    this.beginPath();
    this.rect(x, y, width, height);
    this.stroke();
    this.#path = before;
  }

  /** There is nothing below to take away. */
  clearRect(): void {}

  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, `fill="${xml(this.#style.fillStyle)}"`);
  }

  strokeText(text: string, x: number, y: number): void {
    const { strokeStyle, lineWidth, lineJoin } = this.#style;
    this.#text(text, x, y, `fill="none" stroke="${xml(strokeStyle)}" stroke-width="${short(lineWidth)}" stroke-linejoin="${lineJoin}"`);
  }

  #text(text: string, x: number, y: number, paint: string): void {
    const { font, textAlign, textBaseline } = this.#style;
    const match = /^(?:(bold|[1-9]00)\s+)?([\d.]+)px\s+(.+)$/.exec(font);
    const size = Number(match?.[2] ?? 11);
    const anchor = textAlign === 'center' ? 'middle' : textAlign === 'right' || textAlign === 'end' ? 'end' : 'start';
    // Viewers do not agree on dominant-baseline: the line is moved instead, by what letters are high.
    const drop = textBaseline === 'middle' ? 0.35 : textBaseline === 'top' || textBaseline === 'hanging' ? 0.78 : textBaseline === 'bottom' ? -0.22 : 0;
    const isPlain = this.#matrix[0] === 1 && this.#matrix[1] === 0 && this.#matrix[2] === 0 && this.#matrix[3] === 1;
    const at = isPlain ? this.#place(x, y + size * drop) : [x, y + size * drop] as const;
    this.#out.push(`<text x="${short(at[0])}" y="${short(at[1])}" ${paint}${this.#opacity} font-family="${xml(match?.[3] ?? 'sans-serif')}" font-size="${short(size)}"`
      + `${match?.[1] === undefined ? '' : ` font-weight="${match[1]}"`}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${isPlain ? '' : ` transform="matrix(${this.#matrix.map(short).join(' ')})"`}>${xml(text)}</text>`);
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.measure(text, this.#style.font) };
  }

  private newPath(): SvgPath {
    return new SvgPath((x, y) => this.#place(x, y));
  }

  get #size(): number {
    const [a, b, c, d] = this.#matrix;
    return Math.sqrt(Math.abs(a * d - b * c)) || 1;
  }

  get #opacity(): string {
    return this.#style.globalAlpha === 1 ? '' : ` opacity="${short(this.#style.globalAlpha)}"`;
  }

  #place(x: number, y: number): readonly [number, number] {
    const [a, b, c, d, e, f] = this.#matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  }

  #draw(path: Path2D | undefined, paint: string): void {
    const d = path === undefined ? this.#path.d : (path as unknown as SvgPath).d;
    if (d === '') return;
    const transform = path === undefined || this.#matrix.every((one, index) => one === identity[index]) ? '' : ` transform="matrix(${this.#matrix.map(short).join(' ')})"`;
    this.#out.push(`<path d="${d}" ${paint}${this.#opacity}${transform}/>`);
  }
}

/** A hundredth of a pixel is more than anybody sees. */
const short = (value: number): string => String(Math.round(value * 100) / 100);

/** Text as it may stand in XML: what comes from traces may hold anything. */
export const xml = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
