// @ts-check
// What BBR is doing: its states as bands, with the pacing gain in them, and what it takes the bottleneck's bandwidth for.

/** @import { ColourName, EventType, Field, PlotArea, PluginHost, PanelParts, Plugin, Reading, Series, TimeRange } from '../../../src/Ojo.Explorer/web/src/plugins/ojo-plugin' */

const stateChanged = 'BBR_STATE_CHANGED';
const selectors = [`${stateChanged}.state`, `${stateChanged}.pacing_gain`, 'BBR_MODEL_UPDATED.bandwidth'];
const stripe = 5;
const labelHeight = 16;

/** How each state is called and drawn; one that is not known here is drawn in grey by its own name. */
/** @type {Readonly<Record<string, { title: string, colour: ColourName }>>} */
const looks = {
  startup: { title: 'Startup', colour: 'extra1' },
  drain: { title: 'Drain', colour: 'extra2' },
  probe_bw_down: { title: 'ProbeBW down', colour: 'extra3' },
  probe_bw_cruise: { title: 'ProbeBW cruise', colour: 'neutral' },
  probe_bw_refill: { title: 'ProbeBW refill', colour: 'extra4' },
  probe_bw_up: { title: 'ProbeBW up', colour: 'extra5' },
  probe_rtt: { title: 'ProbeRTT', colour: 'extra6' },
};

/** @param {number} bytesPerSecond */
const megabits = (bytesPerSecond) => `${(bytesPerSecond * 8 / 1e6).toFixed(1)} Mb/s`;

/**
 * The entry of a column that holds at a time: the last one that began by then; what came before the range where none did.
 * @param {Series} series
 * @param {number} time
 */
function valueAt(series, time) {
  let low = 0;
  let high = series.firstNs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (series.firstNs[middle]) <= time) low = middle + 1;
    else high = middle;
  }
  return (low > 0 ? series.last[low - 1] : series.before?.last) ?? null;
}

class BbrPanel {
  /** @type {readonly [Series, Series, Series] | null} */
  #series = null;
  /** @type {AbortController | null} */
  #asking = null;
  #asked = '';

  /** @param {PluginHost} host */
  constructor(host) {
    this.host = host;
    this.type = /** @type {EventType} */ (host.types.find((type) => type.name === stateChanged));
    this.names = new Map(/** @type {Field} */ (this.type.fields.find((field) => field.name === 'state')).values.map((one) => [Number(one.value), one.name]));
    host.life.follow(() => {
      this.#asked = '';
      host.redraw();
    });
  }

