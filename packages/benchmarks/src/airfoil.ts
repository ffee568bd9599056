import { existsSync, readFileSync } from "node:fs";
import type { RowsMessage } from "./protocol.ts";

/** Whole batches of 10 out of the file's 1503 rows. */
const count = 1500;

/** Tab-separated text to rows of numbers. */
function parse(text: string, file: string): number[][] {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line, index) => {
      const row = line.split("\t").map(Number);
      if (row.length === 6 && row.every(Number.isFinite)) return row;
      throw new Error(`${file}: line ${index + 1}: needs six numbers separated by tabs`);
    });
}

/** Every column to mean 0 and deviation 1 over all rows, as the textbook does; then the first 1500. */
function standardise(rows: readonly (readonly number[])[]): RowsMessage {
  const width = (rows[0] as readonly number[]).length - 1;
  const columns = Array.from({ length: width + 1 }, (_, j) => {
    const values = rows.map((row) => row[j] as number);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return values.slice(0, count).map((value) => (value - mean) / Math.sqrt(square));
  });
  const features = Array.from(
    { length: count * width },
    (_, i) => columns[i % width]?.[Math.floor(i / width)] as number,
  );
  return { count, width, features, labels: columns[width] as number[] };
}

/** The rows of the library's own loader: its cache, or a download. */
async function fromLibrary(): Promise<number[][]> {
  const { loadAirfoil } = await import("@nabla/data");
  const { x, y, rows } = await loadAirfoil({ dtype: "float64" });
  const [features, labels] = [x.data, y.data];
  const width = features.length / rows;
  return Array.from({ length: rows }, (_, row) => [
    ...features.subarray(row * width, (row + 1) * width),
    labels[row] as number,
  ]);
}

/** The airfoil data from the folder NABLA_SHARED names, else through `loadAirfoil()`. */
export async function loadRows(): Promise<RowsMessage> {
  const file = `${process.env.NABLA_SHARED}/data/airfoil_self_noise.dat`;
  const rows = existsSync(file) ? parse(readFileSync(file, "utf8"), file) : await fromLibrary();
  return standardise(rows);
}
