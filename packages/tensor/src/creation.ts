import { dispatch } from "./dispatch.ts";
import { type DType, TYPES, type TypedArray, type TypeInfo } from "./dtype.ts";
import { AxisError, DTypeError, written } from "./errors.ts";
import { checkShape, sizeOf } from "./layout.ts";
import { requireTensor } from "./methods/install.ts";
import { flatten } from "./nested.ts";
import * as create from "./ops/creation.ts";
import { checkOptions } from "./options.ts";
import type { Tensor } from "./tensor.ts";
import type {
  AnyShape,
  DimOf,
  Guard,
  NestedData,
  Ok,
  Shape,
  ShapeOf,
  ShapeOfData,
} from "./types/index.ts";

/** Options of functions that create tensors. */
export interface TensorOptions {
  /** Type of the elements; `"float32"` where nothing else is said. */
  readonly dtype?: DType;
  /** Is a gradient wanted? Needs a floating dtype. */
  readonly requiresGrad?: boolean;
}

const OPTIONS = ["dtype", "requiresGrad"];

/** Checks a dtype that a caller named. */
export function typeNamed(op: string, dtype: DType): TypeInfo {
  const type = TYPES[dtype];
  if (type === undefined)
    throw new DTypeError(
      `${op}: ${written(dtype)} is not a dtype: use ${Object.keys(TYPES).join(", ")}`,
      { op },
    );
  return type;
}

/** Checks a dtype that counts: truth values do not. */
function countingType(op: string, dtype: DType): TypeInfo {
  const type = typeNamed(op, dtype);
  if (type.dtype === "bool")
    throw new DTypeError(`${op}: bool does not count: use "int32" or a floating dtype`, { op });
  return type;
}

/** Applies the options that every creation function has. */
export function finish<S extends Shape>(made: Tensor, options: TensorOptions): Tensor<S> {
  if (options.requiresGrad) made.requiresGrad = true;
  return made;
}

const dtypeOf = (data: unknown, values: readonly (number | boolean)[]): DType => {
  if (data instanceof Float64Array) return "float64";
  if (data instanceof Int32Array) return "int32";
  if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) return "uint8";
  return values.length > 0 && values.every((v) => typeof v === "boolean") ? "bool" : "float32";
};

/**
 * Makes a tensor of numbers, nested arrays or a typed array (copied).
 *
 * The dtype is that of a typed array, `"bool"` for booleans, else `"float32"`.
 * @param data - a number, a boolean, arrays nested to any depth, or a typed array
 * @param options - dtype and `requiresGrad`
 * @returns a tensor of the data's shape
 * @throws ShapeError when rows differ in length, or something is not a number
 * @example
 * ```ts
 * import { tensor } from "@nabla/tensor";
 * tensor([[1, 2, 3], [4, 5, 6]]).shape; // => [2, 3]
 * tensor([true, false]).dtype; // => "bool"
 * ```
 */
export function tensor<const T extends NestedData | TypedArray>(
  data: T & Guard<ShapeOfData<T>>,
  options: TensorOptions = {},
): Tensor<Ok<ShapeOfData<T>>> {
  checkOptions("tensor", options, OPTIONS);
  if (ArrayBuffer.isView(data) && !(data instanceof DataView))
    return fromTyped(data as TypedArray, options);
  const { shape, values } = flatten(data);
  const dtype = options.dtype ?? dtypeOf(data, values);
  const type = typeNamed("tensor", dtype);
  const array = new type.array(values.length);
  for (let i = 0; i < values.length; i++) array[i] = stored("tensor", type, Number(values[i]));
  return finish(dispatch(create.constant, [], { shape, dtype, values: array }), options);
}

const HELD = [Float32Array, Float64Array, Int32Array, Uint8Array, Uint8ClampedArray];

function fromTyped(data: TypedArray, options: TensorOptions): Tensor<AnyShape> {
  if (!HELD.some((kind) => data instanceof kind))
    throw new DTypeError(
      `tensor: a ${(data as object).constructor.name} is not supported: use a Float32Array, Float64Array, Int32Array or Uint8Array`,
      { op: "tensor" },
    );
  const dtype = options.dtype ?? dtypeOf(data, []);
  const type = typeNamed("tensor", dtype);
  const values = new type.array(data.length);
  const holdsSame = type.floating || (type.dtype !== "bool" && data.constructor === type.array);
  if (holdsSame) values.set(data);
  else
    data.forEach((value, i) => {
      values[i] = stored("tensor", type, value);
    });
  return finish(dispatch(create.constant, [], { shape: [data.length], dtype, values }), options);
}

