import { promote, type TypeInfo, toFloating } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import type { DTypeRule } from "./op.ts";

function withoutBool(op: string, type: TypeInfo): TypeInfo {
  if (type.dtype !== "bool") return type;
  throw new DTypeError(
    `${op}: got bool: it has no meaning for truth values (use logicalXor or logicalNot, or cast with to("int32"))`,
    { op },
  );
}

function withoutFloats(op: string, type: TypeInfo): TypeInfo {
  if (!type.floating) return type;
  throw new DTypeError(
    `${op}: got ${type.dtype}: the bits of whole numbers are needed (cast with to("int32"))`,
    { op },
  );
}

/** The dtype in which an elementwise op computes, by its rule; the README has them as a table. */
export const computeTypes: {
  readonly [R in DTypeRule]: (op: string, types: readonly TypeInfo[]) => TypeInfo;
} = {
  numeric: (_, types) => types.reduce(promote),
  arithmetic: (op, types) => withoutBool(op, types.reduce(promote)),
  float: (_, types) => toFloating(types.reduce(promote)),
  compare: (_, types) => types.reduce(promote),
  logical: (_, types) => types.reduce(promote),
  bits: (op, types) => withoutFloats(op, types.reduce(promote)),
  integer: (op, types) => withoutFloats(op, withoutBool(op, types.reduce(promote))),
  where: (_, types) => promote(types[1] as TypeInfo, types[2] as TypeInfo),
  cast: (_, types) => types[0] as TypeInfo,
};
