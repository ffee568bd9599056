import type { Input, Operation, Operations } from "../operations.ts";
import {
  type AirfoilRows,
  normal,
  OPS_PER_CALL,
  type Peer,
  RECIPE,
  rowOrder,
  shuffle,
} from "../peer.ts";

/** The state of the model: weights with the bias last, and what Adagrad remembers of each. */
interface Model {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
  readonly gradient: Float32Array;
}

/** Sums the gradient of one batch, bias last, and returns the batch's part of the loss. */
function accumulate(data: AirfoilRows, order: Int32Array, start: number, model: Model): number {
  const { features, labels, width } = data;
  const { weights, gradient } = model;
  let total = 0;
  gradient.fill(0);
  for (let k = start; k < start + RECIPE.batchSize; k++) {
    const row = order[k] as number;
    const offset = row * width;
    let error = (weights[width] as number) - (labels[row] as number);
    for (let j = 0; j < width; j++) {
      error += (features[offset + j] as number) * (weights[j] as number);
    }
    total += 0.5 * error * error;
    error /= RECIPE.batchSize;
    for (let j = 0; j < width; j++) {
      gradient[j] = (gradient[j] as number) + error * (features[offset + j] as number);
    }
    gradient[width] = (gradient[width] as number) + error;
  }
  return total;
}

function update({ weights, squares, gradient }: Model, lr: number, eps: number): void {
  for (let j = 0; j < weights.length; j++) {
    const g = gradient[j] as number;
    const square = (squares[j] as number) + g * g;
    squares[j] = square;
    weights[j] = (weights[j] as number) - (lr * g) / Math.sqrt(square + eps);
  }
}

function meanLoss({ features, labels, width, count }: AirfoilRows, weights: Float32Array): number {
  let total = 0;
  for (let row = 0; row < count; row++) {
    let error = (weights[width] as number) - (labels[row] as number);
    for (let j = 0; j < width; j++) {
      error += (features[row * width + j] as number) * (weights[j] as number);
    }
    total += 0.5 * error * error;
  }
  return total / count;
}

/**
 * The yardstick: what a careful programmer writes without a framework. The gradient is derived by
 * hand, rows are read through the shuffled order, and nothing is allocated after `setup`.
 */
function handWritten(): Peer {
  let data: AirfoilRows;
  let order: Int32Array;
  let model: Model;
  return {
    name: "hand-written loop",
    version: "Float32Array",
    setup(rows) {
      data = rows;
      order = rowOrder(rows.count);
      const size = rows.width + 1;
      const weights = normal(size, RECIPE.initStd);
      weights[rows.width] = 0;
      model = { weights, squares: new Float32Array(size), gradient: new Float32Array(size) };
    },
    epoch() {
      let total = 0;
      shuffle(order);
      for (let start = 0; start < data.count; start += RECIPE.batchSize) {
        total += accumulate(data, order, start, model);
        update(model, RECIPE.lr, RECIPE.eps);
      }
      if (Number.isNaN(total)) throw new Error("the hand-written loop diverged");
    },
    loss: () => meanLoss(data, model.weights),
    smallOps: { add: addLoop, chain: chainLoop },
  };
}

const length = 10;
const y: Float32Array = normal(length, 1);
const w: Float32Array = normal(length, 0.5);

/** Allocates each result, as any library without a planner must. */
function addLoop(): number {
  let z = y;
  for (let op = 0; op < OPS_PER_CALL; op++) {
    const next = new Float32Array(length);
    for (let i = 0; i < length; i++) next[i] = (z[i] as number) + (y[i] as number);
    z = next;
  }
  return z[0] as number;
}

/** Keeps every z for the way back, where the derivative of z·w + y is z towards w and w towards z. */
function chainLoop(): number {
  const tape = [Float32Array.from(y)];
  for (let op = 0; op < OPS_PER_CALL / 2; op++) {
    const z = tape[op] as Float32Array;
    const next = new Float32Array(length);
    for (let i = 0; i < length; i++) {
      next[i] = (z[i] as number) * (w[i] as number) + (y[i] as number);
    }
    tape.push(next);
  }
  const towardsZ = new Float32Array(length).fill(1);
  const towardsW = new Float32Array(length);
  for (let op = OPS_PER_CALL / 2 - 1; op >= 0; op--) {
    const z = tape[op] as Float32Array;
    for (let i = 0; i < length; i++) {
      towardsW[i] = (towardsW[i] as number) + (towardsZ[i] as number) * (z[i] as number);
      towardsZ[i] = (towardsZ[i] as number) * (w[i] as number);
    }
  }
  return towardsW[0] as number;
}

/** c = a · b, row by row of b, which is how it lies in memory. */
function multiply(a: Float32Array, b: Float32Array, [m, k, n]: readonly number[]): Float32Array {
  const [rows, depth, columns] = [m as number, k as number, n as number];
  const c = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let p = 0; p < depth; p++) {
      const x = a[i * depth + p] as number;
      for (let j = 0; j < columns; j++) {
        const at = i * columns + j;
        c[at] = (c[at] as number) + x * (b[p * columns + j] as number);
      }
    }
  }
  return c;
}

/** One loop over one array; a copy of the function for each `f`, so that V8 puts it into the loop. */
function mapped(f: string): (x: Input) => Operation {
  const code = `const y = new Float32Array(x.length);
    for (let i = 0; i < x.length; i++) y[i] = ${f.replaceAll(/\bx\b/g, "x[i]")};
    return y;`;
  const loop = new Function("x", code) as (x: Float32Array) => Float32Array;
  return ({ values }) => ready(() => loop(values));
}

function added(x: Float32Array, y: Float32Array): Float32Array {
  const z = new Float32Array(x.length);
  for (let i = 0; i < x.length; i++) z[i] = (x[i] as number) + (y[i] as number);
  return z;
}

/** Row by row, as they lie in memory. */
function sumRows(x: Float32Array, [rows, columns]: readonly number[]): Float32Array {
  const sums = new Float64Array(columns as number);
  for (let i = 0, at = 0; i < (rows as number); i++)
    for (let j = 0; j < sums.length; j++) sums[j] = (sums[j] as number) + (x[at++] as number);
  return Float32Array.from(sums);
}

const ready = (run: () => Float32Array): Operation => ({
  run,
  value: () => run().at(-1) as number,
});

const loops = (): Operations => ({
  name: "hand-written loop",
  version: "Float32Array",
  ops: {
    matmul: (a, b) => ready(() => multiply(a.values, b.values, [...a.shape, b.shape[1] as number])),
    plus: (x, y) => ready(() => added(x.values, y.values)),
    relu: mapped("x > 0 ? x : 0"),
    exp: mapped("Math.exp(x)"),
    tanh: mapped("Math.tanh(x)"),
    sin: mapped("Math.sin(x)"),
    sumRows: (x) => ready(() => sumRows(x.values, x.shape)),
  },
});

export const operations: Record<string, () => Operations> = { "hand-written": loops };

export const peers: Record<string, () => Peer> = { "hand-written": handWritten };
