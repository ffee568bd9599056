/**
 * Reduction of large angles after M. Payne and R. Hanek, "Radian reduction for trigonometric functions",
 * SIGNUM Newsletter 18 (1983): only the bits of 2/π count whose product with x is not a multiple of 4.
 */
import { double, type Lane } from "../lanes/lane.ts";

const { num, add, sub, mul, floor, nearest } = double;

/** 2/π in pieces of 24 bits, the first after the binary point first. */
const PIECES = [
  0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163,
];
const PIECE_BITS = 24;

interface Sum {
  readonly high: Lane;
  readonly low: Lane;
}

/** high + low + x without error, after O. Møller and D. Knuth, but for the rounding of `low`. */
function plus({ high, low }: Sum, x: Lane): Sum {
  const sum = add(high, x);
  const back = sub(sum, high);
  const error = add(sub(high, sub(sum, back)), sub(x, back));
  return { high: sum, low: add(low, error) };
}

/** Of two float64 that hold float32. */
function reduceHalf(x: Lane): { readonly q: Lane; readonly r: Lane } {
  let sum: Sum = { high: num(0), low: num(0) };
  PIECES.forEach((piece, i) => {
    // 24 bits times 24 bits: exact.
    const product = mul(x, num(piece * 2 ** (-PIECE_BITS * (i + 1))));
    const quarters = floor(mul(product, num(0.25)));
    sum = plus(sum, sub(product, mul(quarters, num(4))));
  });
  const n = nearest(sum.high);
  const r = mul(add(sub(sum.high, n), sum.low), num(Math.PI / 2));
  return { q: add(n, num(1.5 * 2 ** 52)), r };
}

/** As `reduce` does for others, for any finite x. NaN for ±∞. */
export function reduceLarge(x: Lane): { readonly q: Lane; readonly r: Lane } {
  const [first, last] = [reduceHalf(double.first(x)), reduceHalf(double.last(x))];
  return { q: double.lowWords(first.q, last.q), r: double.rounded(first.r, last.r) };
}
