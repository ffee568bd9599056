import type { TypeInfo } from "../dtype.ts";
import {
  type FlatKernel,
  flatKernel,
  type ScalarKernel,
  type Signature,
  type StridedKernel,
  scalarKernel,
  stridedKernel,
} from "../kernels/elementwise.ts";
import {
  SIMD_LINE,
  type SimdTiles,
  simdFlatKernel,
  simdFrom,
  simdStridedKernel,
  simdTiles,
} from "../kernels/simd.ts";
import { sizeOf } from "../layout.ts";

/** The kernels of one op for one combination of dtypes, generated when first needed. */
export class Plan {
  readonly signature: Signature;
  readonly result: TypeInfo;
  readonly scalar: ScalarKernel;
  /** From how many elements on SIMD instructions pay. */
  readonly simdFrom: number;
  /** By the set of one-element operands, as bits. */
  private readonly flat: (FlatKernel | undefined)[] = [];
  private readonly simdFlat: (FlatKernel | undefined)[] = [];
  /** What flat and strided kernels have in common: one module for both. */
  private readonly tiles: (SimdTiles | undefined)[] = [];
  /** By that set and the number of loops. */
  private readonly strided = new Map<number, StridedKernel>();
  private readonly simdStrided = new Map<number, StridedKernel>();

  constructor(signature: Signature) {
    this.signature = signature;
    this.result = signature.result;
    this.scalar = scalarKernel(signature);
    this.simdFrom = simdFrom(signature);
  }

  /** The loop over `n` elements. */
  flatKernel(scalars: number, n: number): FlatKernel {
    // Small loops come first: for them a call counts.
    if (n < this.simdFrom) return this.flat[scalars] ?? this.plainFlat(scalars);
    let kernel = this.simdFlat[scalars];
    if (kernel === undefined) {
      const plain = this.flat[scalars] ?? this.plainFlat(scalars);
      kernel = simdFlatKernel(this.tilesOf(scalars), this.bits(scalars), plain);
      this.simdFlat[scalars] = kernel;
    }
    return kernel;
  }

  private plainFlat(scalars: number): FlatKernel {
    const kernel = flatKernel(this.signature, this.bits(scalars));
    this.flat[scalars] = kernel;
    return kernel;
  }

  /** The loops over `dims`. */
  stridedKernel(scalars: number, dims: readonly number[]): StridedKernel {
    const ndim = dims.length;
    const plain = this.plainStrided(scalars, ndim);
    if ((dims[ndim - 1] as number) < SIMD_LINE || sizeOf(dims) < this.simdFrom) return plain;
    const key = scalars * 64 + ndim;
    let kernel = this.simdStrided.get(key);
    if (kernel === undefined) {
      kernel = simdStridedKernel(this.tilesOf(scalars), this.bits(scalars), plain);
      this.simdStrided.set(key, kernel);
    }
    return kernel;
  }

  private plainStrided(scalars: number, ndim: number): StridedKernel {
    const key = scalars * 64 + ndim;
    let kernel = this.strided.get(key);
    if (kernel === undefined) {
      kernel = stridedKernel(this.signature, this.bits(scalars), ndim);
      this.strided.set(key, kernel);
    }
    return kernel;
  }

  private tilesOf(scalars: number): SimdTiles {
    let tiles = this.tiles[scalars];
    if (tiles === undefined) {
      tiles = simdTiles(this.signature, this.bits(scalars));
      this.tiles[scalars] = tiles;
    }
    return tiles;
  }

  private bits(scalars: number): boolean[] {
    return this.signature.inputs.map((_, i) => ((scalars >> i) & 1) === 1);
  }
}
