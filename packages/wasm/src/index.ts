/**
 * The scalar algebra in which elementwise arithmetic is written.
 * @packageDocumentation
 */
export {
  type Algebra,
  ARITY,
  type Expression,
  expressions,
  input,
  type Primitive,
} from "./algebra.ts";
