import "@nabla/autograd";
import { noGrad } from "@nabla/autograd";
import { DataLoader, TensorDataset } from "@nabla/data";
import { init, Linear, MSELoss } from "@nabla/nn";
import { Adagrad } from "@nabla/optim";
import { randn, type Tensor, tensor, zeros } from "@nabla/tensor";
import { type AirfoilRows, OPS_PER_CALL, type Peer, RECIPE, type SmallOps } from "../peer.ts";
import { nablaVersion } from "../version.ts";

/** The rows as tensors: features [count, width], labels [count, 1]. */
function toTensors(rows: AirfoilRows): [Tensor, Tensor] {
  const features = tensor(rows.features).reshape([rows.count, rows.width]);
  return [features, tensor(rows.labels).reshape([rows.count, 1])];
}

/** Shuffles anew each epoch and gathers each batch. */
function makeLoader(features: Tensor, labels: Tensor) {
  const dataset = new TensorDataset(features, labels);
  return new DataLoader(dataset, { batchSize: RECIPE.batchSize, shuffle: true });
}
type Loader = ReturnType<typeof makeLoader>;

const y: Tensor = randn([10]);
const w: Tensor = randn([10], { requiresGrad: true });

const smallOps: SmallOps = {
  add() {
    let z = y;
    for (let op = 0; op < OPS_PER_CALL; op++) z = z.add(y);
    return z.data[0] as number;
  },
  chain() {
    let z: Tensor = y;
    for (let op = 0; op < OPS_PER_CALL; op += 2) z = z.mul(w).add(y);
    z.sum().backward();
    const result = (w.grad as Tensor).data[0] as number;
    w.grad = null;
    return result;
  },
};

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

  /** One step after the other, through as many epochs as are asked for. */
  function* endlessly(): Generator<Tensor> {
    for (;;) for (const [x, target] of loader) yield step(x, target);
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
      steps = endlessly();
    },
    epoch() {
      for (const [x, target] of loader) step(x, target);
    },
    loss: () => noGrad(() => mse.call(model.call(features), labels).item() / 2),
    step: () => steps.next().value,
    smallOps,
  };
}

/** As the first chapter teaches it: no layer, no optimizer, only tensors and `backward`. */
function fromScratch(): Peer {
  let features: Tensor;
  let labels: Tensor;
  let loader: Loader;
  let weight: Tensor;
  let bias: Tensor;
  let weightSquares: Tensor;
  let biasSquares: Tensor;

  function lossOf(x: Tensor, target: Tensor): Tensor {
    return x.matmul(weight).add(bias).sub(target).square().mean().mul(0.5);
  }

  function update(parameter: Tensor, squares: Tensor): Tensor {
    const gradient = parameter.grad as Tensor;
    const sum = squares.add(gradient.square());
    parameter.assign(parameter.sub(gradient.mul(RECIPE.lr).div(sum.add(RECIPE.eps).sqrt())));
    parameter.grad = null;
    return sum;
  }

  return {
    name: "nabla from scratch",
    version: nablaVersion(),
    setup(data) {
      [features, labels] = toTensors(data);
      weight = tensor(randn([data.width, 1]).mul(RECIPE.initStd).data, { requiresGrad: true });
      bias = zeros([1], { requiresGrad: true });
      weightSquares = zeros([data.width, 1]);
      biasSquares = zeros([1]);
      loader = makeLoader(features, labels);
    },
    epoch() {
      for (const [x, target] of loader) {
        lossOf(x, target).backward();
        noGrad(() => {
          weightSquares = update(weight, weightSquares);
          biasSquares = update(bias, biasSquares);
        });
      }
    },
    loss: () => noGrad(() => lossOf(features, labels).item()),
  };
}

export const peers: Record<string, () => Peer> = {
  nabla: withLibrary,
  "nabla-scratch": fromScratch,
};
