/** The scalar algebra over four float32: which primitives have SIMD code, and a formula's lanes. */
import type { Expression, Primitive } from "../algebra.ts";
import { bits, type Lane, single } from "../lanes/lane.ts";
import { signBit } from "./bits.ts";
import { erf } from "./error-function.ts";
import { cosh, exp, exp2, expm1, sinh, tanh } from "./exponential.ts";
import { acosh, asinh, atanh } from "./inverse-hyperbolic.ts";
import { acos, asin, atan, atan2 } from "./inverse-trigonometric.ts";
import { log, log1p, log2, log10 } from "./logarithm.ts";
import { hypot, pow } from "./power.ts";
import { cos, sin, tan } from "./trigonometric.ts";

const { num, lt, le, eq, ne, abs } = single;

const TWO = num(2);

/** ±1 with the sign of x, 0 for both zeros, and NaN. */
const sign = (x: Lane): Lane =>
  bits.select(lt(num(0), abs(x)), bits.or(signBit(x), num(1)), single.add(x, num(0)));

/** A formula with a primitive that is not here is computed in JavaScript. */
const PRIMITIVES: { readonly [P in Primitive]?: (...operands: [Lane, Lane, Lane]) => Lane } = {
  neg: single.neg,
  abs,
  sign,
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
  erf,
  sqrt: single.sqrt,
  floor: single.floor,
  ceil: single.ceil,
  round: single.nearest,
  trunc: single.trunc,
  not: bits.not,
  add: single.add,
  sub: single.sub,
  mul: single.mul,
  div: single.div,
  pow: (x, y) => (x.name === TWO.name ? exp2(y) : pow(x, y)),
  max: single.max,
  min: single.min,
  atan2,
  hypot,
  lt,
  le,
  eq,
  and: bits.and,
  or: bits.or,
  xor: bits.xor,
  select: bits.select,
};

/** Primitives whose operands are truth values: masks of lanes. */
const CONNECTIVES: ReadonlySet<string> = new Set(["not", "and", "or", "xor"]);
/** Primitives whose value is one. */
const isMask = ({ op }: Expression): boolean =>
  CONNECTIVES.has(op) || op === "lt" || op === "le" || op === "eq";

/** Whether all primitives of a formula have SIMD code. */
export function hasLanes(outputs: readonly Expression[]): boolean {
  const seen = new Set<Expression>();
  const covered = (e: Expression): boolean => {
    if (seen.has(e)) return true;
    seen.add(e);
    const known = e.op === "num" || e.op === "input" || PRIMITIVES[e.op] !== undefined;
    return known && e.args.every(covered);
  };
  return outputs.every(covered);
}

/**
 * The lanes of a formula's outputs as float32: 1 and 0 for true and false.
 *
 * @param outputs - the formula's graph, of which {@link hasLanes} is true
 * @param inputs - lanes of the formula's arguments, by position
 */
export function lanesOf(outputs: readonly Expression[], inputs: readonly Lane[]): Lane[] {
  const known = new Map<Expression, Lane>();
  const lane = (e: Expression): Lane => {
    if (e.op === "num") return num(e.value);
    if (e.op === "input") return inputs[e.value] as Lane;
    const before = known.get(e);
    if (before !== undefined) return before;
    const primitive = PRIMITIVES[e.op];
    if (primitive === undefined) throw new RangeError(`lanesOf: ${e.op} has no SIMD code`);
    const operands = e.args.map((arg, i) =>
      CONNECTIVES.has(e.op) || (e.op === "select" && i === 0) ? truth(arg) : number(arg),
    );
    // As many as the primitive takes: the graph was built by its arity.
    const made = primitive(...(operands as [Lane, Lane, Lane]));
    known.set(e, made);
    return made;
  };
  const truth = (e: Expression): Lane => (isMask(e) ? lane(e) : ne(lane(e), num(0)));
  const number = (e: Expression): Lane => (isMask(e) ? bits.and(lane(e), num(1)) : lane(e));
  return outputs.map(number);
}
