import type { TypedArray, TypeInfo } from "../dtype.ts";

/**
 * Values as whole numbers of 32 or 64 bits whose order is that of the values: `words[0]` are the low
 * bits. −0 and 0 are one number, and so are all NaN, the largest.
 */
export interface Keys {
  readonly words: readonly Uint32Array[];
  /** How many bits can differ at all. */
  readonly bits: number;
}

const SIGN = 0x80000000;

// The bits of a float compare as those of an integer, once the negative ones are turned over.
const ordered = (bits: number): number => (bits & SIGN ? ~bits : bits | SIGN);

function float32Keys(values: Float32Array, n: number): Keys {
  const bits = new Uint32Array(values.buffer, values.byteOffset, n);
  const keys = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const v = values[i] as number;
    keys[i] = v === 0 ? SIGN : Number.isNaN(v) ? -1 : ordered(bits[i] as number);
  }
  return { words: [keys], bits: 32 };
}

function float64Keys(values: Float64Array, n: number): Keys {
  // Two words each, the low one first: every machine that runs JavaScript engines is little-endian.
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * n);
  const [low, high] = [new Uint32Array(n), new Uint32Array(n)];
  for (let i = 0; i < n; i++) {
    const v = values[i] as number;
    const top = bits[2 * i + 1] as number;
    const bottom = bits[2 * i] as number;
    low[i] = Number.isNaN(v) ? -1 : top & SIGN && v !== 0 ? ~bottom : bottom;
    high[i] = v === 0 ? SIGN : Number.isNaN(v) ? -1 : ordered(top);
  }
  return { words: [low, high], bits: 64 };
}

function integerKeys(values: TypedArray, n: number, bytes: number): Keys {
  const keys = new Uint32Array(n);
  const lowest = bytes === 1 ? 0 : SIGN;
  for (let i = 0; i < n; i++) keys[i] = (values[i] as number) ^ lowest;
  return { words: [keys], bits: 8 * bytes };
}

/** Keys of the first `n` values. */
export function keysOf(type: TypeInfo, values: TypedArray, n: number, descending: boolean): Keys {
  const keys =
    values instanceof Float32Array
      ? float32Keys(values, n)
      : values instanceof Float64Array
        ? float64Keys(values, n)
        : integerKeys(values, n, type.bytes);
  if (descending)
    for (const word of keys.words) for (let i = 0; i < n; i++) word[i] = ~(word[i] as number);
  return keys;
}

/** Below this many values, counting costs more than comparing all pairs. */
const FEW = 40;

/**
 * Writes the positions of `n` keys in ascending order to `order`; equal ones stay in their order.
 * @param spare - as long as `order`; its contents are lost
 */
export function sortPositions(keys: Keys, n: number, order: Int32Array, spare: Int32Array): void {
  for (let i = 0; i < n; i++) order[i] = i;
  if (n <= FEW) insertionSort(keys.words, n, order);
  else radixSort(keys, n, order, spare);
}

function insertionSort(words: readonly Uint32Array[], n: number, order: Int32Array): void {
  const low = words[0] as Uint32Array;
  // With one word, it stands for both.
  const high = words[words.length - 1] as Uint32Array;
  for (let i = 1; i < n; i++) {
    const [lowHere, highHere] = [low[i] as number, high[i] as number];
    let at = i;
    for (; at > 0; at--) {
      const before = order[at - 1] as number;
      const highBefore = high[before] as number;
      if (highBefore < highHere) break;
      if (highBefore === highHere && (low[before] as number) <= lowHere) break;
      order[at] = before;
    }
    order[at] = i;
  }
}

/** Positions with their keys beside them, and as much room to move them to. */
interface Board {
  keys: Uint32Array;
  order: Int32Array;
  spareKeys: Uint32Array;
  spareOrder: Int32Array;
}

/**
 * Sorts by one group of bits after another, from the lowest. Keys move together with positions: to look
 * them up by position would miss the cache each time, and cost five times as much.
 */
function radixSort({ words, bits }: Keys, n: number, order: Int32Array, spare: Int32Array): void {
  const width = n < 4096 ? 8 : 11;
  const counts = new Int32Array(1 << width);
  const board: Board = {
    keys: new Uint32Array(n),
    order,
    spareKeys: new Uint32Array(n),
    spareOrder: spare,
  };
  for (const word of words) {
    const { keys, order: from } = board;
    for (let i = 0; i < n; i++) keys[i] = word[from[i] as number] as number;
    for (let shift = 0; shift < Math.min(32, bits); shift += width) pass(board, n, shift, counts);
  }
  if (board.order !== order) order.set(board.order.subarray(0, n));
}

/** Moves positions to where their group of bits belongs; nothing where all have the same. */
function pass(board: Board, n: number, shift: number, counts: Int32Array): void {
  const { keys, order, spareKeys, spareOrder } = board;
  const mask = counts.length - 1;
  counts.fill(0);
  for (let i = 0; i < n; i++) {
    const digit = ((keys[i] as number) >>> shift) & mask;
    counts[digit] = (counts[digit] as number) + 1;
  }
  if (counts[((keys[0] as number) >>> shift) & mask] === n) return;
  let start = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const count = counts[digit] as number;
    counts[digit] = start;
    start += count;
  }
  for (let i = 0; i < n; i++) {
    const key = keys[i] as number;
    const digit = (key >>> shift) & mask;
    const place = counts[digit] as number;
    counts[digit] = place + 1;
    spareKeys[place] = key;
    spareOrder[place] = order[i] as number;
  }
  board.keys = spareKeys;
  board.order = spareOrder;
  board.spareKeys = keys;
  board.spareOrder = order;
}
