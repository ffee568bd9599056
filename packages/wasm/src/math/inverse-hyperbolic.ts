/**
 * Inverse hyperbolic functions of four float32: near 0 (1 for acosh) by polynomials of S. L. Moshier,
 * Cephes Mathematical Library (single precision), 1989, elsewhere by their logarithms.
 */
import { bits, type Lane, polynomial, single } from "../lanes/lane.ts";
import { withSignOf } from "./bits.ts";
import { log, log1p } from "./logarithm.ts";

const { num, add, sub, mul, div, sqrt, abs, lt } = single;

const ONE = num(1);

/** log(1 + less) for `less` = a + √(a² ± 1) - 1; for large a, whose square may overflow, log 2a. */
function logOfSum(a: Lane, less: Lane): Lane {
  const large = lt(num(1e9), a);
  return add(log1p(bits.select(large, a, less)), bits.and(large, num(Math.LN2)));
}

export function asinh(x: Lane): Lane {
  const a = abs(x);
  const z = mul(x, x);
  const p = polynomial(
    single,
    z,
    [2.0122003309e-2, -4.2699340972e-2, 7.4847586088e-2, -1.6666288134e-1],
  );
  const near = add(mul(mul(p, z), x), x);
  const less = add(a, div(z, add(ONE, sqrt(add(z, ONE)))));
  return withSignOf(x, bits.select(lt(a, num(0.5)), near, logOfSum(a, less)));
}

export function acosh(x: Lane): Lane {
  const z = sub(x, ONE);
  const p = polynomial(
    single,
    z,
    [1.7596881071e-3, -7.5272886713e-3, 2.6454905019e-2, -1.1784741703e-1, 1.4142135263],
  );
  return bits.select(
    lt(z, num(0.5)),
    mul(p, sqrt(z)),
    logOfSum(x, add(z, sqrt(mul(z, add(x, ONE))))),
  );
}

export function atanh(x: Lane): Lane {
  const a = abs(x);
  const z = mul(x, x);
  const p = polynomial(
    single,
    z,
    [1.81740078349e-1, 8.24370301058e-2, 1.4669143173e-1, 1.997821645e-1, 3.33337300303e-1],
  );
  const near = add(mul(mul(p, z), x), x);
  const far = mul(num(0.5), log(div(add(ONE, a), sub(ONE, a))));
  return bits.select(lt(a, num(0.5)), near, withSignOf(x, far));
}
