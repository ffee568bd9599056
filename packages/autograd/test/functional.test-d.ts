import { type Tensor, tensor, zeros } from "@nabla/tensor";
import { expectTypeOf, it } from "vitest";
import { grad, gradCheck, valueAndGrad } from "../src/index.ts";

const matrix = zeros([2, 3]);
const loss = (w: Tensor<[2, 3]>): Tensor<[]> => w.square().sum();
const pair = (w: Tensor<[2, 3]>, b: Tensor<[3]>): Tensor<[]> => w.add(b).sum();

it("gradients have the shapes of their arguments", () => {
  expectTypeOf(grad(loss)(matrix)).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(grad(pair)(matrix, zeros([3]))).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(grad(pair, { argnums: 1 })(matrix, zeros([3]))).toEqualTypeOf<Tensor<[3]>>();
  const both = grad(pair, { argnums: [1, 0] })(matrix, zeros([3]));
  expectTypeOf(both).toEqualTypeOf<[Tensor<[3]>, Tensor<[2, 3]>]>();
});
it("values come first, with their gradients", () => {
  const [value, g] = valueAndGrad(loss)(matrix);
  expectTypeOf(value).toEqualTypeOf<Tensor<[]>>();
  expectTypeOf(g).toEqualTypeOf<Tensor<[2, 3]>>();
});
it("derivatives of functions of a number can be differentiated again", () => {
  const cube = (x: Tensor<[]>): Tensor<[]> => x.pow(3);
  expectTypeOf(grad(grad(grad(cube)))(tensor(2))).toEqualTypeOf<Tensor<[]>>();
});
it("arguments and results of other shapes are refused", () => {
  // @ts-expect-error – the argument is a matrix
  grad(loss)(zeros([3]));
  // @ts-expect-error – the result has two elements
  grad((x: Tensor<[2]>) => x.mul(2));
  // @ts-expect-error – a list of inputs is needed
  gradCheck(loss, matrix);
});
