import type { TypedArray } from "../../dtype.ts";
import type { RandomKind } from "../../random/draw-blocks.ts";
import type { Generator } from "../../random/generator.ts";
import type { ScalarUpdate } from "../update.ts";
import type { None, Shaped, Typed } from "./attributes.ts";

/** Where tensors come from, and what overwrites them: ops without derivatives. */
export interface SourceAttrs {
  /** Values from JavaScript. */
  readonly constant: Shaped & Typed & { readonly values: TypedArray };
  readonly full: Shaped & Typed & { readonly value: number };
  /** start, start + step, … */
  readonly arange: Typed & {
    readonly start: number;
    readonly step: number;
    readonly length: number;
  };
  /** A draw; advances the generator by a number of blocks that depends on nothing but the attributes. */
  readonly random: Shaped &
    Typed & {
      readonly distribution: RandomKind;
      readonly generator: Generator;
      /** Integers are drawn from low to high - 1; ones, with probability high. */
      readonly low: number;
      readonly high: number;
    };

  /** Copies the second operand into the storage of the first, a leaf. */
  readonly assign: None;
  /** Overwrites the first operands, leaves, by formulas of all operands, in one pass. */
  readonly update: { readonly update: ScalarUpdate };
}
