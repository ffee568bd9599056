// A gradient has the shape of what it is taken by.
import { grad, valueAndGrad } from "@nabla/autograd";
import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

const sumOfSquares = (x: Tensor<[3]>) => x.square().sum();
const linear = (x: Tensor<[3]>, w: Tensor<[2, 3]>) => w.matmul(x).sum();

expectShape(grad(sumOfSquares)(zeros([3]))).toBe<[3]>();
expectShape(grad((x) => x.square().sum())(zeros([3]))).toBe<any>();
expectShape(grad(linear)(zeros([3]), zeros([2, 3]))).toBe<[3]>();
expectShape(grad(linear, { argnums: 1 })(zeros([3]), zeros([2, 3]))).toBe<[2, 3]>();
const [value, [gx, gw]] = valueAndGrad(linear, { argnums: [0, 1] })(zeros([3]), zeros([2, 3]));
expectShape(value).toBe<[]>();
expectShape(gx).toBe<[3]>();
expectShape(gw).toBe<[2, 3]>();
const w = zeros([3, 2], { requiresGrad: true });
w.grad = zeros([3, 2]);
expectShape(w.grad).toBe<[3, 2]>();

//? is not assignable to parameter of type 'Tensor<[3]>'
grad(sumOfSquares)(zeros([4]));
//? is not assignable to parameter of type
grad((x: Tensor<[3]>) => x.square());
//? is not assignable to type 'Tensor<[3, 2]>
w.grad = zeros([2, 3]);
