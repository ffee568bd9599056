import { concat, GradientError, Tensor, tensor, zerosLike } from "@nabla/tensor";
import { show } from "@nabla/tensor/internal";
import { jvp } from "./forward/jvp.ts";
import { grad } from "./functional.ts";
import { indexOf } from "./index-of.ts";

/** Options of {@link gradCheck} and {@link gradGradCheck}. */
export interface GradCheckOptions {
  /** Step of the differences, 1e-5 by default: their own error is of the order of its square. */
  readonly eps?: number;
  /** Relative difference allowed, 1e-6 by default. */
  readonly rtol?: number;
  /** Absolute difference allowed, 1e-8 by default. */
  readonly atol?: number;
  /** Name in the error message; by default that of the function. */
  readonly name?: string;
  /** Check forward mode too: the tangents of `jvp` against differences; not by default. */
  readonly forward?: boolean;
}

type AnyFunction = (...inputs: readonly Tensor[]) => Tensor;

/**
 * Compares the gradient of a function with central differences:
 * $\partial f / \partial x_i \approx (f(x + \varepsilon e_i) - f(x - \varepsilon e_i)) / 2\varepsilon$.
 *
 * A result with several elements is weighed by fixed numbers and added up, so that errors can't
 * cancel. Takes two calls of `f` per element of the inputs.
 * @param f - takes tensors, returns a float64 tensor of any shape; away from kinks
 * @param inputs - where to check; float64, because float32 has too few digits for differences
 * @param options - step and tolerances
 * @returns true
 * @throws GradientError when an input or the result is not float64
 * @throws GradientError when gradient and differences disagree: with inputs, both, and the worst place
 * @example
 * ```ts
 * import { gradCheck } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const x = tensor([0.5, -1], { dtype: "float64" });
 * gradCheck((x) => x.exp().mul(x), [x]); // => true
 * ```
 * After PyTorch's `gradcheck`.
 */
export function gradCheck<const Args extends readonly Tensor[]>(
  f: (...inputs: Args) => Tensor,
  inputs: Args,
  options: GradCheckOptions = {},
): true {
  const { eps = 1e-5, rtol = 1e-6, atol = 1e-8, forward = false } = options;
  const name = nameOf(f, options);
  inputs.forEach((x, i) => {
    requireDouble(x, `input ${i} of ${name}`);
  });
  // From here on the arguments are a list of tensors like any other.
  const weighed: AnyFunction = (...xs) => weighedSum((f as unknown as AnyFunction)(...xs), name);
  const all = inputs.map((_, i) => i);
  const received = grad(weighed, { argnums: all, createGraph: false })(...inputs) as Tensor[];
  inputs.forEach((_, i) => {
    const expected = differences(weighed, inputs, i, eps);
    const comparison = { inputs, input: i, expected, rtol, atol };
    compare({ ...comparison, name, received: received[i] as Tensor });
    if (!forward) return;
    const tangents = slopes(weighed, inputs, i);
    compare({ ...comparison, name: `${name} (forward mode)`, received: tangents });
  });
  return true;
}

const nameOf = (f: { readonly name: string }, options: GradCheckOptions): string =>
  options.name ?? (f.name || "the function");

/**
 * Compares the second derivatives of a function with central differences of its first ones, in the
 * inputs and in the cotangent of its result.
 * @param f - takes tensors, returns a float64 tensor of any shape; smooth around the inputs
 * @param inputs - where to check; float64
 * @param options - step and tolerances
 * @returns true
 * @throws GradientError as {@link gradCheck} does
 * @example
 * ```ts
 * import { gradGradCheck } from "@nabla/autograd";
 * import { tensor } from "@nabla/tensor";
 * const x = tensor([0.5, -1], { dtype: "float64" });
 * gradGradCheck((x) => x.sigmoid().mul(x), [x]); // => true
 * ```
 * After PyTorch's `gradgradcheck`.
 */
