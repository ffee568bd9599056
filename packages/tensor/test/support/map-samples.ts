import type { BinaryName, TernaryName, UnaryName } from "../../src/internal.ts";
import { bitSamples } from "./bit-samples.ts";
import { ANY, binary, INNER, POSITIVE, SMOOTH, STEPS, unary } from "./map-sample.ts";
import type { MapSample } from "./samples.ts";
import { specialFunctionSamples } from "./special-function-samples.ts";

const BITS = 160n;

/** 2/√π Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)), added up in whole multiples of 2⁻¹⁶⁰ because terms cancel. */
function erf(x: number): number {
  if (Number.isNaN(x) || Math.abs(x) < 1e-5) return x * (2 / Math.sqrt(Math.PI));
  if (Math.abs(x) > 6) return Math.sign(x);
  const fixed = BigInt(x * 2 ** 80) << (BITS - 80n);
  const square = (fixed * fixed) >> BITS;
  let sum = 0n;
  for (let n = 0n, power = fixed; power !== 0n && n < 300n; n++) {
    sum += power / (2n * n + 1n);
    power = -((power * square) >> BITS) / (n + 1n);
  }
  return (2 / Math.sqrt(Math.PI)) * (Number(sum) / 2 ** Number(BITS));
}

/** Halves to the even neighbour; the sign stays, also of zero. */
function round(x: number): number {
  const size = Math.abs(x);
  const below = Math.trunc(size);
  const up = size - below > 0.5 || (size - below === 0.5 && below % 2 === 1);
  if (Number.isNaN(x) || !Number.isFinite(x)) return x;
  return (x < 0 || Object.is(x, -0) ? -1 : 1) * (up ? below + 1 : below);
}

function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

/** C's pow, which gives 1 where JavaScript gives NaN. */
const pow = (x: number, y: number): number =>
  x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;

/** Python's algorithm for floats. */
function mod(x: number, y: number): number {
  const rest = x % y;
  if (Number.isNaN(rest)) return rest;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 !== y < 0 ? rest + y : rest;
}

/** The exact value as a fraction. */
function fraction(x: number): [bigint, bigint] {
  let scale = 0n;
  let whole = x;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    scale += 1n;
  }
  return [BigInt(whole), 2n ** scale];
}

/** ⌊x / y⌋ by exact arithmetic, where both are finite and y is not 0. */
function floorDivide(x: number, y: number): number {
  const quotient = x / y;
  if (y === 0 || !Number.isFinite(x) || Number.isNaN(y)) return Math.floor(quotient);
  if (!Number.isFinite(y)) return x * y < 0 ? -1 : quotient;
  const [[a, b], [c, d]] = [fraction(x), fraction(y)];
  const [top, bottom] = c < 0n ? [-a * d, -b * c] : [a * d, b * c];
  const down = top / bottom - (top % bottom !== 0n && top < 0n ? 1n : 0n);
  return down === 0n ? Math.sign(quotient) * 0 : Number(down);
}

const copysign = (x: number, y: number): number =>
  (y < 0 || Object.is(y, -0) ? -1 : 1) * Math.abs(x);

const either = (x: number, y: number, f: (x: number, y: number) => boolean): number => {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  return f(x, y) ? x : y;
};

const truth = (x: number): boolean => x !== 0;

const same = (x: bigint): bigint => x;

function integerPower(x: bigint, y: bigint): bigint {
  if (y >= 0n) return x ** y;
  if (x === 1n) return 1n;
  return x === -1n ? (y % 2n === 0n ? 1n : -1n) : 0n;
}

