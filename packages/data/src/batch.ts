import { NablaError, stack, type Tensor } from "@nabla/tensor";
import type { Batch, Dataset, Sample } from "./dataset.ts";
import { dataError } from "./fail.ts";

/** The samples at `indices` as one batch, by the data set's own fast way where it has one. */
export function takeBatch<T extends Sample>(
  dataset: Dataset<T>,
  indices: Tensor<[number]>,
): Batch<T> {
  if (dataset.getBatch) return dataset.getBatch(indices);
  return stackSamples(Array.from(indices.data, (index) => dataset.get(index)));
}

/** Stacks the i-th tensors of all samples, for every i. */
function stackSamples<T extends Sample>(samples: readonly T[]): Batch<T> {
  const [first] = samples;
  if (!Array.isArray(first)) {
    throw dataError("DataLoader", `a sample that is ${typeof first}`, "an array of tensors");
  }
  const uneven = samples.find((sample) => sample.length !== first.length);
  if (uneven) {
    const lengths = `samples of ${first.length} and of ${uneven.length} tensors`;
    throw dataError("DataLoader", lengths, "the same number in every sample");
  }
  const columns = first.map((_, column) => stackColumn(samples, column));
  // The type follows the samples' own, tensor by tensor.
  return columns as unknown as Batch<T>;
}

function stackColumn(samples: readonly Sample[], column: number): Tensor {
  try {
    return stack(samples.map((sample) => sample[column] as Tensor));
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    const arrived = `tensor ${column} of the samples cannot be stacked (${error.message})`;
    throw dataError("DataLoader", arrived, "equal shapes", "pad or crop them in get()");
  }
}
