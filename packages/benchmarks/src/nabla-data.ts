import { DataLoader, TensorDataset } from "@nabla/data";
import { type Tensor, tensor } from "@nabla/tensor";
import { type AirfoilRows, RECIPE } from "./peer.ts";

/** The rows as tensors: features [count, width], labels [count, 1]. */
export function toTensors(rows: AirfoilRows): [Tensor, Tensor] {
  const features = tensor(rows.features).reshape([rows.count, rows.width]);
  return [features, tensor(rows.labels).reshape([rows.count, 1])];
}

/** Shuffles anew each epoch and gathers each batch. */
export function makeLoader(features: Tensor, labels: Tensor) {
  const dataset = new TensorDataset(features, labels);
  return new DataLoader(dataset, { batchSize: RECIPE.batchSize, shuffle: true });
}

/** The loader's type, as inferred. */
export type Loader = ReturnType<typeof makeLoader>;

/** One step after the other, through as many epochs as are asked for. */
export function* endlessly(
  loader: Loader,
  step: (x: Tensor, target: Tensor) => Tensor,
): Generator<Tensor> {
  for (;;) for (const [x, target] of loader) yield step(x, target);
}