/** Elementwise ops. */
export const mapSamples: { readonly [K in UnaryName | BinaryName | TernaryName]: MapSample } = {
  neg: {
    ...unary(
      ANY,
      "same",
      (x) => -x,
      (x) => -x,
    ),
    refusesBool: true,
  },
  abs: unary(SMOOTH, "same", Math.abs, (x) => (x < 0n ? -x : x)),
  sign: unary(
    STEPS,
    "same",
    (x) => Math.sign(x) + 0,
    (x) => (x > 0n ? 1n : x < 0n ? -1n : 0n),
  ),
  exp: unary(ANY, "float", Math.exp),
  expm1: unary(ANY, "float", Math.expm1),
  log: unary(POSITIVE, "float", Math.log),
  log1p: unary({ low: -0.8, high: 3 }, "float", Math.log1p),
  exp2: unary(ANY, "float", (x) => 2 ** x),
  log2: unary(POSITIVE, "float", Math.log2),
  log10: unary(POSITIVE, "float", Math.log10),
  sin: unary(ANY, "float", Math.sin),
  cos: unary(ANY, "float", Math.cos),
  tan: unary({ low: -1.2, high: 1.2 }, "float", Math.tan),
  asin: unary(INNER, "float", Math.asin),
  acos: unary(INNER, "float", Math.acos),
  atan: unary(ANY, "float", Math.atan),
  sinh: unary(ANY, "float", Math.sinh),
  cosh: unary(ANY, "float", Math.cosh),
  tanh: unary(ANY, "float", Math.tanh),
  asinh: unary(ANY, "float", Math.asinh),
  acosh: unary({ low: 1.2, high: 3 }, "float", Math.acosh),
  atanh: unary(INNER, "float", Math.atanh),
  sigmoid: unary(ANY, "float", sigmoid),
  erf: unary(ANY, "float", erf),
  relu: unary(
    SMOOTH,
    "same",
    (x) => (Number.isNaN(x) || x > 0 ? x : 0),
    (x) => (x > 0n ? x : 0n),
  ),
  square: unary(
    ANY,
    "same",
    (x) => x * x,
    (x) => x * x,
  ),
  sqrt: unary(POSITIVE, "float", Math.sqrt),
  rsqrt: unary(POSITIVE, "float", (x) => 1 / Math.sqrt(x)),
  reciprocal: unary(POSITIVE, "float", (x) => 1 / x),
  floor: unary(STEPS, "same", Math.floor, same),
  ceil: unary(STEPS, "same", Math.ceil, same),
  round: unary(STEPS, "same", round, same),
  trunc: unary(STEPS, "same", Math.trunc, same),
  signbit: unary(ANY, "bool", (x) => +(x < 0 || Object.is(x, -0))),
  isNaN: unary(ANY, "bool", (x) => +Number.isNaN(x)),
  isInf: unary(ANY, "bool", (x) => +(Math.abs(x) === Infinity)),
  isFinite: unary(ANY, "bool", (x) => +Number.isFinite(x)),
  logicalNot: unary(ANY, "bool", (x) => +!truth(x)),

  add: binary(
    [ANY, ANY],
    "same",
    (x, y) => x + y,
    (x, y) => x + y,
  ),
  sub: {
    ...binary(
      [ANY, ANY],
      "same",
      (x, y) => x - y,
      (x, y) => x - y,
    ),
    refusesBool: true,
  },
  mul: binary(
    [ANY, ANY],
    "same",
    (x, y) => x * y,
    (x, y) => x * y,
  ),
  div: binary([ANY, POSITIVE], "float", (x, y) => x / y),
  pow: binary([POSITIVE, ANY], "same", pow, integerPower),
  mod: {
    ...binary([STEPS, { low: 2.6, high: 4 }], "same", mod, (x, y) => {
      if (y === 0n) return 0n;
      const rest = x % y;
      return rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest;
    }),
    refusesBool: true,
  },
  fmod: {
    ...binary(
      [STEPS, { low: 2.6, high: 4 }],
      "same",
      (x, y) => x % y,
      (x, y) => (y === 0n ? 0n : x % y),
    ),
    refusesBool: true,
  },
  floorDivide: {
    ...binary([STEPS, { low: 2.6, high: 4 }], "same", floorDivide, (x, y) => {
      if (y === 0n) return 0n;
      return x / y - (x % y !== 0n && x < 0n !== y < 0n ? 1n : 0n);
    }),
    refusesBool: true,
  },
  maximum: binary(
    [ANY, ANY],
    "same",
    (x, y) => either(x, y, (a, b) => a > b),
    (x, y) => [x, y][+(x < y)]!,
  ),
  minimum: binary(
    [ANY, ANY],
    "same",
    (x, y) => either(x, y, (a, b) => a < b),
    (x, y) => [x, y][+(y < x)]!,
  ),
  atan2: binary([ANY, POSITIVE], "float", Math.atan2),
  hypot: binary([ANY, POSITIVE], "float", Math.hypot),
  copysign: binary([SMOOTH, SMOOTH], "float", copysign),
  equal: binary([ANY, ANY], "bool", (x, y) => +(x === y)),
  notEqual: binary([ANY, ANY], "bool", (x, y) => +(x !== y)),
  less: binary([ANY, ANY], "bool", (x, y) => +(x < y)),
  lessEqual: binary([ANY, ANY], "bool", (x, y) => +(x <= y)),
  greater: binary([ANY, ANY], "bool", (x, y) => +(x > y)),
  greaterEqual: binary([ANY, ANY], "bool", (x, y) => +(x >= y)),
  logicalAnd: binary([ANY, ANY], "bool", (x, y) => +(truth(x) && truth(y))),
  logicalOr: binary([ANY, ANY], "bool", (x, y) => +(truth(x) || truth(y))),
  logicalXor: binary([ANY, ANY], "bool", (x, y) => +(truth(x) !== truth(y))),

  where: {
    kind: "map",
    domains: [{ low: -1, high: 1, avoid: { every: 0 } }, ANY, ANY],
    result: "same",
    reference: (c, x, y) => (truth(c!) ? x! : y!),
  },
  clamp: {
    kind: "map",
    domains: [STEPS, { low: -1.4, high: -1.1 }, { low: 0.6, high: 0.9 }],
    result: "same",
    refusesBool: true,
    reference: (x, low, high) => Math.min(Math.max(x!, low!), high!),
  },
  lerp: {
    kind: "map",
    domains: [ANY, ANY, { low: 0.1, high: 1.3, avoid: { every: 0.5 } }],
    result: "float",
    reference: (x, y, t) => (t! < 0.5 ? x! + t! * (y! - x!) : y! - (1 - t!) * (y! - x!)),
  },
  ...bitSamples,
  ...specialFunctionSamples,
};
