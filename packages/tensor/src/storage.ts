import { rounded, type TypedArray, type TypeInfo } from "./dtype.ts";
import { placeHere } from "./place.ts";

let firstVersion = 0;

/** Switches on or off that new values are excluded from backward passes; returns what it was. */
export function excludeFromGradients(excluded: boolean): boolean {
  const before = firstVersion < 0;
  firstVersion = excluded ? -1 : 0;
  return before;
}

/** The values behind a tensor and all its views. */
export class Storage {
  readonly type: TypeInfo;
  /**
   * The array that holds the elements. A single element stands here itself, as a number, until an
   * array is asked for: most losses and scalars never need one.
   */
  data: TypedArray | number;
  /**
   * Goes up with each `assign`, so that a backward pass notices overwritten values. Below 0 where no
   * backward pass may read them.
   */
  version: number;
  /** Name of the op that overwrote the values last. */
  overwrittenBy: string;
  /** Already the gradient of some leaf, or handed in by a user: may not become another's. */
  claimed: boolean;

  constructor(type: TypeInfo, data: TypedArray | number) {
    this.type = type;
    this.data = data;
    this.version = firstVersion;
    this.overwrittenBy = "";
    this.claimed = false;
  }

  /** Notes that `op` has overwritten values. */
  overwritten(op: string): void {
    if (this.version >= 0) this.version += 1;
    const place = placeHere();
    this.overwrittenBy = place === null ? op : `${op}, called\n${place}\n,`;
  }

  /** The array, made on demand for a one-element storage. */
  array(): TypedArray {
    const { data } = this;
    if (typeof data !== "number") return data;
    const array = new this.type.array(1);
    array[0] = data;
    this.data = array;
    return array;
  }
}

/**
 * The storage of a tensor that has no values of its own, because it stands for many tensors or for one
 * that is yet to be computed. Who asks for values gets an error.
 * @param behind - the storage that it stands for: what is known of its memory is known of this one
 */
export function valueless(type: TypeInfo, error: () => Error, behind: Storage): Storage {
  const shared = (key: "version" | "overwrittenBy" | "claimed"): PropertyDescriptor => ({
    get: () => behind[key],
    set: (value: never) => {
      behind[key] = value;
    },
  });
  return Object.defineProperties(new Storage(type, 0), {
    data: {
      get: () => {
        throw error();
      },
    },
    version: shared("version"),
    overwrittenBy: shared("overwrittenBy"),
    claimed: shared("claimed"),
  });
}

/** A one-element storage that holds `value` inline. */
export const inline = (type: TypeInfo, value: number): Storage =>
  new Storage(type, rounded(type, value));

// V8 keeps typed arrays of up to 64 bytes inside its own heap, where they cost as little as objects.
const ON_HEAP_BYTES = 64;
// Larger ones are a call to malloc each, so those up to 512 bytes share slabs of a size class. A slab is
// short, because a tensor that the user keeps keeps its whole slab.
const LARGEST_BLOCK = 512;
const BLOCKS = 32;

interface Slab {
  data: TypedArray | null;
  next: number;
}

/** slabs[dtype code][log2 of the block's length]: the slab that is being filled. */
const slabs: Slab[][] = Array.from({ length: 5 }, () =>
  Array.from({ length: 10 }, () => ({ data: null, next: 0 })),
);

// Linux gives arrays of this size pages of their own, which it takes back when they are freed. New pages
// cost more than most operations: 2 to 3 ns an element of float32, where an addition takes 1.
const OWN_PAGES = 128 * 1024;
// But once an array of up to 32 MB was freed, glibc keeps and reuses memory of arrays up to that size, and
// gives it back only from 64 MB on (mallopt(3), M_MMAP_THRESHOLD). So one is made and dropped. Nobody
// touches it, so it never has pages itself; elsewhere it does nothing.
const LARGEST_KEPT = 31 * 2 ** 20;
let keepsPages = false;

function keepPages(): TypedArray {
  keepsPages = true;
  return new Uint8Array(LARGEST_KEPT);
}

/** Where the last {@link allocate} put its elements: a second result without an object. */
export let allocatedOffset = 0;

function allocateLarge(type: TypeInfo, length: number): TypedArray {
  allocatedOffset = 0;
  if (length * type.bytes >= OWN_PAGES && !keepsPages) keepPages();
  return new type.array(length);
}

/**
 * An array with room for `length` elements, beginning at {@link allocatedOffset}. They are 0, because
 * no block is ever used twice.
 */
export function allocate(type: TypeInfo, length: number): TypedArray {
  const bytes = length * type.bytes;
  if (bytes > LARGEST_BLOCK) return allocateLarge(type, length);
  if (bytes <= ON_HEAP_BYTES) {
    allocatedOffset = 0;
    // A constructor that V8 knows is called without a detour.
    return type.code === 3 ? new Float32Array(length) : new type.array(length);
  }
  const sizeClass = 32 - Math.clz32(length - 1);
  const slab = (slabs[type.code] as Slab[])[sizeClass] as Slab;
  const block = 1 << sizeClass;
  if (slab.data === null || slab.next === slab.data.length) {
    slab.data = new type.array(block * BLOCKS);
    slab.next = 0;
  }
  allocatedOffset = slab.next;
  slab.next += block;
  return slab.data;
}
