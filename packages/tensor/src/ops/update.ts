import { type Algebra, type Expression, expressions, input } from "@nabla/wasm";
import type { TypedArray, TypeInfo } from "../dtype.ts";
import { ShapeError, show } from "../errors.ts";
import { direct } from "../kernels/direct.ts";
import { compileSource, javascript } from "../kernels/source.ts";
import { sameShape } from "../layout.ts";
import type { Tensor } from "../tensor.ts";
import { overwrite } from "./assign.ts";
import { copyOf, inType, rowMajor } from "./copy.ts";
import { elementOf } from "./map.ts";
import type { Op } from "./op.ts";

/** New values of the targets, from the old values of targets and inputs at one position. */
export type UpdateFormula = <E>(k: Algebra<E>, ...values: E[]) => readonly E[];

/** Of each operand: array (or value) and offset; targets first. */
type UpdateKernel = (n: number, ...operands: (TypedArray | number)[]) => void;

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
  private readonly kernels = new Map<number, UpdateKernel>();

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
    const key = type.code * 2 ** this.operands + scalars;
    let kernel = this.kernels.get(key);
    if (kernel === undefined) {
      kernel = this.generate(scalars);
      this.kernels.set(key, kernel);
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
    const code = `function ${this.name}_update(n, ${positions.map((i) => `x${i}, o${i}`)}) {
      for (let i = 0; i < n; i++) {
        ${[...loads, ...statements, ...stores.map((s) => s[0]), ...stores.map((s) => s[1])].join(" ")}
      }
    }`;
    return compileSource<UpdateKernel>(code) ?? this.shared(isScalar);
  }

  private shared(isScalar: (i: number) => boolean): UpdateKernel {
    return (n, ...operands) => {
      for (let at = 0; at < n; at++) {
        const values = Array.from({ length: this.operands }, (_, i) => {
          const x = operands[2 * i];
          return isScalar(i)
            ? (x as number)
            : ((x as TypedArray)[(operands[2 * i + 1] as number) + at] as number);
        });
        this.formula(direct, ...values).forEach((value, i) => {
          (operands[2 * i] as TypedArray)[(operands[2 * i + 1] as number) + at] = value;
        });
      }
    };
  }
}

function check(update: ScalarUpdate, inputs: readonly Tensor[]): void {
  const shape = (inputs[0] as Tensor).layout.shape;
  for (let i = 1; i < inputs.length; i++) {
    const x = (inputs[i] as Tensor).layout;
    if (i >= update.targets && x.size === 1) continue;
    if (!sameShape(x.shape, shape))
      throw new ShapeError(
        `${update.name}: operand ${i} has shape ${show(x.shape)}, but the first has ${show(shape)}`,
        { op: update.name, shapes: [shape, x.shape] },
      );
  }
}

export const update: Op<"update"> = {
  name: "update",
  kind: "effect",
  evaluate: (inputs, attrs) => {
    check(attrs.update, inputs);
    return run(attrs.update, inputs);
  },
  map: null,
  derivative: null,
};

function run(update: ScalarUpdate, inputs: readonly Tensor[]): Tensor {
  const first = inputs[0] as Tensor;
  const type = first.storage.type;
  let scalars = 0;
  const operands: (TypedArray | number)[] = [];
  for (let i = 0; i < inputs.length; i++) {
    let x = inputs[i] as Tensor;
    if (i >= update.targets) {
      if (x.layout.size === 1) {
        scalars |= 1 << i;
        operands.push(elementOf(x), 0);
        continue;
      }
      x = rowMajor(inType(x, type));
    } else if (!x.layout.contiguous || x.storage.type !== type)
      return throughCopies(update, inputs);
    operands.push(x.storage.array(), x.offset);
  }
  update.kernel(type, scalars)(first.layout.size, ...operands);
  for (let i = 0; i < update.targets; i++) (inputs[i] as Tensor).storage.overwritten(update.name);
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
