import { type Algebra, type Expression, expressions, input } from "@nabla/wasm";
import type { TypedArray, TypeInfo } from "../dtype.ts";
import { ShapeError, show } from "../errors.ts";
import { direct } from "../kernels/direct.ts";
import { SIMD_UPDATE_FROM, type SimdUpdate, simdUpdate } from "../kernels/simd-update.ts";
import { compileSource, javascript } from "../kernels/source.ts";
import { sameShape } from "../layout.ts";
import { elementOf, type Tensor } from "../tensor.ts";
import { checkSeparate, overwrite } from "./assign.ts";
import { copyOf, inType, rowMajor } from "./copy.ts";
import { defineOp, type Op } from "./op.ts";

/** New values of the targets, from the old values of targets and inputs at one position. */
export type UpdateFormula = <E>(k: Algebra<E>, ...values: E[]) => readonly E[];

/** Of each operand, targets first: array (or value), and offset. */
type UpdateKernel = (
  n: number,
  operands: readonly (TypedArray | number)[],
  offsets: readonly number[],
) => void;

/**
 * Formulas that overwrite several tensors in one pass: what an optimizer's step consists of. Eager
 * runs them as one generated loop. A target with one element among larger ones (a counter of steps)
 * is overwritten once; its formula may depend on operands with one element only.
 */
export class ScalarUpdate {
  readonly name: string;
  /** How many of the operands are overwritten. */
  readonly targets: number;
  readonly operands: number;
  readonly formula: UpdateFormula;
  /** kernels[type][set of one-element operands] */
  private readonly kernels: (UpdateKernel | undefined)[][] = Array.from({ length: 5 }, () => []);
  /** simd[set of one-element operands]; null where the formula has no SIMD code. */
  private readonly simd: (SimdUpdate | null | undefined)[] = [];

  /**
   * @param name - for errors and generated code
   * @param targets - how many of the operands, from the first, are overwritten
   * @param operands - targets and further inputs together
   * @param formula - one new value per target
   */
  constructor(name: string, targets: number, operands: number, formula: UpdateFormula) {
    this.name = name;
    this.targets = targets;
    this.operands = operands;
    this.formula = formula;
  }

  /**
   * Overwrites `n` elements of each target that has as many. Large float32 targets are computed in
   * float32, small ones in float64 and rounded.
   */
  run(
    n: number,
    type: TypeInfo,
    scalars: number,
    operands: readonly (TypedArray | number)[],
    offsets: readonly number[],
  ): void {
    if (n >= SIMD_UPDATE_FROM && type.dtype === "float32") {
      let simd = this.simd[scalars];
      if (simd === undefined) {
        simd = this.generateSimd(scalars);
        this.simd[scalars] = simd;
      }
      if (simd?.(n, operands, offsets)) return;
    }
    this.kernel(type, scalars)(n, operands, offsets);
  }

  private generateSimd(scalars: number): SimdUpdate | null {
    const positions = Array.from({ length: this.operands }, (_, i) => i);
    const outputs = this.formula(expressions, ...positions.map(input));
    return simdUpdate(
      outputs,
      positions.map((i) => ((scalars >> i) & 1) === 1),
    );
  }

  /** The loop for operands of which those with a bit in `scalars` are one number. */
  private kernel(type: TypeInfo, scalars: number): UpdateKernel {
    const ofType = this.kernels[type.code] as (UpdateKernel | undefined)[];
    let kernel = ofType[scalars];
    if (kernel === undefined) {
      kernel = this.generate(scalars);
      ofType[scalars] = kernel;
    }
    return kernel;
  }

