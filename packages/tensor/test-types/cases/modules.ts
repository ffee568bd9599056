import { Linear, type Maps, Module, MSELoss, ReLU, Sequential, Sigmoid, Tanh } from "@nabla/nn";
import { type Dim, type Tensor, zeros } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

declare const n: number;
declare const u: Tensor;
declare const batch: Tensor<["batch", 5]>;
declare const images: Tensor<["batch", 1, 28, 28]>;

// A linear layer maps the last axis
expectShape(new Linear(5, 1).call(batch)).toBe<["batch", 1]>();
expectShape(new Linear(5, 1).call(zeros([2, 3, 5]))).toBe<[2, 3, 1]>();
expectShape(new Linear(5, 1).call(zeros([5]))).toBe<[1]>();
expectShape(new Linear(n, 1).call(batch)).toBe<["batch", 1]>();
expectShape(new Linear(5, 1).call(u)).toBe<any>();
expectShape(new Linear(784, 256).weight.T).toBe<[784, 256]>();
expectShape(new Linear(images.shape[3], 2).call(zeros([4, 28]))).toBe<[4, 2]>();
expectShape(new Linear(5, 1, { bias: false }).call(batch)).toBe<["batch", 1]>();
const anyLinear: Linear = new Linear(5, 1);
expectShape(anyLinear.call(zeros([2, 5]))).toBe<[2, number]>();
expectShape(new Tanh().call(batch)).toBe<["batch", 5]>();
expectShape(new Sigmoid().call(u)).toBe<any>();
//! Linear(784, 256): expects [..., 784], got [32, 100]
new Linear(784, 256).call(zeros([32, 100]));
//! Linear(784, 256): expects [..., 784], got a scalar
new Linear(784, 256).call(zeros([]));
//? Expected 1 arguments, but got 2
new Linear(5, 1).call(batch, batch);

// Sequential
const mlp = new Sequential(new Linear(784, 256), new ReLU(), new Linear(256, 10));
expectShape(mlp.call(zeros([32, 784]))).toBe<[32, 10]>();
expectShape(mlp.call(images.flatten(1))).toBe<["batch", 10]>();
expectShape(mlp.call(zeros([n, n]))).toBe<[number, 10]>();
expectShape(mlp.call(u)).toBe<any>();
expectShape(new Sequential(mlp, new Linear(10, 2)).call(zeros([32, 784]))).toBe<[32, 2]>();
//! Sequential: layer 2: Linear(128, 10): expects [..., 128], got [..., 256]
new Sequential(new Linear(784, 256), new ReLU(), new Linear(128, 10));
//! Sequential: layer 1: Linear(11, 2): expects [..., 11], got [..., 10]
new Sequential(mlp, new Linear(11, 2));
//! Linear(784, 256): expects [..., 784], got [32, 100]
mlp.call(zeros([32, 100]));

// A module that declares a pattern, whose names bind
class MLP extends Module<Maps<["B", 784], ["B", 10]>> {
  l1 = new Linear(784, 32);
  l2 = new Linear(32, 10);
  override forward<B extends Dim>(x: Tensor<[B, 784]>): Tensor<[B, 10]> {
    return this.l2.call(this.l1.call(x).relu());
  }
}
expectShape(new MLP().call(zeros([4, 784]))).toBe<[4, 10]>();
expectShape(new MLP().call(images.flatten(1))).toBe<["batch", 10]>();
expectShape(new MLP().call(u)).toBe<any>();
expectShape(new MLP().forward(batch.matmul(zeros([5, 784])))).toBe<["batch", 10]>();
expectShape(new Sequential(new MLP(), new ReLU(), new Linear(10, 2)).call(zeros([4, 784]))).toBe<
  [4, 2]
>();
//! expects [B, 784], got [32, 100]
new MLP().call(zeros([32, 100]));
//! Sequential: layer 1: Linear(11, 2): expects [..., 11], got [?, 10]
new Sequential(new MLP(), new Linear(11, 2));
class Square extends Module<Maps<["N", "N"], ["N"]>> {
  override forward(x: Tensor): Tensor {
    return x.sum(0);
  }
}
expectShape(new Square().call(zeros([4, 4]))).toBe<[4]>();
//! expects [N, N], got [4, 5]
new Square().call(zeros([4, 5]));

// A module that declares nothing: `call` is typed as its own `forward`
class Untyped extends Module {
  override forward(x: Tensor): Tensor {
    return x.relu();
  }
}
expectShape(new Untyped().call(batch)).toBe<any>();
expectShape(new Sequential(new Untyped(), new Linear(3, 4)).call(batch)).toBe<any>();
class Own extends Module {
  l1 = new Linear(784, 32);
  override forward<B extends Dim>(x: Tensor<[B, 784]>): Tensor<[B, 32]> {
    return this.l1.call(x);
  }
}
expectShape(new Own().call(zeros([4, 784]))).toBe<[4, 32]>();
//? is not assignable to parameter of type 'Tensor<[4, 784]>'
new Own().call(zeros([4, 78]));
class Difference extends Module {
  override forward(x: Tensor, y: Tensor): Tensor {
    return x.sub(y);
  }
}
new Difference().call(batch, batch);
//? Expected 2 arguments, but got 1
new Difference().call(batch);

// Losses
const loss = new MSELoss().call(mlp.call(zeros([32, 784])), zeros([32, 10]));
expectShape(loss).toBe<[]>();
loss.backward();
new MSELoss().call(zeros([32, 10]), u);
new MSELoss().call(zeros([n, 10]), zeros([32, n]));
expectShape(new MSELoss({ reduction: "none" }).call(batch, batch)).toBe<["batch", 5]>();
//! MSELoss: prediction [32, 10] and target [32, 1] differ in shape
new MSELoss().call(zeros([32, 10]), zeros([32, 1]));

// Lists of modules
const blocks: Module[] = [
  new Linear(1, 2),
  new ReLU(),
  mlp,
  new MLP(),
  new Untyped(),
  new Own(),
  new Difference(),
  new MSELoss(),
];
expectShape(new Sequential(...blocks).call(batch)).toBe<any>();
const widened: Linear<number, number> = new Linear(1, 2);
expectShape(widened.call(batch)).toBe<["batch", number]>();
