import { rounded, TYPES, type TypedArray, type TypeInfo } from "../dtype.ts";
import type { Operand } from "../kernels/elementwise.ts";
import { meetingOf, meetingOfTwo } from "../kernels/meeting.ts";
import { type Layout, sameShape } from "../layout.ts";
import { allocate, allocatedOffset, Storage } from "../storage.ts";
import { elementOf, Tensor } from "../tensor.ts";
import { computeTypes } from "./dtype-rules.ts";
import {
  type DTypeRule,
  defineOp,
  type Formula,
  type MapDefinition,
  type Op,
  type OpName,
} from "./op.ts";
import { Plan } from "./plan.ts";

/** A uniform tensor (most often of one element), its value inline. */
export const scalarResult = (type: TypeInfo, value: number, layout: Layout): Tensor =>
  new Tensor(layout, new Storage(type, rounded(type, value)), 0);

/** The evaluator of one formula: finds the plan and the loops for its operands. */
class MapEvaluator {
  readonly name: string;
  readonly map: MapDefinition;
  private readonly plans: (Plan | undefined)[] = [];

  constructor(name: string, map: MapDefinition) {
    this.name = name;
    this.map = map;
  }

  private plan(code: number, inputs: readonly Tensor[]): Plan {
    const types = inputs.map((x) => x.storage.type);
    const compute = computeTypes[this.map.rule](this.name, types);
    const plan = new Plan({
      name: this.name,
      formula: this.map.formula,
      inputs: types,
      compute,
      result: this.map.resultType(compute),
      wide: this.map.wide,
    });
    this.plans[code] = plan;
    return plan;
  }

  unary(inputs: readonly Tensor[]): Tensor {
    const x = inputs[0] as Tensor;
    const code = x.storage.type.code;
    const plan = this.plans[code] ?? this.plan(code, inputs);
    const layout = x.layout;
    if (layout.uniform) return scalarResult(plan.result, plan.scalar(elementOf(x)), layout);
    if (!layout.contiguous) return this.general(plan, inputs);
    const out = allocate(plan.result, layout.size);
    const offset = allocatedOffset;
    plan.flatKernel(0, layout.size)(
      layout.size,
      out,
      offset,
      x.storage.data as TypedArray,
      x.offset,
    );
    return new Tensor(layout, new Storage(plan.result, out), offset);
  }

  binary(inputs: readonly Tensor[]): Tensor {
    const x = inputs[0] as Tensor;
    const y = inputs[1] as Tensor;
    const code = x.storage.type.code * 5 + y.storage.type.code;
    const plan = this.plans[code] ?? this.plan(code, inputs);
    const lx = x.layout;
    const ly = y.layout;
    let layout = lx;
    let scalars = 0;
    if (ly.uniform && fits(ly, lx)) scalars = 2;
    else if (lx.uniform && fits(lx, ly)) {
      scalars = 1;
      layout = ly;
    } else if (!ly.contiguous || (lx !== ly && !sameShape(lx.shape, ly.shape)))
      return this.two(plan, x, y);
    // Uniform operands give a uniform result: one element, however often it is repeated.
    if (layout.uniform)
      return scalarResult(plan.result, plan.scalar(elementOf(x), elementOf(y)), layout);
    if (!layout.contiguous) return this.two(plan, x, y);
    const out = allocate(plan.result, layout.size);
    const offset = allocatedOffset;
    plan.flatKernel(scalars, layout.size)(
      layout.size,
      out,
      offset,
      scalars === 1 ? elementOf(x) : (x.storage.data as TypedArray),
      x.offset,
      scalars === 2 ? elementOf(y) : (y.storage.data as TypedArray),
      y.offset,
    );
    return new Tensor(layout, new Storage(plan.result, out), offset);
  }

  ternary(inputs: readonly Tensor[]): Tensor {
    const [x, y, z] = inputs as readonly [Tensor, Tensor, Tensor];
    const code = (x.storage.type.code * 5 + y.storage.type.code) * 5 + z.storage.type.code;
    const plan = this.plans[code] ?? this.plan(code, inputs);
    const { layout } = x.layout.uniform ? (y.layout.uniform ? z : y) : x;
    const flat = !layout.uniform && goesAlong(x, layout) && goesAlong(y, layout);
    if (!flat || !goesAlong(z, layout)) return this.general(plan, inputs);
    const scalars = +x.layout.uniform | (+y.layout.uniform << 1) | (+z.layout.uniform << 2);
    const out = allocate(plan.result, layout.size);
    const offset = allocatedOffset;
    plan.flatKernel(scalars, layout.size)(
      layout.size,
      out,
      offset,
      operandOf(x),
      x.offset,
      operandOf(y),
      y.offset,
      operandOf(z),
      z.offset,
    );
    return new Tensor(layout, new Storage(plan.result, out), offset);
  }