  private generate(scalars: number): UpdateKernel {
    const positions = Array.from({ length: this.operands }, (_, i) => i);
    const isScalar = (i: number): boolean => ((scalars >> i) & 1) === 1;
    const names = positions.map((i) => `v${i}`);
    const outputs: readonly Expression[] = this.formula(expressions, ...positions.map(input));
    const written = positions.slice(0, this.targets);
    const store = (of: readonly number[], at: (i: number) => string): string => {
      const { statements, values } = javascript(
        of.map((i) => outputs[i] as Expression),
        names,
        false,
      );
      const results = of.map((i, n) => `const w${i} = ${values[n]};`);
      const stores = of.map((i) => `x${i}[${at(i)}] = w${i};`);
      return [...statements, ...results, ...stores].join(" ");
    };
    const load = (i: number, source: string): string => `const v${i} = ${source};`;
    const operands = positions.map((i) => `x${i} = operands[${i}], o${i} = offsets[${i}]`);
    const code = `function ${this.name}_update(n, operands, offsets) {
      const ${operands.join(", ")};
      ${positions
        .filter(isScalar)
        .map((i) => load(i, i < this.targets ? `x${i}[o${i}]` : `x${i}`))
        .join(" ")}
      for (let i = 0; i < n; i++) {
        ${positions
          .filter((i) => !isScalar(i))
          .map((i) => load(i, `x${i}[o${i} + i]`))
          .join(" ")}
        ${store(
          written.filter((i) => !isScalar(i)),
          (i) => `o${i} + i`,
        )}
      }
      ${store(written.filter(isScalar), (i) => `o${i}`)}
    }`;
    return compileSource<UpdateKernel>(code) ?? this.shared(isScalar);
  }

  private shared(isScalar: (i: number) => boolean): UpdateKernel {
    const element = (x: TypedArray | number, at: number): number =>
      typeof x === "number" ? x : (x[at] as number);
    return (n, operands, offsets) => {
      const valuesAt = (at: number): number[] =>
        operands.map((x, i) => element(x, (offsets[i] as number) + (isScalar(i) ? 0 : at)));
      const write = (at: number, scalar: boolean): void => {
        this.formula(direct, ...valuesAt(at)).forEach((value, i) => {
          if (isScalar(i) === scalar)
            (operands[i] as TypedArray)[(offsets[i] as number) + at] = value;
        });
      };
      for (let at = 0; at < n; at++) write(at, false);
      write(0, true);
    };
  }
}

function mismatch(update: ScalarUpdate, inputs: readonly Tensor[], i: number): ShapeError {
  const shapes = [inputs[0] as Tensor, inputs[i] as Tensor].map((x) => x.layout.shape);
  const [first, other] = shapes.map(show);
  return new ShapeError(
    `${update.name}: operand ${i} has shape ${other}, but the first has ${first}`,
    { op: update.name, shapes },
  );
}

export const update: Op<"update"> = defineOp("update", "effect", (inputs, attrs) =>
  run(attrs.update, inputs),
);

function run(update: ScalarUpdate, inputs: readonly Tensor[]): Tensor {
  const first = inputs[0] as Tensor;
  const { layout } = first;
  const { type } = first.storage;
  const { targets } = update;
  const operands = new Array<TypedArray | number>(inputs.length);
  const offsets = new Array<number>(inputs.length);
  let scalars = 0;
  let unusual = false;
  for (let i = 0; i < inputs.length; i++) {
    let x = inputs[i] as Tensor;
    const single = x.layout.size === 1;
    if (single && i >= targets) {
      scalars |= 1 << i;
      operands[i] = elementOf(x);
      offsets[i] = 0;
      continue;
    }
    // A counter beside arrays is changed once, after the loop.
    if (single && layout.size !== 1) scalars |= 1 << i;
    else if (x.layout !== layout && !single && !sameShape(x.layout.shape, layout.shape))
      throw mismatch(update, inputs, i);
    if (i >= targets) x = rowMajor(inType(x, type));
    else if (!x.layout.contiguous || (x.storage.type !== type && !single)) unusual = true;
    operands[i] = x.storage.array();
    offsets[i] = x.offset;
  }
  if (unusual) return throughCopies(update, inputs);
  update.run(layout.size, type, scalars, operands, offsets);
  for (let i = 0; i < targets; i++) (inputs[i] as Tensor).storage.overwritten(update.name);
  return first;
}

/** Targets in an unusual layout are computed in row-major copies and copied back. */
function throughCopies(update: ScalarUpdate, inputs: readonly Tensor[]): Tensor {
  const type = (inputs[0] as Tensor).storage.type;
  const targets = inputs.slice(0, update.targets);
  for (const target of targets) checkSeparate(update.name, target);
  const copies = targets.map((x) => copyOf(x.layout.size === 1 ? x : inType(x, type)));
  run(update, [...copies, ...inputs.slice(update.targets)]);
  targets.forEach((target, i) => {
    overwrite(target, copies[i] as Tensor, update.name);
  });
  return targets[0] as Tensor;
}
