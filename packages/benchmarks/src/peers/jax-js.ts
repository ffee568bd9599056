import { importPeer, installedVersion } from "../install.ts";
import type { Input, Operation, Operations } from "../operations.ts";
import { type AirfoilRows, normal, type Peer, RECIPE, rowOrder, shuffle } from "../peer.ts";

/**
 * What this file uses of a jax-js array. An operation consumes its operands, so whatever is needed
 * again is passed as `.ref`.
 */
interface JaxArray {
  readonly ref: JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  transpose(axes: readonly number[]): JaxArray;
  add(other: JaxArray | number): JaxArray;
  sub(other: JaxArray): JaxArray;
  mul(other: number): JaxArray;
  div(other: JaxArray): JaxArray;
  dataSync(): Float32Array;
  dispose(): void;
}

interface Parameters {
  readonly w: JaxArray;
  readonly b: JaxArray;
}

type Step = (...state: JaxArray[]) => JaxArray[];

/** What this file uses of jax-js, which is no dependency and so brings no types. */
interface Jax {
  init(device: string): Promise<unknown>;
  defaultDevice(device: string): void;
  jit(f: Step): Step;
  grad(
    f: (p: Parameters, x: JaxArray, y: JaxArray) => JaxArray,
  ): (p: Parameters, x: JaxArray, y: JaxArray) => Parameters;
  readonly lax: {
    conv(x: JaxArray, w: JaxArray, strides: number[], padding: "SAME" | "VALID"): JaxArray;
    convTranspose(
      y: JaxArray,
      w: JaxArray,
      strides: number[],
      padding: "SAME",
      options: { transposeKernel: boolean },
    ): JaxArray;
    convWithGeneralPadding(
      x: JaxArray,
      w: JaxArray,
      strides: number[],
      padding: [number, number][],
    ): JaxArray;
  };
  readonly numpy: {
    array(values: Float32Array): JaxArray;
    zeros(shape: readonly number[]): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
    exp(x: JaxArray): JaxArray;
    tanh(x: JaxArray): JaxArray;
    sin(x: JaxArray): JaxArray;
    sum(x: JaxArray, axis: number): JaxArray;
    square(a: JaxArray): JaxArray;
    sqrt(a: JaxArray): JaxArray;
    mean(a: JaxArray): JaxArray;
  };
}

/**
 * The whole step in one `jit`, with Adagrad by hand (the library's optimizers are not on npm). One
 * output is read each step: left unread for an epoch, its lazy graph grows and takes several times
 * as long.
 */
function makePeer(jax: Jax): Peer {
  const { numpy: np } = jax;
  let data: AirfoilRows;
  let order: Int32Array;
  let state: JaxArray[] = [];

  const lossOf = ({ w, b }: Parameters, x: JaxArray, y: JaxArray): JaxArray =>
    np.mean(np.square(np.matmul(x, w).add(b).sub(y))).mul(0.5);

  const adagrad = (p: JaxArray, squares: JaxArray, g: JaxArray): [JaxArray, JaxArray] => {
    const sum = squares.add(np.square(g.ref));
    return [p.sub(g.mul(RECIPE.lr).div(np.sqrt(sum.ref.add(RECIPE.eps)))), sum];
  };

  const gradient = jax.grad(lossOf);
  const step = jax.jit((...inputs) => {
    const [w, b, wSquares, bSquares, x, y] = inputs as [
      JaxArray,
      JaxArray,
      JaxArray,
      JaxArray,
      JaxArray,
      JaxArray,
    ];
    const g = gradient({ w: w.ref, b: b.ref }, x, y);
    const [nextW, nextWSquares] = adagrad(w, wSquares, g.w);
    const [nextB, nextBSquares] = adagrad(b, bSquares, g.b);
    return [nextW, nextB, nextWSquares, nextBSquares];
  });

  function batch(start: number): [JaxArray, JaxArray] {
    const { features, labels, width } = data;
    const size = RECIPE.batchSize;
    const x = new Float32Array(size * width);
    const y = new Float32Array(size);
    for (let k = 0; k < size; k++) {
      const row = order[start + k] as number;
      for (let j = 0; j < width; j++) x[k * width + j] = features[row * width + j] as number;
      y[k] = labels[row] as number;
    }
    return [np.array(x).reshape([size, width]), np.array(y).reshape([size, 1])];
  }

  return {
    name: "jax-js jit",
    version: installedVersion("@jax-js/jax") ?? "?",
    setup(rows) {
      for (const array of state) array.dispose();
      data = rows;
      order = rowOrder(rows.count);
      const weights = np.array(normal(rows.width, RECIPE.initStd)).reshape([rows.width, 1]);
      state = [weights, np.zeros([1]), np.zeros([rows.width, 1]), np.zeros([1])];
    },
    epoch() {
      shuffle(order);
      for (let start = 0; start < data.count; start += RECIPE.batchSize) {
        state = step(...state, ...batch(start));
        state[1]?.ref.dataSync();
      }
      for (const array of state) array.ref.dataSync();
    },
    loss() {
      const [w, b] = state as [JaxArray, JaxArray];
      const x = np.array(data.features).reshape([data.count, data.width]);
      const y = np.array(data.labels).reshape([data.count, 1]);
      return lossOf({ w: w.ref, b: b.ref }, x, y).dataSync()[0] as number;
    },
  };
}

/** Arrays are computed when they are asked for, so the result is read each time. */
function toOperations({ numpy: np, lax }: Jax): Operations {
  const op =
    (f: (...arrays: JaxArray[]) => JaxArray) =>
    (...inputs: Input[]): Operation => {
      const arrays = inputs.map(({ values, shape }) => np.array(values).reshape(shape));
      const result = (): Float32Array => f(...arrays.map(({ ref }) => ref)).dataSync();
      return { run: result, value: () => result().at(-1) as number };
    };
  return {
    name: "jax-js",
    version: installedVersion("@jax-js/jax") ?? "?",
    ops: {
      matmul: op((a, b) => np.matmul(a as JaxArray, b as JaxArray)),
      plus: op((x, y) => (x as JaxArray).add(y as JaxArray)),
      exp: op((x) => np.exp(x as JaxArray)),
      tanh: op((x) => np.tanh(x as JaxArray)),
      sin: op((x) => np.sin(x as JaxArray)),
      sumRows: op((x) => np.sum(x as JaxArray, 0)),
      conv2d: op((x, w) => lax.conv(x as JaxArray, w as JaxArray, [1, 1], "VALID")),
      conv2dSame: op((x, w) => lax.conv(x as JaxArray, w as JaxArray, [1, 1], "SAME")),
      conv2dSameInput: op((y, w) =>
        lax.convTranspose(y as JaxArray, w as JaxArray, [1, 1], "SAME", { transposeKernel: true }),
      ),
      // Channels as images, so that sums go over images; the kernel has 3×3 places.
      conv2dSameWeight: op((x, y) => {
        const [images, results] = [x, y].map((a) => (a as JaxArray).transpose([1, 0, 2, 3]));
        const around: [number, number][] = [
          [1, 1],
          [1, 1],
        ];
        return lax.convWithGeneralPadding(images as JaxArray, results as JaxArray, [1, 1], around);
      }),
    },
  };
}

async function load(): Promise<Jax> {
  const jax = (await importPeer("@jax-js/jax/dist/index.js")) as Jax;
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  return jax;
}

export const peers: Record<string, () => Promise<Peer>> = {
  "jax-js": async () => makePeer(await load()),
};

export const operations: Record<string, () => Promise<Operations>> = {
  "jax-js": async () => toOperations(await load()),
};