export function gradGradCheck<const Args extends readonly Tensor[]>(
  f: (...inputs: Args) => Tensor,
  inputs: Args,
  options: GradCheckOptions = {},
): true {
  const name = nameOf(f, options);
  // From here on the arguments are a list of tensors like any other.
  const plain = f as unknown as AnyFunction;
  inputs.forEach((x, i) => {
    requireDouble(x, `input ${i} of ${name}`);
  });
  const value = requireDouble(plain(...inputs), `the result of ${name}`);
  const cotangent = weightsLike(value).add(0.5);
  const all = inputs.map((_, i) => i);
  const gradients = (u: Tensor, ...xs: readonly Tensor[]): Tensor => {
    const product = (...at: readonly Tensor[]): Tensor =>
      plain(...at)
        .mul(u)
        .sum();
    const parts = grad(product, { argnums: all })(...xs) as Tensor[];
    return concat(parts.map((g): Tensor => g.reshape([-1])));
  };
  return gradCheck(gradients, [cotangent, ...inputs], {
    ...options,
    name: `the gradient of ${name}`,
  });
}

function requireDouble(x: unknown, what: string): Tensor {
  if (x instanceof Tensor && x.dtype === "float64") return x;
  const got = x instanceof Tensor ? `is ${x.dtype}` : "is not a tensor";
  throw new GradientError(
    `gradCheck: ${what} ${got}: needed float64, because float32 has too few digits for differences (create it with { dtype: "float64" })`,
    { op: "gradCheck", shapes: x instanceof Tensor ? [x.layout.shape] : [] },
  );
}

/** Weights between 1 and 2 that have no simple relation to each other, in the shape of `y`. */
const weightsLike = (y: Tensor): Tensor =>
  tensor(
    Float64Array.from({ length: y.size }, (_, i) => 1 + ((i * 0.618033988749895) % 1)),
  ).reshape(y.layout.shape) as Tensor;

/** $\sum_i w_i y_i$. */
const weighedSum = (y: Tensor, name: string): Tensor =>
  requireDouble(y, `the result of ${name}`).mul(weightsLike(y)).sum();

/** The gradient by input `i`, from the tangents along each of its elements. */
function slopes(f: AnyFunction, inputs: readonly Tensor[], i: number): Tensor {
  const x = inputs[i] as Tensor;
  const along = (j: number): number => {
    const direction = new Float64Array(x.size);
    direction[j] = 1;
    const tangents = inputs.map(
      (input, k): Tensor =>
        k === i ? (tensor(direction).reshape(x.layout.shape) as Tensor) : zerosLike(input),
    );
    return jvp(f, inputs, tangents)[1].item();
  };
  return tensor(Float64Array.from({ length: x.size }, (_, j) => along(j))).reshape(
    x.layout.shape,
  ) as Tensor;
}

/** The gradient by input `i`, from differences. */
function differences(
  f: AnyFunction,
  inputs: readonly Tensor[],
  i: number,
  eps: number,
): Float64Array {
  const x = inputs[i] as Tensor;
  const values = x.data;
  const at = (j: number, value: number): number => {
    const moved = Float64Array.from(values);
    moved[j] = value;
    return f(
      ...inputs.map((x) => x.detach()).with(i, tensor(moved).reshape(x.shape) as Tensor),
    ).item();
  };
  return Float64Array.from(values, (value, j) => {
    const [up, down] = [value + eps, value - eps];
    return (at(j, up) - at(j, down)) / (up - down);
  });
}

interface Comparison {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly input: number;
  readonly received: Tensor;
  readonly expected: Float64Array;
  readonly rtol: number;
  readonly atol: number;
}

function compare(c: Comparison): void {
  const received = c.received.data;
  let worst = -1;
  let excess = 0;
  c.expected.forEach((wanted, j) => {
    const difference = Math.abs((received[j] as number) - wanted);
    const ratio = difference / (c.atol + c.rtol * Math.abs(wanted));
    // NaN is worse than anything.
    if (ratio <= 1 || ratio <= excess || Number.isNaN(excess)) return;
    worst = j;
    excess = ratio;
  });
  if (worst >= 0) throw disagreement(c, worst);
}

function disagreement(c: Comparison, worst: number): GradientError {
  const { shape } = c.received.layout;
  const expected: Tensor = tensor(c.expected).reshape(shape);
  const [got, wanted] = [c.received.data[worst], c.expected[worst]];
  const lines = [
    `gradCheck: ${c.name}: the gradient by input ${c.input} is wrong: at ${show(indexOf(worst, shape))} it is ${got}, but differences give ${wanted}`,
    ...c.inputs.map((x, i) => `input ${i}: ${x}`),
    `received: ${c.received}`,
    `expected: ${expected}`,
  ];
  return new GradientError(lines.join("\n"), {
    op: c.name,
    shapes: c.inputs.map((x) => x.layout.shape),
  });
}
