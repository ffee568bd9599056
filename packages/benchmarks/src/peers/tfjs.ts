import { installedVersion, requirePeer } from "../install.ts";
import type { Input, Operation, Operations } from "../operations.ts";
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

/** What this file uses of a TensorFlow.js tensor. */
interface TfTensor {
  readonly shape: readonly number[];
  dataSync(): Float32Array;
  dispose(): void;
}

/** What this file uses of TensorFlow.js, which is no dependency and so brings no types. */
interface Tf {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tidy<T>(body: () => T): T;
  tensor(values: Float32Array, shape: readonly number[]): TfTensor;
  scalar(value: number): TfTensor;
  variable(initial: TfTensor): TfTensor;
  add(a: TfTensor, b: TfTensor): TfTensor;
  sub(a: TfTensor, b: TfTensor): TfTensor;
  mul(a: TfTensor, b: TfTensor): TfTensor;
  relu(x: TfTensor): TfTensor;
  exp(x: TfTensor): TfTensor;
  tanh(x: TfTensor): TfTensor;
  sin(x: TfTensor): TfTensor;
  matMul(a: TfTensor, b: TfTensor): TfTensor;
  transpose(a: TfTensor, axes: readonly number[]): TfTensor;
  conv2d(x: TfTensor, w: TfTensor, strides: number, pad: "same" | "valid"): TfTensor;
  conv2dTranspose(
    y: TfTensor,
    w: TfTensor,
    shape: readonly number[],
    strides: number,
    pad: "same" | "valid",
  ): TfTensor;
  maxPool(x: TfTensor, size: number, strides: number, pad: "valid"): TfTensor;
  avgPool(x: TfTensor, size: number, strides: number, pad: "valid"): TfTensor;
  square(a: TfTensor): TfTensor;
  mean(a: TfTensor): TfTensor;
  sum(a: TfTensor, axis?: number): TfTensor;
  grad(f: (w: TfTensor) => TfTensor): (w: TfTensor) => TfTensor;
  readonly train: {
    adagrad(lr: number, initialAccumulatorValue: number): TfOptimizer;
  };
}

interface TfOptimizer {
  minimize(f: () => TfTensor, returnCost: boolean, variables: TfTensor[]): void;
}

function smallOps(tf: Tf): SmallOps {
  const y = tf.tensor(normal(10, 1), [10]);
  const w = tf.tensor(normal(10, 1), [10]);
  const gradient = tf.grad((weights) => {
    let z = y;
    for (let op = 0; op < OPS_PER_CALL; op += 2) z = tf.add(tf.mul(z, weights), y);
    return tf.sum(z);
  });
  const additions = (): TfTensor => {
    let z = y;
    for (let op = 0; op < OPS_PER_CALL; op++) z = tf.add(z, y);
    return z;
  };
  return {
    add: () => tf.tidy(() => additions().dataSync()[0] as number),
    chain: () => tf.tidy(() => gradient(w).dataSync()[0] as number),
  };
}

/**
 * The library's own optimizer on batches gathered on the host, which is its fastest way here; one
 * read an epoch makes sure that the work is done. Its Adagrad adds its own ε, and it refuses to
 * start from a sum of squares of 0.
 */
function makePeer(tf: Tf, backend: string): Peer {
  let data: AirfoilRows;
  let order: Int32Array;
  let weight: TfTensor;
  let bias: TfTensor;
  let optimizer: TfOptimizer;
  const half = tf.scalar(0.5);

  function lossOf(x: TfTensor, y: TfTensor): TfTensor {
    const error = tf.sub(tf.add(tf.matMul(x, weight), bias), y);
    return tf.mul(tf.mean(tf.square(error)), half);
  }

  function step(start: number): void {
    const { features, labels, width } = data;
    const size = RECIPE.batchSize;
    const x = new Float32Array(size * width);
    const y = new Float32Array(size);
    for (let k = 0; k < size; k++) {
      const row = order[start + k] as number;
      for (let j = 0; j < width; j++) x[k * width + j] = features[row * width + j] as number;
      y[k] = labels[row] as number;
    }
    const batch = tf.tensor(x, [size, width]);
    const target = tf.tensor(y, [size, 1]);
    optimizer.minimize(() => lossOf(batch, target), false, [weight, bias]);
  }

  return {
    name: `TensorFlow.js ${backend}`,
    version: installedVersion("@tensorflow/tfjs") ?? "?",
    setup(rows) {
      data = rows;
      order = rowOrder(rows.count);
      weight = tf.variable(tf.tensor(normal(rows.width, RECIPE.initStd), [rows.width, 1]));
      bias = tf.variable(tf.tensor(new Float32Array(1), [1]));
      optimizer = tf.train.adagrad(RECIPE.lr, 1e-10);
    },
    epoch() {
      shuffle(order);
      for (let start = 0; start < data.count; start += RECIPE.batchSize) tf.tidy(() => step(start));
      weight.dataSync();
    },
    loss: () =>
      tf.tidy(() => {
        const x = tf.tensor(data.features, [data.count, data.width]);
        return lossOf(x, tf.tensor(data.labels, [data.count, 1])).dataSync()[0] as number;
      }),
    smallOps: smallOps(tf),
  };
}

