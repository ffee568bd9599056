import { Tensor } from "@nabla/tensor";

/** Applies `f` to each tensor in nested lists and plain objects; everything else stays as it is. */
export function mapTensors<T>(value: T, f: (x: Tensor) => Tensor): T {
  // The structure is kept and tensors become tensors, so the type is the same.
  const result = (kept: unknown): T => kept as T;
  if (value instanceof Tensor) return result(f(value));
  if (Array.isArray(value)) return result(value.map((part) => mapTensors(part, f)));
  if (value === null || typeof value !== "object") return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return result(Object.fromEntries(Object.entries(value).map(([k, v]) => [k, mapTensors(v, f)])));
}

/** All tensors of nested lists and plain objects, in order. */
export function tensorsIn(value: unknown): Tensor[] {
  const found: Tensor[] = [];
  mapTensors(value, (x) => {
    found.push(x);
    return x;
  });
  return found;
}
