// What a stranger's program looks like to the compiler: `pack-check` checks this file against the
// packed packages, where only their declarations are left.
import "@nabla/autograd";
import "@nabla/data";
import "@nabla/nn";
import "@nabla/optim";
import { type Tensor, zeros } from "@nabla/tensor";
import "@nabla/viz";
import "@nabla/wasm";
import { ones } from "nabla";

export const known: Tensor<[2, 4]> = zeros([2, 3]).matmul(ones([3, 4]));
export const unknown: Tensor = known;

// @ts-expect-error: the inner dimensions differ, which the shapes in the declarations must tell.
export const mistaken = zeros([2, 3]).matmul(zeros([2, 4]));
