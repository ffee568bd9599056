import "@nabla/autograd";
import { noGrad } from "@nabla/autograd";
import { init, Linear, MSELoss } from "@nabla/nn";
import { Adagrad } from "@nabla/optim";
import { type Tensor, tensor } from "@nabla/tensor";
import { endlessly, type Loader, makeLoader, toTensors } from "../nabla-data.ts";
import { smallOps } from "../nabla-ops.ts";
import type { Input, Operation, Operations } from "../operations.ts";
import { type AirfoilRows, type Peer, RECIPE } from "../peer.ts";
import { nablaVersion } from "../version.ts";

/** As the guides teach it: a layer, a loss, an optimizer and a loader that shuffles. */
function withLibrary(): Peer {
  let rows: AirfoilRows;
  let features: Tensor;
  let labels: Tensor;
  let model: Linear;
  let optimizer: Adagrad;
  let steps: Generator<Tensor>;
  let loader: Loader;
  const mse = new MSELoss();

  function step(x: Tensor, target: Tensor): Tensor {
    optimizer.zeroGrad();
    const loss = mse.call(model.call(x), target).mul(0.5);
    loss.backward();
    optimizer.step();
    return loss;
  }

  return {
    name: "nabla",
    version: nablaVersion(),
    setup(data) {
      rows = data;
      [features, labels] = toTensors(rows);
      model = new Linear(rows.width, 1);
      init.normal(model.weight, 0, RECIPE.initStd);
      init.zeros(model.bias);
      optimizer = new Adagrad(model.parameters(), { lr: RECIPE.lr, eps: RECIPE.eps });
      loader = makeLoader(features, labels);
      steps = endlessly(loader, step);
    },
    epoch() {
      for (const [x, target] of loader) step(x, target);
    },
    loss: () => noGrad(() => mse.call(model.call(features), labels).item() / 2),
    step: () => steps.next().value,
    smallOps,
  };
}

/** An operation of nabla's on tensors, which are computed when it returns. */
const op =
  (f: (...tensors: Tensor[]) => Tensor) =>
  (...inputs: Input[]): Operation => {
    const tensors = inputs.map(({ values, shape }) => tensor(values).reshape([...shape]) as Tensor);
    return { run: () => f(...tensors), value: () => f(...tensors).data.at(-1) as number };
  };

const library = (): Operations => ({
  name: "nabla",
  version: nablaVersion(),
  ops: {
    matmul: op((a, b) => (a as Tensor).matmul(b as Tensor)),
  },
});

export const operations: Record<string, () => Operations> = { nabla: library };

export const peers: Record<string, () => Peer> = { nabla: withLibrary };
