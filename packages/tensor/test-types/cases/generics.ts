// Code that is itself generic in a shape or a dimension.

import { Linear, type Maps, Module, ReLU, Sequential } from "@nabla/nn";
import { type Dim, type Shape, type Tensor, zeros, zerosLike } from "@nabla/tensor";
import { expectShape } from "../expect-shape.ts";

export function gelu<S extends Shape>(x: Tensor<S>): Tensor<S> {
  return x.mul(x.tanh().add(1)).mul(0.5).add(x);
}
expectShape(gelu(zeros([3, 2]))).toBe<[3, 2]>();

export function product<M extends Dim, K extends Dim, N extends Dim>(
  x: Tensor<[M, K]>,
  y: Tensor<[K, N]>,
): Tensor<[M, N]> {
  return x.matmul(y);
}
expectShape(product(zeros([3, 2]), zeros([2, 4]))).toBe<[3, 4]>();

export function affine<B extends Dim>(
  x: Tensor<[B, 784]>,
  w: Tensor<[784, 10]>,
  b: Tensor<[10]>,
): Tensor<[B, 10]> {
  return x.matmul(w).add(b);
}

export function centre<B extends Dim, T extends Dim, C extends Dim>(
  x: Tensor<[B, T, C]>,
): Tensor<[B, T, C]> {
  return x.sub(x.mean(-1, { keepDims: true }));
}
expectShape(centre(zeros([2, 3, 4]))).toBe<[2, 3, 4]>();

export function attend<B extends Dim, T extends Dim, D extends Dim>(
  q: Tensor<[B, T, D]>,
  k: Tensor<[B, T, D]>,
  v: Tensor<[B, T, D]>,
): Tensor<[B, T, D]> {
  const scores = q.matmul(k.transpose()).div(8);
  const weights = scores.sub(scores.max(-1, { keepDims: true })).exp();
  expectShape(weights).toBe<[B, T, T]>();
  return weights.div(weights.sum(-1, { keepDims: true })).matmul(v);
}

export function undecided<B extends Dim, C extends Dim>(
  x: Tensor<[B, 5]>,
  y: Tensor<[C, 5]>,
): Tensor<[B, 5]> {
  //? is not assignable to type 'Tensor<[B, 5]>'
  return x.add(y);
}

// The way out where the compiler cannot follow
export function anything<S extends Shape>(x: Tensor<S>): Tensor<S> {
  const loose: Tensor = x;
  return loose.reshape([-1]).reshape(loose.shape);
}

// A class and a factory generic in a size
export class Net<H extends number> extends Module<Maps<["B", 784], ["B", 10]>> {
  readonly l1: Linear<784, H>;
  readonly l2: Linear<H, 10>;
  constructor(hidden: H) {
    super();
    this.l1 = new Linear(784, hidden);
    this.l2 = new Linear(hidden, 10);
  }
  override forward<B extends Dim>(x: Tensor<[B, 784]>): Tensor<[B, 10]> {
    return this.l2.call(this.l1.call(x).relu());
  }
}
expectShape(new Net(64).call(zeros([2, 784]))).toBe<[2, 10]>();

export function block<D extends number>(d: D): Sequential<readonly [Linear<D, D>, ReLU]> {
  return new Sequential(new Linear(d, d), new ReLU());
}
expectShape(block(32).call(zeros([4, 32]))).toBe<[4, 32]>();

export class Velocity<S extends Shape> {
  private readonly parameter: Tensor<S>;
  private readonly value: Tensor<S>;
  constructor(parameter: Tensor<S>) {
    this.parameter = parameter;
    this.value = zerosLike(parameter);
  }
  step(gradient: Tensor<S>): void {
    this.value.assign(this.value.mul(0.9).add(gradient));
    this.parameter.assign(this.parameter.sub(this.value));
  }
}
