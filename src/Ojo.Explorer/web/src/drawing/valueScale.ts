import type { Quantity } from '../model/quantity';
import { valueLabels, valueTicks } from './ticks';

/** Where a value stands between the bottom and the top of an axis. */
export class ValueScale {
  constructor(readonly min: number, readonly max: number, readonly isLog = false) {}

  /** 0 at the bottom, 1 at the top. On a logarithmic axis what is not positive lies below the bottom. */
  at(value: number): number {
    if (!this.isLog) return (value - this.min) / (this.max - this.min);
    return value <= 0 ? -0.05 : Math.log(value / this.min) / Math.log(this.max / this.min);
  }

  /** The value at a part of the axis. */
  value(part: number): number {
    return this.isLog ? this.min * (this.max / this.min) ** part : this.min + part * (this.max - this.min);
  }

  ticks(pixels: number, quantity: Quantity): readonly number[] {
    return this.isLog ? logTicks(this.min, this.max, pixels, quantity) : valueTicks(this.min, this.max, pixels, quantity);
  }

  /** The labels of its lines: in one unit, on a logarithmic axis each in the unit that fits. */
  labels(ticks: readonly number[], quantity: Quantity): readonly string[] {
    return this.isLog ? ticks.map((tick) => valueLabels([tick], quantity)[0] ?? '') : valueLabels(ticks, quantity);
  }

  /** The axis that begins and ends with these values, and a little air; the least of a logarithmic one is positive. */
  static over(min: number, max: number, isLog: boolean, fromZero: boolean): ValueScale {
    if (isLog) {
      if (!(max > 0)) return new ValueScale(1, 10, true);
      const low = min > 0 ? min : max / 1e3;
      return low === max ? new ValueScale(max / 2, max * 2, true) : new ValueScale(low / (max / low) ** 0.04, max * (max / low) ** 0.06, true);
    }
    if (min > max) return new ValueScale(0, 1);
    const low = fromZero ? Math.min(0, min) : min;
    const high = fromZero ? Math.max(0, max) : max;
    if (low === high) return low === 0 ? new ValueScale(0, 1) : new ValueScale(Math.min(low * 0.9, low * 1.1), Math.max(low * 1.1, low * 0.9));
    const air = (high - low) * 0.08;
    return new ValueScale(low === 0 ? 0 : low - air, high === 0 ? 0 : high + air);
  }

  /** The part of this axis between two parts of it. */
  part(from: number, to: number): ValueScale {
    return new ValueScale(this.value(from), this.value(to), this.isLog);
  }

  /**
   * A second axis over other values whose round numbers stand on the first one's lines, so that one grid serves both.
   * @param ticks The first one's lines.
   */
  aligned(ticks: readonly number[], min: number, max: number, fromZero: boolean): ValueScale {
    const [first, second] = ticks;
    const own = ValueScale.over(min, max, false, fromZero);
    if (this.isLog || first === undefined || second === undefined || min > max) return own;
    const step = second - first;
    const below = (first - this.min) / step;
    const steps = (this.max - this.min) / step;
    const wanted = own.max - own.min;
    for (let size = nice(wanted / steps), n = 0; n < 40; size = nice(size * 1.01), n++) {
      const at = Math.floor((own.min + below * size) / size + 1e-9) * size;
      const low = at - below * size;
      const high = low + steps * size;
      if (low <= min && high >= max && (low <= own.min || own.min === 0)) return new ValueScale(low, high);
    }
    return own;
  }
}

function nice(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const part = step / power;
  return (part <= 1 ? 1 : part <= 2 ? 2 : part <= 2.5 ? 2.5 : part <= 5 ? 5 : 10) * power;
}

/** Powers of ten, with 2 and 5 between where there is room, or none between where there is little; of bytes, powers of two. */
function logTicks(min: number, max: number, pixels: number, quantity: Quantity): readonly number[] {
  const room = Math.max(2, pixels / 26);
  const ticks: number[] = [];
  const add = (tick: number) => {
    if (tick >= min && tick <= max) ticks.push(tick);
  };
  if (quantity.dimension === 'bytes') {
    const every = Math.max(1, Math.ceil(Math.log2(max / min) / room));
    for (let power = Math.ceil(Math.log2(min)); power <= Math.log2(max); power++) if (power % every === 0) add(2 ** power);
  } else {
    const decades = Math.log10(max / min);
    const parts = decades * 3 <= room ? [1, 2, 5] : [1];
    const every = parts.length === 1 ? Math.max(1, Math.ceil(decades / room)) : 1;
    for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
      if (power % every === 0) for (const part of parts) add(part * 10 ** power);
    }
  }
  return ticks.length > 0 ? ticks : [min, max];
}