  /** @param {OffscreenCanvasRenderingContext2D} context @param {PlotArea} area */
  draw(context, area) {
    this.#want(area);
    if (this.#series === null) return;
    const [states, , bandwidths] = this.#series;
    context.save();
    context.beginPath();
    context.rect(area.left, 0, area.width, area.height);
    context.clip();
    this.#drawStates(context, area, states);
    context.restore();
    this.#drawBandwidth(context, area, bandwidths);
  }

  /** @param {number} time @returns {readonly Reading[]} */
  read(time) {
    if (this.#series === null) return [];
    const [states, gains, bandwidths] = this.#series;
    const state = valueAt(states, time);
    const gain = valueAt(gains, time);
    const bandwidth = valueAt(bandwidths, time);
    const look = state === null ? null : this.#look(state);
    return [
      look === null ? { label: 'state', value: '–' } : { label: 'state', value: look.title, colour: look.colour },
      { label: 'pacing gain', value: gain === null ? '–' : `× ${gain.toFixed(2)}` },
      { label: 'bandwidth', value: bandwidth === null ? '–' : megabits(bandwidth), colour: 'window' },
    ];
  }

  /** @param {number} time */
  click(time) {
    const began = this.#series?.[0].firstNs.findLast((first) => first <= time);
    if (began !== undefined) this.host.pick(this.type, began, began);
  }

  /** Asks for what the visible range shows, once for each range and width. @param {PlotArea} area */
  #want(area) {
    const name = `${area.range.from} ${area.range.to} ${area.width}`;
    if (name === this.#asked) return;
    this.#asked = name;
    this.#asking?.abort();
    const asking = this.#asking = new AbortController();
    void this.host.query.series(selectors, area.range, area.width, asking.signal).then((series) => {
      this.#series = /** @type {[Series, Series, Series]} */ (series);
      this.host.redraw();
    });
  }

  /** @param {number} value */
  #look(value) {
    const name = this.names.get(value) ?? String(value);
    return looks[name] ?? { title: name, colour: /** @type {ColourName} */ ('other') };
  }

  /** @param {OffscreenCanvasRenderingContext2D} context @param {PlotArea} area @param {Series} states */
  #drawStates(context, area, states) {
    const { palette } = area;
    const end = Math.min(area.range.to, this.host.life.value.to);
    /** @type {{ from: number, value: number }[]} */
    const changes = states.before?.last == null ? [] : [{ from: area.range.from, value: states.before.last }];
    // Where several changes share a pixel, the first shows what the pixel begins with and the last what it ends with.
    states.firstNs.forEach((from, index) => {
      const first = states.first[index];
      const last = states.last[index];
      if (first != null) changes.push({ from, value: first });
      if (last != null && (states.count[index] ?? 0) > 1) changes.push({ from: /** @type {number} */ (states.lastNs[index]), value: last });
    });
    context.font = `11px ${palette.font}`;
    context.textBaseline = 'middle';
    changes.forEach(({ from, value }, index) => {
      const left = Math.max(area.left, area.x(from));
      const right = Math.min(area.right, area.x(changes[index + 1]?.from ?? end));
      if (right <= area.left || left >= area.right) return;
      const { title, colour } = this.#look(value);
      const width = Math.max(1, right - left);
      context.fillStyle = palette[colour];
      context.globalAlpha = 0.14;
      context.fillRect(left, 0, width, area.height);
      context.globalAlpha = 1;
      context.fillRect(left, 0, width, stripe);
      // As much of the name as there is room for: the whole, what tells it from its neighbours, nothing.
      const label = [title, title.replace('ProbeBW ', '')].find((text) => context.measureText(text).width + 8 < width);
      if (label !== undefined) {
        context.fillStyle = palette.ink;
        context.fillText(label, left + 4, stripe + labelHeight / 2);
      }
    });
  }

  /** @param {OffscreenCanvasRenderingContext2D} context @param {PlotArea} area @param {Series} bandwidths */
  #drawBandwidth(context, area, bandwidths) {
    const { palette } = area;
    const highest = Math.max(1, bandwidths.before?.last ?? 0, ...bandwidths.max.map((value) => value ?? 0)) * 1.08;
    const top = stripe + labelHeight + 2;
    /** @param {number} value */
    const y = (value) => area.height - 3 - (value / highest) * (area.height - 3 - top);
    context.font = `11px ${palette.font}`;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const value of [0, highest / 2.16, highest / 1.08]) {
      const at = Math.round(y(value)) + 0.5;
      context.strokeStyle = palette.grid;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(area.left, at);
      context.lineTo(area.right, at);
      context.stroke();
      context.fillStyle = palette.muted;
      context.fillText(value === 0 ? '0' : megabits(value), area.left - 6, Math.min(area.height - 7, at));
    }
    context.save();
    context.beginPath();
    context.rect(area.left, 0, area.width, area.height);
    context.clip();
    context.strokeStyle = palette.window;
    context.lineWidth = 1.8;
    context.beginPath();
    let last = bandwidths.before?.last ?? null;
    if (last !== null) context.moveTo(area.left, y(last));
    bandwidths.firstNs.forEach((first, index) => {
      const value = bandwidths.last[index];
      if (value == null) return;
      const x = area.x(first);
      if (last === null) context.moveTo(x, y(value));
      else context.lineTo(x, y(last));
      context.lineTo(x, y(value));
      last = value;
    });
    if (last !== null) context.lineTo(Math.min(area.right, area.x(this.host.life.value.to)), y(last));
    context.stroke();
    context.restore();
  }
}

/** @type {Plugin} */
const plugin = {
  contract: 1,
  id: 'bbr-state',
  title: 'BBR',
  description: 'The states of BBR, and what it takes the bottleneck for',
  height: 124,
  needs: { fields: [`${stateChanged}.state`, `${stateChanged}.pacing_gain`, 'BBR_MODEL_UPDATED.bandwidth'] },
  panel: (host) => new BbrPanel(host),
};

export default plugin;
