import { noGrad } from "@nabla/autograd";
import { DataLoader, TensorDataset } from "@nabla/data";
import { Generator, randn, type Tensor, zeros } from "@nabla/tensor";

/** How to learn. */
export interface Recipe {
  readonly lr: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
}

/** What was learned, and in which time. */
export interface Learned {
  readonly w: Tensor<[number, 1]>;
  readonly b: Tensor<[1]>;
  /** After each epoch, over all rows. */
  readonly losses: readonly number[];
  readonly secondsPerEpoch: number;
}

/** The mean of ½(ŷ − y)² for ŷ = x w + b. */
function lossOf(
  x: Tensor<[number, number]>,
  y: Tensor<[number, 1]>,
  w: Tensor<[number, 1]>,
  b: Tensor<[1]>,
): Tensor<[]> {
  return x.matmul(w).add(b).sub(y).square().mean().div(2);
}

/** Learns to predict y from x by Adagrad, with nothing but tensors and their gradients. */
export function learn(
  x: Tensor<[number, number]>,
  y: Tensor<[number, 1]>,
  { lr, batchSize, epochs, seed }: Recipe,
): Learned {
  const generator = new Generator(seed);
  const w = randn([x.shape[1], 1], { generator }).mul(0.01);
  const b = zeros([1]);
  w.requiresGrad = b.requiresGrad = true;
  let sW = zeros([x.shape[1], 1]);
  let sB = zeros([1]);

  const batches = new DataLoader(new TensorDataset(x, y), { batchSize, shuffle: true, generator });
  const losses: number[] = [];
  let seconds = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const start = performance.now();
    for (const [xs, ys] of batches) {
      const loss = lossOf(xs, ys, w, b);
      loss.backward();
      noGrad(() => {
        sW = sW.add(w.grad!.square());
        sB = sB.add(b.grad!.square());
        w.assign(w.sub(w.grad!.mul(lr).div(sW.add(1e-6).sqrt())));
        b.assign(b.sub(b.grad!.mul(lr).div(sB.add(1e-6).sqrt())));
      });
      w.grad = b.grad = null;
    }
    seconds += (performance.now() - start) / 1000;
    losses.push(noGrad(() => lossOf(x, y, w, b).item()));
  }
  return { w, b, losses, secondsPerEpoch: seconds / epochs };
}
