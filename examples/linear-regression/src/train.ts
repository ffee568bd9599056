import { noGrad } from "@nabla/autograd";
import { DataLoader, TensorDataset } from "@nabla/data";
import { init, Linear, MSELoss } from "@nabla/nn";
import { Generator, type Tensor } from "@nabla/tensor";
import type { Monitor } from "./monitor.ts";
import { createOptimizer } from "./optimizers.ts";
import type { Options } from "./options.ts";

/** Learns to predict y from x by a linear layer; the monitor looks at the loss from time to time. */
export async function train(
  x: Tensor<[number, number]>,
  y: Tensor<[number, 1]>,
  { optimizer: name, lr, batchSize, epochs, seed }: Options,
  monitor: Monitor,
): Promise<Linear<number, 1>> {
  const generator = new Generator(seed);
  const model = new Linear(x.shape[1], 1);
  init.normal(model.weight, 0, 0.01, { generator });
  init.zeros(model.bias);
  const optimizer = createOptimizer(name, model.parameters(), lr);
  const mse = new MSELoss();
  const batches = new DataLoader(new TensorDataset(x, y), { batchSize, shuffle: true, generator });
  const lossOfAll = () => noGrad(() => mse.call(model.call(x), y).div(2).item());

  await monitor.look(lossOfAll());
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const [features, targets] of batches) {
      optimizer.zeroGrad();
      const loss = mse.call(model.call(features), targets).div(2);
      loss.backward();
      optimizer.step();
      if (monitor.isDue(features.shape[0])) await monitor.look(lossOfAll());
    }
  }
  return model;
}
