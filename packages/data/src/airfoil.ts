import type { Tensor } from "@nabla/tensor";
import { readTable, type TableOptions } from "./parse-table.ts";
import { type DownloadOptions, findFile, type RemoteFile } from "./remote-file.ts";
import type { Table } from "./table.ts";

/** Where the airfoil data are found, and as which dtype they are wanted. */
export interface AirfoilOptions extends DownloadOptions {
  /** dtype of the tensors (default `"float32"`). */
  readonly dtype?: "float32" | "float64";
}

/** The airfoil data: 1,503 rows, 5 features. */
export type AirfoilTable = Table<[1503, 5], [1503, 1]>;

const file: RemoteFile = {
  name: "airfoil_self_noise.dat",
  addresses: [
    "https://archive.ics.uci.edu/static/public/291/airfoil+self+noise.zip",
    "https://archive.ics.uci.edu/ml/machine-learning-databases/00291/airfoil_self_noise.dat",
  ],
  // Of the text with plain line feeds; the copy that UCI serves has Windows line ends.
  sha256: "10ee06e6cfb27dae6b44213d421d217012fb1f9b697592e73a4e4016b52d425f",
  bytes: 58_481,
};

const format: TableOptions = {
  name: "NASA airfoil self-noise",
  delimiter: "\t",
  header: false,
  columns: [
    "frequency (Hz)",
    "angle of attack (deg)",
    "chord length (m)",
    "free-stream velocity (m/s)",
    "displacement thickness (m)",
    "sound pressure level (dB)",
  ],
};

/**
 * Loads the NASA airfoil self-noise measurements: how loud a wing section is in a wind tunnel.
 *
 * Looks for `data/airfoil_self_noise.dat` in the folder that `NABLA_SHARED` names, then for the
 * file in the cache, and else downloads it once (58 kB) from the UCI Machine Learning Repository
 * into the cache. Whatever was found is compared with a known SHA-256; a damaged file in the cache
 * is replaced.
 *
 * The features are frequency (Hz), angle of attack (degrees), chord length (m), free-stream
 * velocity (m/s) and suction-side displacement thickness (m); the target is the scaled sound
 * pressure level (dB).
 *
 * @param options - where to look, how long to wait, and the dtype
 * @returns the table, `x`: [1503, 5], `y`: [1503, 1]
 * @throws DataError if the file is nowhere and can't be downloaded; the message says where to put it
 *
 * Source: T. F. Brooks, D. S. Pope and M. A. Marcolini, *Airfoil self-noise and prediction*, NASA
 * Reference Publication 1218 (1989).
 *
 * @example
 * ```ts
 * import { loadAirfoil, loadPenguins } from "@nabla/data";
 *
 * // Offline, and not in the cache yet? Then the penguins do as well.
 * const table = await loadAirfoil({ timeout: 1000 }).catch(() => loadPenguins());
 * table.y.shape; // => [table.rows, 1]
 * ```
 */
export async function loadAirfoil(options: AirfoilOptions = {}): Promise<AirfoilTable> {
  const { text, source } = await findFile("loadAirfoil", file, options);
  const table = readTable("loadAirfoil", text, { ...format, dtype: options.dtype ?? "float32" });
  return {
    ...table,
    // The checksum has settled that there are 1,503 rows of six columns.
    x: table.x as Tensor<[1503, 5]>,
    y: table.y as Tensor<[1503, 1]>,
    source,
    license: "CC BY 4.0",
    citation:
      "T. F. Brooks, D. S. Pope, M. A. Marcolini: Airfoil self-noise and prediction. " +
      "NASA RP-1218, 1989. UCI Machine Learning Repository, data set 291.",
  };
}