/** What an element of `type` holds for `value`; a whole number must not lose anything. */
function stored(op: string, type: TypeInfo, value: number): number {
  if (type.floating) return value;
  if (type.dtype === "bool") return value === 0 ? 0 : 1;
  const [low, high] = type.dtype === "uint8" ? [0, 255] : [-(2 ** 31), 2 ** 31 - 1];
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new DTypeError(
    `${op}: ${value} does not fit into ${type.dtype}: needed whole numbers from ${low} to ${high} (use dtype "float64", or round first)`,
    { op },
  );
}

/**
 * A tensor of `shape` with all elements equal to `value`.
 * @param shape - size of each axis
 * @param value - a number or boolean
 * @param options - `dtype` (by default `"float32"`, of a boolean `"bool"`) and `requiresGrad` (false)
 * @throws ShapeError when `shape` is not a list of whole numbers
 * @example
 * ```ts
 * import { full } from "@nabla/tensor";
 * full([2, 2], 7).toArray(); // => [[7, 7], [7, 7]]
 * ```
 */
export function full<const S extends readonly number[]>(
  shape: S,
  value: number | boolean,
  options: TensorOptions = {},
): Tensor<ShapeOf<S>> {
  return filled("full", shape, value, options);
}

function filled(
  op: string,
  shape: readonly number[],
  value: number | boolean,
  options: TensorOptions,
): Tensor {
  checkShape(op, shape);
  checkOptions(op, options, OPTIONS);
  if (typeof value !== "number" && typeof value !== "boolean")
    throw new DTypeError(`${op}: the value is ${written(value)}: needed a number or boolean`, {
      op,
    });
  const dtype = options.dtype ?? (typeof value === "boolean" ? "bool" : "float32");
  const element = stored(op, typeNamed(op, dtype), Number(value));
  const attrs = { shape: [...shape], dtype, value: element };
  return finish(dispatch(create.full, [], attrs), options);
}

/**
 * A tensor of zeros.
 * @param shape - size of each axis
 * @param options - `dtype` (`"float32"` by default) and `requiresGrad` (false)
 * @throws ShapeError when `shape` is not a list of whole numbers
 * @example
 * ```ts
 * import { zeros } from "@nabla/tensor";
 * zeros([2, 3]).toArray(); // => [[0, 0, 0], [0, 0, 0]]
 * ```
 */
export function zeros<const S extends readonly number[]>(
  shape: S,
  options: TensorOptions = {},
): Tensor<ShapeOf<S>> {
  return filled("zeros", shape, 0, options);
}

/**
 * A tensor of ones.
 * @param shape - size of each axis
 * @param options - `dtype` (`"float32"` by default) and `requiresGrad` (false)
 * @throws ShapeError when `shape` is not a list of whole numbers
 * @example
 * ```ts
 * import { ones } from "@nabla/tensor";
 * ones([3]).toArray(); // => [1, 1, 1]
 * ```
 */
export function ones<const S extends readonly number[]>(
  shape: S,
  options: TensorOptions = {},
): Tensor<ShapeOf<S>> {
  return filled("ones", shape, 1, options);
}

function like(op: string, x: Tensor, options: TensorOptions): TensorOptions {
  requireTensor(op, "tensor to be like", x);
  // A text would be spread into its letters.
  checkOptions(op, options, OPTIONS);
  return { dtype: x.dtype, ...options };
}

/**
 * Zeros with the shape and dtype of `x`.
 * @param x - whose shape is taken
 * @param options - `dtype` (that of `x` by default) and `requiresGrad` (false)
 * @example
 * ```ts
 * import { tensor, zerosLike } from "@nabla/tensor";
 * zerosLike(tensor([1, 2])).toArray(); // => [0, 0]
 * ```
 */
export function zerosLike<S extends Shape>(x: Tensor<S>, options: TensorOptions = {}): Tensor<S> {
  const filling = like("zerosLike", x, options);
  return filled("zerosLike", x.layout.shape, 0, filling);
}

/**
 * Ones with the shape and dtype of `x`.
 * @param x - whose shape is taken
 * @param options - `dtype` (that of `x` by default) and `requiresGrad` (false)
 * @example
 * ```ts
 * import { onesLike, tensor } from "@nabla/tensor";
 * onesLike(tensor([5, 2])).toArray(); // => [1, 1]
 * ```
 */
export function onesLike<S extends Shape>(x: Tensor<S>, options: TensorOptions = {}): Tensor<S> {
  const filling = like("onesLike", x, options);
  return filled("onesLike", x.layout.shape, 1, filling);
}

/**
 * `value` everywhere, with the shape and dtype of `x`.
 * @example
 * ```ts
 * import { fullLike, tensor } from "@nabla/tensor";
 * fullLike(tensor([5, 2]), 9).toArray(); // => [9, 9]
 * ```
 */
export function fullLike<S extends Shape>(
  x: Tensor<S>,
  value: number | boolean,
  options: TensorOptions = {},
): Tensor<S> {
  const filling = like("fullLike", x, options);
  return filled("fullLike", x.layout.shape, value, filling);
}

