import "@nabla/autograd";
import { noGrad } from "@nabla/autograd";
import { init, Linear, MSELoss } from "@nabla/nn";
import { Adagrad } from "@nabla/optim";
import { avgPool2d, conv2d, convTranspose2d, maxPool2d, type Tensor, tensor } from "@nabla/tensor";
import { dispatch, ops } from "@nabla/tensor/internal";
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

/** The padding with which a convolution keeps the size. */
const padding = (weight: Tensor): number => ((weight.shape[2] as number) - 1) / 2;

/** The gradient by 3×3 filters with padding. */
function filterGradient(x: Tensor, y: Tensor): Tensor {
  const around = { stride: [1, 1], low: [1, 1], high: [1, 1], dilation: [1, 1], groups: 1 };
  return dispatch(ops.convWeight, [x, y], { ...around, size: [3, 3] });
}

const library = (): Operations => ({
  name: "nabla",
  version: nablaVersion(),
  ops: {
    matmul: op((a, b) => (a as Tensor).matmul(b as Tensor)),
    conv2d: op((x, w) => conv2d(x as Tensor, w as Tensor)),
    conv2dSame: op((x, w) => conv2d(x as Tensor, w as Tensor, null, { padding: "same" })),
    conv2dSameInput: op((y, w) =>
      convTranspose2d(y as Tensor, w as Tensor, null, { padding: padding(w as Tensor) }),
    ),
    conv2dSameWeight: op((x, y) => filterGradient(x as Tensor, y as Tensor)),
    maxPool2d: op((x) => maxPool2d(x as Tensor, 2) as Tensor),
    avgPool2d: op((x) => avgPool2d(x as Tensor, 2)),
    plus: op((x, y) => (x as Tensor).add(y as Tensor)),
    relu: op((x) => (x as Tensor).relu()),
    exp: op((x) => (x as Tensor).exp()),
    tanh: op((x) => (x as Tensor).tanh()),
    sin: op((x) => (x as Tensor).sin()),
    sumRows: op((x) => (x as Tensor).sum(0)),
  },
});

export const operations: Record<string, () => Operations> = { nabla: library };

export const peers: Record<string, () => Peer> = { nabla: withLibrary };
