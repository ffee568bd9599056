/** The error function of four float32. */
import { bits, type Lane, polynomial, single } from "../lanes/lane.ts";
import { withSignOf } from "./bits.ts";
import { exp } from "./exponential.ts";

const { num, add, sub, mul, abs, lt, atMost } = single;

/** x·(1 + P(x²)) near 0, else 1 - e^Q(|x|): least maximal errors of 0.01 and 0.03 ulp, by Lawson's method. */
export function erf(x: Lane): Lane {
  const z = mul(x, x);
  const p = polynomial(
    single,
    z,
    [
      8.316806950535835e-5, -8.130021668483552e-4, 5.199907652041323e-3, -2.6858942025277933e-2,
      1.1283687201877864e-1, -3.761263318986998e-1, 1.283791665802607e-1,
    ],
  );
  // From 4 on the result is 1.
  const a = atMost(abs(x), num(4));
  const q = polynomial(
    single,
    a,
    [
      1.97181650273764e-4, -3.055606847062585e-3, 2.2277084319273992e-2, -1.040373540278585e-1,
      -6.370597593506965e-1, -1.1277495588815984, -1.7749549504200647e-4,
    ],
  );
  const large = withSignOf(x, sub(num(1), exp(q)));
  return bits.select(lt(a, num(0.92)), add(mul(x, p), x), large);
}