  private general(plan: Plan, inputs: readonly Tensor[]): Tensor {
    const meeting = meetingOf(
      this.name,
      inputs.map((x) => x.layout),
    );
    const { layout, strides, dims } = meeting;
    if (layout.size === 1)
      return scalarResult(plan.result, plan.scalar(...inputs.map(elementOf)), layout);
    const out = allocate(plan.result, layout.size);
    const offset = allocatedOffset;
    if (meeting.flat) {
      const operands = inputs.flatMap((x) => [operandOf(x), x.offset]);
      plan.flatKernel(meeting.scalars, layout.size)(layout.size, out, offset, ...operands);
    } else if (layout.size > 0) {
      const operands = inputs.flatMap((x, i) => [operandOf(x), x.offset, strides[i] as number[]]);
      plan.stridedKernel(meeting.scalars, dims)(dims, out, offset, ...operands);
    }
    return new Tensor(layout, new Storage(plan.result, out), offset);
  }

  /** As `general`, without lists of operands: broadcasting is in every layer of a model. */
  private two(plan: Plan, x: Tensor, y: Tensor): Tensor {
    const { layout, scalars, flat, dims, strides } = meetingOfTwo(this.name, x.layout, y.layout);
    if (flat || layout.size <= 1) return this.general(plan, [x, y]);
    const out = allocate(plan.result, layout.size);
    const offset = allocatedOffset;
    plan.stridedKernel(scalars, dims)(
      dims,
      out,
      offset,
      operandOf(x),
      x.offset,
      strides[0] as number[],
      operandOf(y),
      y.offset,
      strides[1] as number[],
    );
    return new Tensor(layout, new Storage(plan.result, out), offset);
  }
}

/** Does a uniform operand leave the shape of the other as it is? */
const fits = (uniform: Layout, other: Layout): boolean =>
  uniform.size === 1
    ? uniform.shape.length <= other.shape.length
    : sameShape(uniform.shape, other.shape);

/** Can a loop over a contiguous layout take `x` along, as an array or as one number? */
const goesAlong = ({ layout: own }: Tensor, layout: Layout): boolean =>
  own.uniform
    ? fits(own, layout)
    : own.contiguous && (own === layout || sameShape(own.shape, layout.shape));

/** What a kernel is given for `x`. */
const operandOf = (x: Tensor): Operand => (x.layout.uniform ? elementOf(x) : x.storage.array());

const same = (type: TypeInfo): TypeInfo => type;
const bool = (): TypeInfo => TYPES.bool;

/**
 * Defines an elementwise op by its formula; `wide` if float32 is not enough for what stands between
 * operands and result.
 */
export function map<K extends OpName>(
  name: K,
  rule: DTypeRule,
  arity: number,
  formula: Formula,
  wide = false,
): Op<K> {
  const resultType = rule === "compare" || rule === "logical" ? bool : same;
  return mapOp(name, { formula, arity, rule, resultType, wide });
}

function mapOp<K extends OpName>(name: K, definition: MapDefinition): Op<K> {
  const evaluator = new MapEvaluator(name, definition);
  const evaluate =
    definition.arity === 1
      ? (inputs: readonly Tensor[]): Tensor => evaluator.unary(inputs)
      : definition.arity === 2
        ? (inputs: readonly Tensor[]): Tensor => evaluator.binary(inputs)
        : (inputs: readonly Tensor[]): Tensor => evaluator.ternary(inputs);
  return defineOp(name, "map", evaluate, definition);
}

const casts = new Map<string, MapEvaluator>();

/** The evaluator of a cast to `dtype`. */
export function castTo(dtype: TypeInfo["dtype"]): MapEvaluator {
  let evaluator = casts.get(dtype);
  if (evaluator === undefined) {
    const formula: Formula = (_, x) => x;
    evaluator = new MapEvaluator("cast", {
      formula,
      arity: 1,
      rule: "cast",
      resultType: () => TYPES[dtype],
      wide: false,
    });
    casts.set(dtype, evaluator);
  }
  return evaluator;
}
