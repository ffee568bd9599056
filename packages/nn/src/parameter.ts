import {
  type AnyShape,
  DTypeError,
  GradientError,
  type Shape,
  ShapeError,
  Tensor,
} from "@nabla/tensor";
import { show, TYPES } from "@nabla/tensor/internal";

/**
 * A tensor that a module learns: the very same class, marked. Modules find the parameters among their
 * properties by this mark.
 */
export interface Parameter<S extends Shape = AnyShape> extends Tensor<S> {
  /** The mark, as the compiler sees it; never present at run time. */
  readonly "~parameter": true;
}

/** Options of {@link parameter}. */
export interface ParameterOptions {
  /** Is it learned? `false` freezes it: it is saved and loaded, but wants no gradient. */
  readonly requiresGrad?: boolean;
}

// A set beside the tensors rather than a field in them: the layout of the class stays one and the same.
const parameters = new WeakSet<object>();

/** Has `value` been marked by {@link parameter}? */
export function isParameter(value: unknown): value is Parameter {
  // Weak sets hold objects only, and answer false to everything else.
  return parameters.has(value as object);
}

/**
 * Makes `tensor` a parameter. The tensor itself is marked and returned, nothing is copied.
 *
 * Semantics: PyTorch's `nn.Parameter`.
 *
 * @param tensor - a leaf of a floating dtype, of any shape
 * @param options - `requiresGrad: false` for one that is not learned
 * @returns the same tensor
 * @throws GradientError when the tensor was computed from others that want a gradient
 * @throws DTypeError when it holds integers or booleans
 * @throws ShapeError when it is a broadcast view, whose elements can't differ
 * @example
 * ```ts
 * import { parameter } from "@nabla/nn";
 * import { zeros } from "@nabla/tensor";
 * const scale = parameter(zeros([3]));
 * scale.requiresGrad; // => true
 * ```
 */
export function parameter<S extends Shape>(
  tensor: Tensor<S>,
  { requiresGrad = true }: ParameterOptions = {},
): Parameter<S> {
  check(tensor);
  tensor.requiresGrad = requiresGrad;
  parameters.add(tensor);
  // The mark exists for the compiler only.
  return tensor as Parameter<S>;
}

function check(tensor: Tensor): void {
  if (!(tensor instanceof Tensor))
    throw new DTypeError(
      `parameter: got ${typeof tensor}: needed a tensor (make one with tensor(...))`,
      { op: "parameter" },
    );
  const { shape, strides } = tensor.layout;
  const details = { op: "parameter", shapes: [shape] };
  if (!tensor.isLeaf)
    throw new GradientError(
      `parameter: the tensor of shape ${show(shape)} was computed by ${tensor.node?.op?.name}: needed a leaf (pass x.detach().clone())`,
      details,
    );
  if (!TYPES[tensor.dtype].floating)
    throw new DTypeError(
      `parameter: got ${tensor.dtype}: needed float32 or float64 (cast it with x.to("float32"))`,
      details,
    );
  if (strides.some((stride, i) => stride === 0 && (shape[i] as number) > 1))
    throw new ShapeError(
      `parameter: the tensor of shape ${show(shape)} is a broadcast view, whose elements share memory (pass x.contiguous())`,
      details,
    );
}

/** A tensor's fields, which nothing else overwrites. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Gives a parameter another dtype. It stays the same object, so that optimizers and modules that
 * share it go on with it; views made earlier keep the old values.
 */
export function recast(parameter: Parameter, dtype: Tensor["dtype"]): void {
  if (parameter.dtype === dtype) return;
  const { grad } = parameter;
  const { layout, storage, offset } = parameter.detach().to(dtype);
  // Whoever saved the old values for a backward pass must notice.
  storage.version = parameter.storage.version;
  storage.overwritten("to");
  const fields: Mutable<Tensor> = parameter;
  fields.layout = layout;
  fields.storage = storage;
  fields.offset = offset;
  fields.node = null;
  parameter.grad = grad === null ? null : grad.detach().to(dtype);
}
