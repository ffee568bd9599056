import { isTracing, readGrad, readValues, writeGrad } from "./dispatch.ts";
import { type DType, TYPES, type TypedArray } from "./dtype.ts";
import { DTypeError, GradientError, ShapeError, show, written } from "./errors.ts";
import type { Node } from "./history.ts";
import { copyElements } from "./kernels/copy.ts";
import { contiguousLayout, type Layout } from "./layout.ts";
import { type NestedArray, nestedValues } from "./nested.ts";
import type { Storage } from "./storage.ts";
import type { AnyShape, OneElement, Shape, Sizes } from "./types/index.ts";

/** What JSON has no number for. */
type NotFinite = "NaN" | "Infinity" | "-Infinity";

/** A tensor as JSON: see {@link Tensor.toJSON}. */
export interface TensorJson {
  /** Type of the elements. */
  readonly dtype: DType;
  /** Size of each axis. */
  readonly shape: number[];
  /** The values in row-major order; booleans as 0 and 1. */
  readonly data: (number | NotFinite)[];
}

/**
 * An n-dimensional array of numbers that can remember how it was computed, so that gradients flow
 * back through it.
 *
 * Values never change, except by {@link Tensor.assign}; views share them. `S` is the shape as the
 * compiler knows it: plain `Tensor` fits everywhere and is checked when the program runs.
 *
 * @example
 * ```ts
 * import { tensor } from "@nabla/tensor";
 * const x = tensor([[1, 2], [3, 4]]); // Tensor<[2, 2]>
 * x.mul(10).sum(0).toArray(); // => [40, 60]
 * ```
 */
export class Tensor<S extends Shape = AnyShape> {
  /** @internal */
  readonly layout: Layout;
  /** @internal */
  readonly storage: Storage;
  /** @internal */
  readonly offset: number;
  /** @internal */
  wantsGrad: boolean;
  /** @internal */
  gradient: Tensor | null;
  /** @internal */
  node: Node | null;

  /** @internal */
  constructor(layout: Layout, storage: Storage, offset: number) {
    this.layout = layout;
    this.storage = storage;
    this.offset = offset;
    this.wantsGrad = false;
    this.gradient = null;
    this.node = null;
  }

  /** Type of the elements. */
  get dtype(): DType {
    return this.storage.type.dtype;
  }

  /** Size of each axis. */
  get shape(): Sizes<S> {
    // A copy, because layouts are shared. The dims of these numbers exist for the compiler only.
    return this.layout.shape.slice() as unknown as Sizes<S>;
  }

  /** Distance in memory, in elements, between neighbours along each axis. */
  get strides(): readonly number[] {
    return this.layout.strides.slice();
  }

  /** Number of axes. */
  get ndim(): number {
    return this.layout.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return this.layout.size;
  }

  /**
   * Is a gradient wanted for this tensor, or for one that it was computed from? Can be set on leaves
   * with a floating dtype.
   * @throws DTypeError when set on integers or booleans
   * @throws GradientError when set to false on the result of an op, or to true on a tensor made in
   * `inferenceMode`
   */
  get requiresGrad(): boolean {
    return this.wantsGrad;
  }

  /** Switches the wish for a gradient on or off. */
  set requiresGrad(wanted: boolean) {
    if (wanted && !TYPES[this.dtype].floating)
      throw new DTypeError(
        `requiresGrad: a tensor of ${this.dtype} has no gradient (create it with dtype "float32" or "float64")`,
        { op: "requiresGrad", shapes: [this.layout.shape] },
      );
    if (wanted && this.storage.version < 0)
      throw new GradientError(
        "requiresGrad: this tensor was made in inferenceMode, and can't take part in a gradient (make it outside, or use its clone())",
        { op: "requiresGrad", shapes: [this.layout.shape] },
      );
    if (!wanted && this.node !== null && this.node.op !== null)
      throw new GradientError(
        `requiresGrad: this tensor was computed by ${this.node.op.name}: only leaves can be switched off (use detach())`,
        { op: "requiresGrad", shapes: [this.layout.shape] },
      );
    this.wantsGrad = wanted;
    if (!wanted) this.node = null;
  }

  /** Was this tensor created, rather than computed from others that want a gradient? */
  get isLeaf(): boolean {
    return this.node === null || this.node.op === null;
  }

  /**
   * What `backward()` has accumulated for this leaf, of the same shape; null before, and where it is
   * set to null for the next step. Null for results of ops, through which a gradient only passes: call
   * `retainGrad()` on them before `backward()`, or look at the leaf that they were computed from.
   */
  get grad(): Tensor<S> | null {
    return readGrad(this);
  }

  /** Replaces or clears what was accumulated. */
  set grad(gradient: Tensor<S> | null) {
    if (gradient !== null) this.checkGrad(gradient);
    writeGrad(this, gradient);
  }

