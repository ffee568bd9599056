import { loadAirfoil, loadPenguins, loadTable, standardize, type Table } from "@nabla/data";
import { DataError, type Tensor } from "@nabla/tensor";

/** What is to be learned: to predict y from x, both standardised, float64. */
export interface Problem {
  readonly name: string;
  /** Where the figures were found. */
  readonly source: string;
  /** Why these data and not the airfoil data, where that was not the user's choice. */
  readonly reason: string | undefined;
  readonly features: readonly string[];
  readonly target: string;
  /** [rows, features] */
  readonly x: Tensor<[number, number]>;
  /** [rows, 1] */
  readonly y: Tensor<[number, 1]>;
  readonly rows: number;
  /** Rows that were standardised with the others, and then left out. */
  readonly unused: number;
}

type Numbers = Pick<Table, "name" | "source" | "features" | "target" | "rows" | "x" | "y">;

// Before float64 becomes float32, a column is standardised: large numbers keep their differences.
const dtype = "float64";

/** The problem in a user's file, a table of numbers whose last column is the target. */
export async function problemFrom(file: string, batchSize: number): Promise<Problem> {
  return checked(standardised(await loadTable(file, { dtype })), batchSize);
}

/** The textbook's problem, the noise of airfoils; where these data can't be had, penguins. */
export async function textbookProblem(batchSize: number): Promise<Problem> {
  return checked(await airfoilOrPenguins(), batchSize);
}

async function airfoilOrPenguins(): Promise<Problem> {
  try {
    // The textbook trains on the first 1,500 of 1,503 rows: whole batches of 10.
    return standardised(await loadAirfoil({ dtype, fetch: hurriedFetch(2800) }), 1500);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { ...standardised(loadPenguins({ dtype })), reason: error.message };
  }
}

/** Fetches as long as it takes all attempts together at most some milliseconds. */
function hurriedFetch(milliseconds: number): typeof fetch {
  const deadline = AbortSignal.timeout(milliseconds);
  return (address, options) => fetch(address, { ...options, signal: deadline });
}

function standardised(table: Numbers, used: number = table.rows): Problem {
  const { name, source, features, target, rows } = table;
  const y = standardize(table.y).values;
  if (y.data.every((value) => value === 0)) {
    const message = `${source}: "${target}" is the same in all rows: there is nothing to learn`;
    throw new DataError(message, { op: "standardize" });
  }
  return {
    name,
    source,
    reason: undefined,
    features,
    target,
    x: standardize(table.x).values.slice([0, used]),
    y: y.slice([0, used]),
    rows: used,
    unused: rows - used,
  };
}

/** Refuses what has more unknowns than rows, or makes no batch. */
function checked(problem: Problem, batchSize: number): Problem {
  const { rows, features, source } = problem;
  const unknowns = features.length + 1;
  const fail = (needed: string): never => {
    throw new DataError(`${source}: ${rows} rows of data: ${needed}`, { op: "linear-regression" });
  };
  if (rows < unknowns) fail(`${unknowns} weights need at least as many (add rows)`);
  if (rows < batchSize) fail(`fewer than a batch of ${batchSize} (lower --batch-size)`);
  return problem;
}
