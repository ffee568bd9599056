import { installedVersion, requirePeer } from "../install.ts";
import {
  type AirfoilRows,
  normal,
  OPS_PER_CALL,
  type Peer,
  RECIPE,
  rowOrder,
  type SmallOps,
  shuffle,
} from "../peer.ts";

type Nested = number | Nested[];

/** What this file uses of a js-pytorch tensor. */
interface JspTensor {
  data: Nested[];
  readonly grad: Nested[];
  backward(): void;
  zero_grad(): void;
  sub(other: JspTensor): JspTensor;
  sum(axis: number): JspTensor;
}

/** What this file uses of js-pytorch, which is no dependency and so brings no types. */
interface Jsp {
  tensor(values: Nested[], requiresGrad?: boolean): JspTensor;
  add(a: JspTensor, b: JspTensor): JspTensor;
  mul(a: JspTensor, b: JspTensor | number): JspTensor;
  pow(a: JspTensor, n: number): JspTensor;
  matmul(a: JspTensor, b: JspTensor): JspTensor;
  mean(a: JspTensor, axis: number): JspTensor;
}

function smallOps(torch: Jsp): SmallOps {
  const y = torch.tensor([...normal(10, 1)]);
  const w = torch.tensor([...normal(10, 1)], true);
  return {
    add() {
      let z = y;
      for (let op = 0; op < OPS_PER_CALL; op++) z = torch.add(z, y);
      return z.data[0] as number;
    },
    chain() {
      let z = y;
      for (let op = 0; op < OPS_PER_CALL; op += 2) z = torch.add(torch.mul(z, w), y);
      z.sum(0).backward();
      const result = w.grad[0] as number;
      w.zero_grad();
      return result;
    },
  };
}

/** Adagrad on nested arrays, since the library brings only Adam. */
function update(values: Nested[], squares: Nested[], gradient: Nested[]): void {
  for (const [i, value] of values.entries()) {
    const g = gradient[i] as Nested;
    if (typeof value !== "number") {
      update(value, squares[i] as Nested[], g as Nested[]);
      continue;
    }
    const sum = (squares[i] as number) + (g as number) ** 2;
    squares[i] = sum;
    values[i] = value - (RECIPE.lr * (g as number)) / Math.sqrt(sum + RECIPE.eps);
  }
}

/** Its autodiff, with the optimizer in plain JavaScript; batches are its own format, nested arrays. */
function makePeer(torch: Jsp): Peer {
  let data: AirfoilRows;
  let order: Int32Array;
  let weight: JspTensor;
  let bias: JspTensor;
  let weightSquares: Nested[];
  let biasSquares: Nested[];

  function lossOf(rows: Int32Array): JspTensor {
    const { features, labels, width } = data;
    const x = Array.from(rows, (row) => [...features.subarray(row * width, (row + 1) * width)]);
    const y = Array.from(rows, (row) => [labels[row] as number]);
    const error = torch.add(torch.matmul(torch.tensor(x), weight), bias).sub(torch.tensor(y));
    return torch.mul(torch.mean(torch.pow(error, 2), 0), 0.5);
  }

  return {
    name: "js-pytorch",
    version: installedVersion("js-pytorch") ?? "?",
    setup(rows) {
      data = rows;
      order = rowOrder(rows.count);
      weight = torch.tensor(
        Array.from(normal(rows.width, RECIPE.initStd), (value) => [value]),
        true,
      );
      bias = torch.tensor([0], true);
      weightSquares = Array.from({ length: rows.width }, () => [0]);
      biasSquares = [0];
    },
    epoch() {
      shuffle(order);
      for (let start = 0; start < data.count; start += RECIPE.batchSize) {
        lossOf(order.subarray(start, start + RECIPE.batchSize)).backward();
        update(weight.data, weightSquares, weight.grad);
        update(bias.data, biasSquares, bias.grad);
        weight.zero_grad();
        bias.zero_grad();
      }
    },
    loss: () => lossOf(order).data[0] as number,
    smallOps: smallOps(torch),
  };
}

export const peers: Record<string, () => Peer> = {
  "js-pytorch": () => makePeer((requirePeer("js-pytorch") as { torch: Jsp }).torch),
};
