/**
 * Inverse trigonometric functions of four float32. Coefficients: S. L. Moshier, Cephes Mathematical
 * Library (single precision), 1989.
 */
import { bits, int, type Lane, polynomial, single, unlikely } from "../lanes/lane.ts";
import { signBit, withSignOf } from "./bits.ts";

const { num, add, sub, mul, div, sqrt, abs, lt, eq, ne } = single;

const ONE = num(1);

/** asin y - y for 0 ≤ y ≤ ½, from y and z = y². */
function asinRest(y: Lane, z: Lane): Lane {
  const p = polynomial(
    single,
    z,
    [4.2163199048e-2, 2.4181311049e-2, 4.5470025998e-2, 7.4953002686e-2, 1.6666752422e-1],
  );
  return mul(mul(p, z), y);
}

/** asin |x| = 2·asin y' by halving the angle for |x| > ½. */
function halved(x: Lane): { readonly far: Lane; readonly y: Lane; readonly rest: Lane } {
  const a = abs(x);
  const far = lt(num(0.5), a);
  const z = bits.select(far, mul(num(0.5), sub(ONE, a)), mul(a, a));
  const y = bits.select(far, sqrt(z), a);
  return { far, y, rest: asinRest(y, z) };
}

export function asin(x: Lane): Lane {
  const { far, y, rest } = halved(x);
  const near = add(rest, y);
  const wide = sub(num(Math.PI / 2), add(near, near));
  return withSignOf(x, bits.select(far, wide, near));
}

export function acos(x: Lane): Lane {
  const { far, y, rest } = halved(x);
  const near = add(rest, y);
  const twice = add(near, near);
  const negative = lt(x, num(0));
  const farResult = bits.select(negative, sub(num(Math.PI), twice), twice);
  const nearResult = sub(num(Math.PI / 2), bits.xor(near, signBit(x)));
  return bits.select(far, farResult, nearResult);
}

/** atan t - t for |t| ≤ tan(π/8). */
function atanRest(t: Lane): Lane {
  const z = mul(t, t);
  const p = polynomial(
    single,
    z,
    [8.05374449538e-2, -1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1],
  );
  return mul(mul(p, z), t);
}

/** atan(y / x) for y, x ≥ 0. */
function atanOfRatio(y: Lane, x: Lane): Lane {
  const steep = lt(mul(x, num(2.414213562373095)), y);
  const middle = lt(mul(x, num(0.414213562373095)), y);
  // Of the angle less π/2, less π/4, or itself.
  const numerator = bits.select(steep, single.neg(x), bits.select(middle, sub(y, x), y));
  const denominator = bits.select(steep, y, bits.select(middle, add(y, x), x));
  const t = div(numerator, denominator);
  const offset = bits.and(bits.select(steep, num(Math.PI / 2), num(Math.PI / 4)), middle);
  return add(offset, add(atanRest(t), t));
}

export function atan(x: Lane): Lane {
  return withSignOf(x, atanOfRatio(abs(x), ONE));
}

const INFINITE = num(Number.POSITIVE_INFINITY);

/** The same for 0, ∞ and numbers of which the sum overflows. */
function atanOfAnyRatio(y: Lane, x: Lane): Lane {
  const infinite = bits.or(eq(y, INFINITE), eq(x, INFINITE));
  const ones = (v: Lane): Lane => bits.and(eq(v, INFINITE), ONE);
  const origin = eq(add(y, x), num(0));
  const quarter = num(0.25);
  const large = lt(num(2 ** 100), single.max(y, x));
  const scale = bits.select(large, quarter, ONE);
  const run = bits.select(infinite, ones(x), mul(x, scale));
  return atanOfRatio(bits.select(infinite, ones(y), mul(y, scale)), bits.select(origin, ONE, run));
}

/** The angle of the point (x, y). */
export function atan2(y: Lane, x: Lane): Lane {
  const [run, rise] = [abs(x), abs(y)];
  const sum = add(rise, run);
  const usual = bits.and(lt(num(0), sum), lt(sum, num(2 ** 100)));
  const angle = unlikely(bits.not(usual), atanOfAnyRatio(rise, run), atanOfRatio(rise, run));
  // The sign of -0 counts, too.
  const left = int.shiftRight(x, 31);
  const unknown = bits.or(ne(x, x), ne(y, y));
  return withSignOf(y, bits.or(bits.select(left, sub(num(Math.PI), angle), angle), unknown));
}
