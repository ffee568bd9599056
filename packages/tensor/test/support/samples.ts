import { type DType, Generator } from "../../src/index.ts";
import { type OpAttrs, type OpName, ScalarUpdate } from "../../src/internal.ts";
import { arraySamples } from "./array-samples.ts";
import { mapSamples } from "./map-samples.ts";
import type { Nd } from "./nd.ts";
import type { Domain } from "./values.ts";

/** An elementwise op at a point. */
export interface MapSample {
  readonly kind: "map";
  /** Where its operands lie for general values and for finite differences. */
  readonly domains: readonly Domain[];
  /** Plain float64 arithmetic. */
  readonly reference: (...values: number[]) => number;
  /** Exact integer arithmetic, wrapped when stored; where the op keeps integers. */
  readonly integer?: (...values: bigint[]) => bigint;
  /** The dtype of the result from that in which the operands meet. */
  readonly result: "same" | "float" | "bool";
  /** Does it refuse booleans? */
  readonly refusesBool?: boolean;
  /** Does it refuse floats? */
  readonly refusesFloats?: boolean;
}

/** One use of an op on whole arrays. */
export interface Case<A> {
  readonly shapes: readonly (readonly number[])[];
  readonly attrs: A;
  /** Operands with fixed values (positions), by number of the operand. */
  readonly fixed?: { readonly [operand: number]: readonly number[] };
}

/** An op that is not elementwise. */
export interface ArraySample<A> {
  readonly kind: "array";
  readonly cases: readonly Case<A>[];
  reference(inputs: readonly Nd[], attrs: A): Nd;
  /** What is compared with the reference where the result itself is not determined (signs are free). */
  seen?(result: Nd, inputs: readonly Nd[], attrs: A): Nd;
  /** Does it need matrices with an inverse, so that none may consist of equal rows? */
  readonly regular?: true;
  readonly domain: Domain;
  /** Dtypes of the operands with which it is tried. */
  readonly dtypes: readonly DType[];
  result(operand: DType, attrs: A): DType;
  /** Is the result a view of the first operand (or may it be one)? */
  readonly view?: true;
  /** Does it overwrite its first operand? */
  readonly overwrites?: true;
  /** Largest number of terms that are added up for one result: the error grows with them. */
  readonly terms?: number;
}

/** An op whose values are random: `random*.test.ts` checks them. */
export interface RandomSample<A> {
  readonly kind: "random";
  readonly cases: readonly Case<A>[];
}

/** What the tests know about an op. */
export type Sample<K extends OpName> =
  | MapSample
  | ArraySample<OpAttrs[K]>
  | RandomSample<OpAttrs[K]>;

const generator = new Generator(1);

/** Every op of the vocabulary: one without a row does not compile. */
export const samples: { readonly [K in OpName]: Sample<K> } = {
  ...mapSamples,
  ...arraySamples,
  random: {
    kind: "random",
    cases: (["uniform", "normal"] as const).flatMap((distribution) =>
      [[], [0], [3], [2, 5]].map((shape) => ({
        shapes: [],
        attrs: { shape, dtype: "float32" as const, distribution, generator, low: 0, high: 1 },
      })),
    ),
  },
  update: {
    kind: "array",
    overwrites: true,
    domain: { low: -2, high: 2 },
    dtypes: ["float64", "float32"],
    result: (dtype) => dtype,
    reference: ([x, g, rate]) => ({
      shape: x!.shape,
      data: x!.data.map((v, i) => v - rate!.data[0]! * g!.data[i]!),
    }),
    cases: [[3], [2, 3], [], [0], [130]].map((shape) => ({
      shapes: [shape, shape, []],
      attrs: {
        update: new ScalarUpdate("descend", 1, 3, (k, x, g, rate) => [k.sub(x!, k.mul(rate!, g!))]),
      },
    })),
  },
};

/** Names of all ops, with their samples. */
export const entries = Object.entries(samples) as [OpName, Sample<OpName>][];