/**
 * start, start + step, … up to but without `stop`.
 *
 * With one argument it is the end, and counting starts at 0. The dtype is `"int32"` where all three
 * numbers are whole (`"float64"` beyond its range), else `"float32"`.
 * @throws AxisError when `step` is 0 or a number is not finite
 * @example
 * ```ts
 * import { arange } from "@nabla/tensor";
 * arange(4).toArray(); // => [0, 1, 2, 3]
 * arange(1, 2, 0.25).toArray(); // => [1, 1.25, 1.5, 1.75]
 * arange(3, { dtype: "float64" }).dtype; // => "float64"
 * ```
 */
export function arange(stop: number, options?: TensorOptions): Tensor<[number]>;
export function arange(start: number, stop: number, options?: TensorOptions): Tensor<[number]>;
export function arange(
  start: number,
  stop?: number,
  step?: number,
  options?: TensorOptions,
): Tensor<[number]>;
export function arange(...args: (number | TensorOptions | undefined)[]): Tensor<[number]> {
  // The options follow the numbers, however many there are.
  const options = (args.find((arg) => typeof arg === "object") ?? {}) as TensorOptions;
  const numbers = args.filter((arg) => typeof arg !== "object") as (number | undefined)[];
  checkOptions("arange", options, OPTIONS);
  const [start = Number.NaN, stop, step = 1] = numbers;
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  if (![from, to, step].every(Number.isFinite) || step === 0)
    throw new AxisError(
      `arange: start ${from}, stop ${to}, step ${step}: needed finite numbers and a step other than 0`,
      { op: "arange" },
    );
  const length = Math.max(0, Math.ceil((to - from) / step));
  checkShape("arange", [length]);
  const last = from + (length - 1) * step;
  const whole = [from, to, step].every(Number.isInteger);
  // Whole numbers beyond int32 are exact in float64.
  const wholeType = Math.max(Math.abs(from), Math.abs(last)) < 2 ** 31 ? "int32" : "float64";
  const dtype = options.dtype ?? (whole ? wholeType : "float32");
  const type = countingType("arange", dtype);
  if (length > 0 && whole)
    [from, last].forEach((value) => {
      stored("arange", type, value);
    });
  return finish(dispatch(create.arange, [], { start: from, step, length, dtype }), options);
}

/** `count` numbers from `start` to `stop`. */
export function evenlySpaced(start: number, stop: number, count: number): number[] {
  const step = count === 1 ? 0 : (stop - start) / (count - 1);
  // From the nearer end, so that both ends are exact.
  return Array.from({ length: count }, (_, i) =>
    i < count / 2 ? start + i * step : stop - (count - 1 - i) * step,
  );
}

/**
 * `count` numbers at equal distances from `start` to `stop`, both included.
 *
 * $x_i = \mathrm{start} + i\,(\mathrm{stop} - \mathrm{start}) / (\mathrm{count} - 1)$
 * @throws ShapeError when `count` is not a whole number
 * @example
 * ```ts
 * import { linspace } from "@nabla/tensor";
 * linspace(0, 1, 5).toArray(); // => [0, 0.25, 0.5, 0.75, 1]
 * ```
 */
export function linspace<const N extends number>(
  start: number,
  stop: number,
  count: N,
  options: TensorOptions = {},
): Tensor<[DimOf<N>]> {
  checkShape("linspace", [count]);
  checkOptions("linspace", options, OPTIONS);
  const dtype = options.dtype ?? "float32";
  const type = countingType("linspace", dtype);
  const values = new type.array(count);
  evenlySpaced(start, stop, count).forEach((value, i) => {
    values[i] = stored("linspace", type, type.floating ? value : Math.trunc(value));
  });
  return finish(dispatch(create.constant, [], { shape: [count], dtype, values }), options);
}

/**
 * The identity matrix: ones on the main diagonal of `rows` x `columns` zeros.
 * @throws ShapeError when a size is not a whole number
 * @example
 * ```ts
 * import { eye } from "@nabla/tensor";
 * eye(2).toArray(); // => [[1, 0], [0, 1]]
 * ```
 */
export function eye<const R extends number, const C extends number = R>(
  rows: R,
  columns?: C,
  options: TensorOptions = {},
): Tensor<[DimOf<R>, DimOf<C>]> {
  const shape = [rows, columns ?? rows];
  checkShape("eye", shape);
  checkOptions("eye", options, OPTIONS);
  const dtype = options.dtype ?? "float32";
  const values = new (typeNamed("eye", dtype).array)(sizeOf(shape));
  for (let i = 0; i < Math.min(rows, columns ?? rows); i++)
    values[i * (shape[1] as number) + i] = 1;
  return finish(dispatch(create.constant, [], { shape, dtype, values }), options);
}
