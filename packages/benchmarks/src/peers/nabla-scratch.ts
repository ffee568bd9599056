import "@nabla/autograd";
import { noGrad } from "@nabla/autograd";
import { randn, type Tensor, zeros } from "@nabla/tensor";
import { endlessly, type Loader, makeLoader, toTensors } from "../nabla-data.ts";
import { smallOps } from "../nabla-ops.ts";
import { type Peer, RECIPE } from "../peer.ts";
import { nablaVersion } from "../version.ts";

/** As the first chapter teaches it: no layer, no optimizer, only tensors and `backward`. */
function fromScratch(): Peer {
  let features: Tensor;
  let labels: Tensor;
  let loader: Loader;
  let steps: Generator<Tensor>;
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

  function step(x: Tensor, target: Tensor): Tensor {
    const loss = lossOf(x, target);
    loss.backward();
    noGrad(() => {
      weightSquares = update(weight, weightSquares);
      biasSquares = update(bias, biasSquares);
    });
    return loss;
  }

  return {
    name: "nabla from scratch",
    version: nablaVersion(),
    setup(data) {
      [features, labels] = toTensors(data);
      weight = zeros([data.width, 1], { requiresGrad: true });
      noGrad(() => weight.assign(randn([data.width, 1]).mul(RECIPE.initStd)));
      bias = zeros([1], { requiresGrad: true });
      weightSquares = zeros([data.width, 1]);
      biasSquares = zeros([1]);
      loader = makeLoader(features, labels);
      steps = endlessly(loader, step);
    },
    epoch() {
      for (const [x, target] of loader) step(x, target);
    },
    loss: () => noGrad(() => lossOf(features, labels).item()),
    step: () => steps.next().value,
    smallOps,
  };
}

export const peers: Record<string, () => Peer> = { "nabla-scratch": fromScratch };
