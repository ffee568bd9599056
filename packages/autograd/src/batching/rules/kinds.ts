import { stack, type Tensor, zeros } from "@nabla/tensor";
import { dispatch, type OpAttrs, type OpName } from "@nabla/tensor/internal";
import {
  aligned,
  type BatchRule,
  type Call,
  type Operand,
  rankOf,
  shapeOf,
  stretched,
} from "../operand.ts";

/** A formula applied to each element: broadcasting does it, once the axes of examples are aligned. */
export function elementwise<K extends OpName>({ op, operands, attrs }: Call<K>): Tensor {
  const rank = Math.max(...operands.map(rankOf));
  return dispatch(
    op,
    operands.map((operand) => aligned(operand, rank)),
    attrs,
  );
}

/** The op itself on operands that all have a batch axis, its attributes adapted to that axis. */
export const withAttributes =
  <K extends OpName>(adapt: (attrs: OpAttrs[K], call: Call<K>) => OpAttrs[K]): BatchRule<K> =>
  (call) =>
    dispatch(
      call.op,
      call.operands.map((operand) => stretched(operand, call.size)),
      adapt(call.attrs, call),
    );

/** An axis of one example, counted with the batch axis in front. */
export const shifted = (axis: number): number => axis + 1;

/** An op along one axis. */
export const alongAxis = <A extends { readonly axis: number }>(attrs: A): A => ({
  ...attrs,
  axis: shifted(attrs.axis),
});

/** An op along several axes. */
export const alongAxes = <A extends { readonly axes: readonly number[] }>(attrs: A): A => ({
  ...attrs,
  axes: attrs.axes.map(shifted),
});

/** What no examples at all give: the axes of one example, and no elements. */
export function none<K extends OpName>({ op, operands, attrs }: Call<K>): Tensor {
  const example = dispatch(
    op,
    operands.map((operand) => zeros(shapeOf(operand), { dtype: operand.x.dtype }) as Tensor),
    attrs,
  );
  return zeros([0, ...example.layout.shape], { dtype: example.dtype }) as Tensor;
}

/** One example after the other: right for every op, and slow. */
export function oneByOne<K extends OpName>({ op, operands, attrs, size }: Call<K>): Tensor {
  const example = ({ x, batched }: Operand, i: number): Tensor =>
    batched ? (x.slice(i) as Tensor) : x;
  return stack(
    Array.from({ length: size }, (_, i) =>
      dispatch(
        op,
        operands.map((operand) => example(operand, i)),
        attrs,
      ),
    ),
  );
}