/** The library wants channels last, and filters as [height, width, in, out]. */
const IMAGE = [0, 2, 3, 1];
const FILTERS = [2, 3, 1, 0];

/** Results stay in the backend's memory, where the library computes them at once. */
function toOperations(tf: Tf, backend: string): Operations {
  const op =
    (
      f: (...tensors: TfTensor[]) => TfTensor,
      ...orders: readonly (readonly number[])[]
    ): ((...inputs: Input[]) => Operation) =>
    (...inputs) => {
      const tensors = inputs.map(({ values, shape }, i) => {
        const order = orders[i];
        const given = tf.tensor(values, shape);
        return order === undefined ? given : tf.transpose(given, order);
      });
      return {
        run: () => f(...tensors).dispose(),
        value: () =>
          tf.tidy(
            () =>
              f(...tensors)
                .dataSync()
                .at(-1) as number,
          ),
      };
    };
  return {
    name: `TensorFlow.js ${backend}`,
    version: installedVersion("@tensorflow/tfjs") ?? "?",
    ops: {
      matmul: op((a, b) => tf.matMul(a as TfTensor, b as TfTensor)),
      conv2d: op((x, w) => tf.conv2d(x as TfTensor, w as TfTensor, 1, "valid"), IMAGE, FILTERS),
      conv2dSame: op((x, w) => tf.conv2d(x as TfTensor, w as TfTensor, 1, "same"), IMAGE, FILTERS),
      conv2dSameInput: op(
        (y, w) => {
          const [image, filters] = [y as TfTensor, w as TfTensor];
          const shape = [...image.shape.slice(0, 3), filters.shape[2] as number];
          return tf.conv2dTranspose(image, filters, shape, 1, "same");
        },
        IMAGE,
        FILTERS,
      ),
      maxPool2d: op((x) => tf.maxPool(x as TfTensor, 2, 2, "valid"), IMAGE),
      avgPool2d: op((x) => tf.avgPool(x as TfTensor, 2, 2, "valid"), IMAGE),
      plus: op((x, y) => tf.add(x as TfTensor, y as TfTensor)),
      relu: op((x) => tf.relu(x as TfTensor)),
      exp: op((x) => tf.exp(x as TfTensor)),
      tanh: op((x) => tf.tanh(x as TfTensor)),
      sin: op((x) => tf.sin(x as TfTensor)),
      sumRows: op((x) => tf.sum(x as TfTensor, 0)),
    },
  };
}

async function load(backend: "cpu" | "wasm"): Promise<Tf> {
  // The union package: the core alone has no gradients registered under Node.
  const tf = requirePeer("@tensorflow/tfjs") as Tf;
  if (backend === "wasm") requirePeer("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js refused backend ${backend}`);
  await tf.ready();
  return tf;
}

export const peers: Record<string, () => Promise<Peer>> = {
  "tfjs-cpu": async () => makePeer(await load("cpu"), "cpu"),
  "tfjs-wasm": async () => makePeer(await load("wasm"), "wasm"),
};

export const operations: Record<string, () => Promise<Operations>> = {
  "tfjs-cpu": async () => toOperations(await load("cpu"), "cpu"),
  "tfjs-wasm": async () => toOperations(await load("wasm"), "wasm"),
};
