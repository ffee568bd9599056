import type { MapSample } from "./samples.ts";
import type { Domain } from "./values.ts";

export const ANY: Domain = { low: -2.4, high: 2.4 };
export const SMOOTH: Domain = { low: -2.4, high: 2.4, avoid: { every: 0 } };
export const STEPS: Domain = { low: -2.4, high: 2.4, avoid: { every: 0.5 } };
export const POSITIVE: Domain = { low: 0.2, high: 3 };
export const INNER: Domain = { low: -0.9, high: 0.9 };

/** The sample of an op of one operand. */
export const unary = (
  domain: Domain,
  result: MapSample["result"],
  reference: (x: number) => number,
  integer?: (x: bigint) => bigint,
): MapSample =>
  integer === undefined
    ? { kind: "map", domains: [domain], result, reference }
    : { kind: "map", domains: [domain], result, reference, integer };

/** The sample of an op of two operands. */
export const binary = (
  domains: readonly [Domain, Domain],
  result: MapSample["result"],
  reference: (x: number, y: number) => number,
  integer?: (x: bigint, y: bigint) => bigint,
): MapSample =>
  integer === undefined
    ? { kind: "map", domains, result, reference }
    : { kind: "map", domains, result, reference, integer };