  private checkGrad(gradient: Tensor): void {
    if (!(gradient instanceof Tensor))
      throw new GradientError(
        `grad: ${written(gradient)} is no gradient: needed a tensor or null`,
        {
          op: "grad",
        },
      );
    const fits =
      gradient.ndim === this.ndim &&
      gradient.layout.shape.every((n, i) => n === this.layout.shape[i]);
    if (!fits || gradient.dtype !== this.dtype)
      throw new GradientError(
        `grad: a ${gradient.dtype} tensor of shape ${show(gradient.layout.shape)} is not the gradient of a ${this.dtype} tensor of shape ${show(this.layout.shape)}`,
        { op: "grad", shapes: [gradient.layout.shape, this.layout.shape] },
      );
    gradient.storage.claimed = true;
  }

  /**
   * The value of a tensor with one element, as a number (booleans as 0 and 1).
   * @throws ShapeError when there are more or fewer elements
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([1, 2, 3]).sum().item(); // => 6
   * ```
   */
  item<A extends Shape>(this: Tensor<A> & OneElement<A, "item">): number {
    if (this.layout.size !== 1)
      throw new ShapeError(
        `item: needs a tensor with one element, got ${show(this.layout.shape)} (reduce it first, or use toArray())`,
        { op: "item", shapes: [this.layout.shape] },
      );
    return isTracing() ? (readValues(this, valuesOf)[0] as number) : elementOf(this);
  }

  /** The values in row-major order, as a new typed array: changing it changes nothing else. */
  get data(): TypedArray {
    return readValues(this, valuesOf);
  }

  /**
   * The values as nested arrays; a number for a tensor without axes. Booleans come as booleans: since
   * types do not know the dtype, say `toArray<boolean>()` where the compiler is to know it.
   * @returns `number[][]` for two axes, and so on; {@link NestedValues} where the number of axes is
   * unknown
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * const rows: number[][] = tensor([[1, 2], [3, 4]]).toArray();
   * rows; // => [[1, 2], [3, 4]]
   * const large: boolean[] = tensor([1, 5]).greater(2).toArray<boolean>();
   * large; // => [false, true]
   * ```
   */
  toArray<V extends number | boolean = number>(): NestedArray<S, V> {
    // Arrays as deep as the shape is long.
    return nestedValues(this.data, this.layout.shape, this.dtype === "bool") as NestedArray<S, V>;
  }

  /**
   * What `JSON.stringify` writes: all that is needed to make the tensor again, as plain values. JSON has
   * no NaN and no infinities: these are strings, which `Number` turns back; -0 becomes 0.
   * @returns dtype, shape, and the values in row-major order
   * @example
   * ```ts
   * import { type TensorJson, tensor } from "@nabla/tensor";
   * const text = JSON.stringify(tensor([[1, 2, NaN]]));
   * text; // => '{"dtype":"float32","shape":[1,3],"data":[1,2,"NaN"]}'
   * const { dtype, shape, data }: TensorJson = JSON.parse(text);
   * tensor(data.map(Number), { dtype }).reshape(shape).toString(); // => "tensor([[ 1.,  2., nan]])"
   * ```
   */
  toJSON(): TensorJson {
    return {
      dtype: this.dtype,
      shape: this.layout.shape.slice(),
      data: Array.from(this.data, (value) =>
        Number.isFinite(value) ? value : (String(value) as NotFinite),
      ),
    };
  }

  /** Steps through the slices along the first axis. */
  *[Symbol.iterator](): Generator<Tensor> {
    const n = this.layout.shape[0];
    if (n === undefined)
      throw new ShapeError("iteration: a tensor without axes has no slices (use item())", {
        op: "iteration",
        shapes: [[]],
      });
    for (let i = 0; i < n; i++) yield (this as Tensor).slice(i);
  }
}

/** The element of a tensor all of whose elements are one. */
export function elementOf(x: Tensor): number {
  const { data } = x.storage;
  return typeof data === "number" ? data : (data[x.offset] as number);
}

/** The element of `x` at a position in row-major order. */
export function elementAt(x: Tensor, position: number): number {
  if (x.layout.uniform) return elementOf(x);
  const { shape, strides } = x.layout;
  let at = x.offset;
  let rest = position;
  for (let i = shape.length - 1; i >= 0; i--) {
    const n = shape[i] as number;
    at += (rest % n) * (strides[i] as number);
    rest = Math.floor(rest / n);
  }
  return (x.storage.data as TypedArray)[at] as number;
}

/** A fresh array of all values of `x`, in row-major order. */
export function valuesOf(x: Tensor): TypedArray {
  const { size } = x.layout;
  const copy = new TYPES[x.dtype].array(size);
  if (size === 1) copy[0] = elementOf(x);
  else
    copyElements(
      x.storage.type,
      x.storage.array(),
      x.offset,
      x.layout,
      copy,
      0,
      contiguousLayout(x.layout.shape),
    );
  return copy;
}
