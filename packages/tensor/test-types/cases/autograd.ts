import { grad, valueAndGrad } from "@nabla/autograd";
import { type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

// The shape of a gradient is the shape of what it is taken by.
expectShape(grad((x: Tensor<[3]>) => x.mul(x).sum())(zeros([3]))).toBe<[3]>();
expectShape(zeros([3, 2]).grad!).toBe<[3, 2]>();
//? is not assignable to parameter of type 'Tensor<[3]>'
grad((x: Tensor<[3]>) => x.mul(x).sum())(zeros([4]));

export { valueAndGrad };
