import { type Algebra, type Expression, expressions, input } from "@nabla/wasm";
import type { TypedArray, TypeInfo } from "../dtype.ts";
import { ShapeError, show } from "../errors.ts";
import { direct } from "../kernels/direct.ts";
import { compileSource, javascript } from "../kernels/source.ts";
import { sameShape } from "../layout.ts";
import { elementOf, type Tensor } from "../tensor.ts";
import { overwrite } from "./assign.ts";
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
 * runs them as one generated loop.
 */
export class ScalarUpdate {
  readonly name: string;
  /** How many of the operands are overwritten. */
  readonly targets: number;
  readonly operands: number;
  readonly formula: UpdateFormula;
  /** kernels[type][set of one-element operands] */
  private readonly kernels: (UpdateKernel | undefined)[][] = Array.from({ length: 5 }, () => []);

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

  /** The loop for operands of which those with a bit in `scalars` are one number. */
  kernel(type: TypeInfo, scalars: number): UpdateKernel {
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
    const outputs: readonly Expression[] = this.formula(expressions, ...positions.map(input));
    const { statements, values } = javascript(
      outputs,
      positions.map((i) => `v${i}`),
      false,
    );
    const loads = positions.map(
      (i) => `const v${i} = ${isScalar(i) ? `x${i}` : `x${i}[o${i} + i]`};`,
    );
    const stores = values.map((value, i) => [
      `const w${i} = ${value};`,
      `x${i}[o${i} + i] = w${i};`,
    ]);
    const operands = positions.map((i) => `x${i} = operands[${i}], o${i} = offsets[${i}]`);
    const code = `function ${this.name}_update(n, operands, offsets) {
      const ${operands.join(", ")};
      for (let i = 0; i < n; i++) {
        ${[...loads, ...statements, ...stores.map((s) => s[0]), ...stores.map((s) => s[1])].join(" ")}
      }
    }`;
    return compileSource<UpdateKernel>(code) ?? this.shared(isScalar);
  }

  private shared(isScalar: (i: number) => boolean): UpdateKernel {
    return (n, operands, offsets) => {
      for (let at = 0; at < n; at++) {
        const values = operands.map((x, i) =>
          isScalar(i) ? (x as number) : ((x as TypedArray)[(offsets[i] as number) + at] as number),
        );
        this.formula(direct, ...values).forEach((value, i) => {
          (operands[i] as TypedArray)[(offsets[i] as number) + at] = value;
        });
      }
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
    if (i >= targets && x.layout.size === 1) {
      scalars |= 1 << i;
      operands[i] = elementOf(x);
      offsets[i] = 0;
      continue;
    }
    if (x.layout !== layout && !sameShape(x.layout.shape, layout.shape))
      throw mismatch(update, inputs, i);
    if (i >= targets) x = rowMajor(inType(x, type));
    else if (!x.layout.contiguous || x.storage.type !== type) unusual = true;
    operands[i] = x.storage.array();
    offsets[i] = x.offset;
  }
  if (unusual) return throughCopies(update, inputs);
  update.kernel(type, scalars)(layout.size, operands, offsets);
  for (let i = 0; i < targets; i++) (inputs[i] as Tensor).storage.overwritten(update.name);
  return first;
}

/** Targets in an unusual layout are computed in row-major copies and copied back. */
function throughCopies(update: ScalarUpdate, inputs: readonly Tensor[]): Tensor {
  const type = (inputs[0] as Tensor).storage.type;
  const targets = inputs.slice(0, update.targets);
  const copies = targets.map((x) => copyOf(inType(x, type)));
  run(update, [...copies, ...inputs.slice(update.targets)]);
  targets.forEach((target, i) => {
    overwrite(target, copies[i] as Tensor, update.name);
  });
  return targets[0] as Tensor;
}
