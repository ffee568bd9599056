import { tensor } from "@nabla/tensor";
import { matrix } from "./parse-table.ts";
import { penguinGroups } from "./penguins-data.ts";
import type { Labels, Table } from "./table.ts";

/** The dtype in which the penguins are wanted. */
export interface PenguinOptions {
  /** dtype of the tensors (default `"float32"`). */
  readonly dtype?: "float32" | "float64";
}

/** The penguins: 333 rows, 3 features, and three columns of class names. */
export type PenguinTable = Table<[333, 3], [333, 1], "species" | "island" | "sex">;

interface Penguin {
  readonly species: string;
  readonly island: string;
  readonly sex: string;
  readonly measurements: readonly number[];
}

/**
 * Loads the Palmer penguins, which come with this package: 333 penguins of three species, those
 * of which every measurement is known.
 *
 * The features are bill length, bill depth and flipper length (mm), the target is the body mass
 * (g); species, island and sex are in `labels`.
 *
 * @param options - the dtype
 * @returns the table, `x`: [333, 3], `y`: [333, 1]
 *
 * Source: K. B. Gorman, T. D. Williams and W. R. Fraser, *Ecological sexual dimorphism and
 * environmental variability within a community of Antarctic penguins*, PLoS ONE 9(3) (2014);
 * collected by A. M. Horst, A. P. Hill and K. B. Gorman, *palmerpenguins* (2020), CC0.
 *
 * @example
 * ```ts
 * import { loadPenguins } from "@nabla/data";
 *
 * const penguins = loadPenguins();
 * penguins.x.shape; // => [333, 3]
 * penguins.target; // => "body mass (g)"
 * penguins.labels.species.classes; // => ["Adelie", "Chinstrap", "Gentoo"]
 * ```
 */
export function loadPenguins({ dtype = "float32" }: PenguinOptions = {}): PenguinTable {
  const penguins = readPenguins();
  const features = ["bill length (mm)", "bill depth (mm)", "flipper length (mm)"];
  const target = "body mass (g)";
  return {
    name: "Palmer penguins",
    columns: [...features, target],
    features,
    target,
    rows: penguins.length,
    x: matrix(
      penguins.flatMap(({ measurements }) => measurements.slice(0, 3)),
      penguins.length,
      dtype,
    ),
    y: matrix(
      penguins.flatMap(({ measurements }) => measurements.slice(3)),
      penguins.length,
      dtype,
    ),
    labels: {
      species: labels(penguins.map(({ species }) => species)),
      island: labels(penguins.map(({ island }) => island)),
      sex: labels(penguins.map(({ sex }) => sex)),
    },
    source: "@nabla/data",
    license: "CC0 1.0",
    citation:
      "K. B. Gorman, T. D. Williams, W. R. Fraser: Ecological sexual dimorphism and environmental " +
      "variability within a community of Antarctic penguins. PLoS ONE 9(3), 2014. " +
      "A. M. Horst, A. P. Hill, K. B. Gorman: palmerpenguins, 2020.",
  };
}

function readPenguins(): Penguin[] {
  return penguinGroups.flatMap(({ species, island, rows }) =>
    rows.split(",").map((row) => {
      const [sex, ...reversed] = row.trim().split(" ").reverse();
      const measurements = reversed.reverse().map(Number);
      return { species, island, sex: sex === "m" ? "male" : "female", measurements };
    }),
  );
}

/** Classes in alphabetical order, so that codes do not depend on the order of the rows. */
function labels(names: readonly string[]): Labels {
  const classes = [...new Set(names)].sort();
  const codes = names.map((name) => classes.indexOf(name));
  return { classes, codes: tensor(Int32Array.from(codes)) };
}
