/** Element types, lowest to highest: an op on two of them works in the higher one. */
export type DType = "bool" | "uint8" | "int32" | "float32" | "float64";

/** The typed arrays that hold elements. */
export type TypedArray = Uint8Array | Int32Array | Float32Array | Float64Array;

/** Everything the kernels need to know about a dtype. */
export interface TypeInfo {
  readonly dtype: DType;
  /** Rank in the order of promotion, and index into per-dtype tables. */
  readonly code: number;
  readonly bytes: number;
  readonly floating: boolean;
  readonly array: new (length: number) => TypedArray;
}

const info = (
  dtype: DType,
  code: number,
  bytes: number,
  array: new (length: number) => TypedArray,
): TypeInfo => ({ dtype, code, bytes, floating: code >= 3, array });

/** All dtypes by name. */
export const TYPES: { readonly [D in DType]: TypeInfo } = {
  bool: info("bool", 0, 1, Uint8Array),
  uint8: info("uint8", 1, 1, Uint8Array),
  int32: info("int32", 2, 4, Int32Array),
  float32: info("float32", 3, 4, Float32Array),
  float64: info("float64", 4, 8, Float64Array),
};

/** The dtype in which `a` and `b` meet. */
export const promote = (a: TypeInfo, b: TypeInfo): TypeInfo => (a.code >= b.code ? a : b);

/** The dtype in which a function with real values (`exp`, `div`, `mean`) is computed. */
export const toFloating = (type: TypeInfo): TypeInfo => (type.floating ? type : TYPES.float32);

/** The dtype in which elements are counted and added up: int32 for booleans and bytes. */
export const countable = (type: TypeInfo): TypeInfo => (type.code < 2 ? TYPES.int32 : type);

/** What storing `value` in an element of this type leaves of it. */
export function rounded(type: TypeInfo, value: number): number {
  switch (type.code) {
    case 4:
      return value;
    case 3:
      return Math.fround(value);
    case 2:
      return value | 0;
    case 1:
      return value & 255;
    default:
      return value === 0 ? 0 : 1;
  }
}

/** The dtype that a JavaScript number takes next to a tensor: numbers are weakly typed. */
export function typeBeside(type: TypeInfo, value: number | boolean): TypeInfo {
  if (typeof value === "boolean" || type.floating) return type;
  if (!Number.isInteger(value)) return TYPES.float32;
  // Only float64 holds larger integers: in int32 they would come out as others.
  if (value !== (value | 0)) return TYPES.float64;
  return type.code < 2 && (type.code === 0 || value < 0 || value > 255) ? TYPES.int32 : type;
}
