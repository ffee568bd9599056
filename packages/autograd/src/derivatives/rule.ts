import type { Tensor } from "@nabla/tensor";
import { type Derivative, type OpAttrs, type OpName, SAVE, type Vjp } from "@nabla/tensor/internal";

/** What a rule may look at besides the cotangent: values that it declares, attributes and shapes. */
export interface Recorded<A> {
  /** First input. */
  readonly a: Tensor;
  /** Second input. */
  readonly b: Tensor;
  /** Third input. */
  readonly c: Tensor;
  /** The output. */
  readonly out: Tensor;
  /** All inputs. */
  readonly inputs: readonly Tensor[];
  readonly attrs: A;
  /** Shape of the input at `position`. */
  shape(position: number): readonly number[];
}

/** The cotangent of the input at `position` from the cotangent `g` of the output. */
export type Rule<K extends OpName> = (
  g: Tensor,
  r: Recorded<OpAttrs[K]>,
  position: number,
) => Tensor;

/** Letters of the values that a rule reads: `a b c` for inputs, `*` for all inputs, `o` for the output. */
export type Reads = "" | "a" | "b" | "c" | "o" | "ab" | "ao" | "bo" | "abo" | "abc" | "*o";

/** A rule with the values that recording must keep for it. */
export interface Declared<K extends OpName> {
  readonly reads: Reads;
  /** The op is linear in this input, the others being fixed: forward mode applies the op itself. */
  readonly linear: boolean;
  readonly rule: Rule<K>;
}

/** The rules of an op, one per input; null for an input without a derivative. */
export interface Row<K extends OpName> {
  readonly rules: readonly (Declared<K> | null)[];
  /** The last rule serves all further inputs. */
  readonly variadic: boolean;
}

/** A rule that reads the values named in `reads`. */
export const reading = <K extends OpName>(reads: Reads, rule: Rule<K>): Declared<K> => ({
  reads,
  linear: false,
  rule,
});

/** A rule that reads no values: the op is linear in this input. */
export const linear = <K extends OpName>(rule: Rule<K>): Declared<K> => linearGiven("", rule);

/** The rule of an input in which the op is linear, by way of the other inputs named in `reads`. */
export const linearGiven = <K extends OpName>(reads: Reads, rule: Rule<K>): Declared<K> => ({
  reads,
  linear: true,
  rule,
});

/** The row of an op: one rule per input. */
export const row = <K extends OpName>(...rules: (Declared<K> | null)[]): Row<K> => ({
  rules,
  variadic: false,
});

/** The row of an op with any number of inputs, all alike. */
export const each = <K extends OpName>(rule: Declared<K>): Row<K> => ({
  rules: [rule],
  variadic: true,
});

const LETTERS: { readonly [letter: string]: number } = { ...SAVE, "*": SAVE.all };

const bits = (reads: Reads): number =>
  [...reads].reduce((sum, letter) => sum | (LETTERS[letter] as number), 0);

/** The row in the form in which the core keeps it beside the op. */
export function derivative<K extends OpName>({ rules, variadic }: Row<K>): Derivative {
  return {
    variadic,
    rules: rules.map((declared): Vjp | null => {
      if (declared === null) return null;
      // A node saves what `reads` names, so for this rule it has all that `Recorded` promises.
      const rule = declared.rule as unknown as Vjp["apply"];
      return { saves: bits(declared.reads), linear: declared.linear, apply: rule };
    }),
  };
}
