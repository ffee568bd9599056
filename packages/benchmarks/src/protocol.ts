import type { MemoryReport } from "./memory.ts";
import type { InputSpec } from "./operations.ts";
import type { Task } from "./peer.ts";

/** The data as it travels: typed arrays are no JSON. */
export interface RowsMessage {
  readonly count: number;
  readonly width: number;
  readonly features: readonly number[];
  readonly labels: readonly number[];
}

/** What the harness asks a measured system, one JSON object a line. */
export type Request =
  | { readonly do: "describe" }
  | { readonly do: "setup"; readonly data: RowsMessage }
  | ({ readonly do: "prepare"; readonly op: string } & InputSpec)
  | { readonly do: "run"; readonly task: Task; readonly count: number }
  | { readonly do: "loss" }
  | { readonly do: "memory"; readonly steps: number; readonly kept: number };

/** What comes back; `error` when the request failed. */
export interface Reply {
  readonly error?: string;
  readonly name?: string;
  /** What tables of operations call the system. */
  readonly library?: string;
  readonly version?: string;
  /** Tasks and operations that it offers. */
  readonly tasks?: readonly string[];
  /** An element of the result of a prepared operation; null if it has none to compare. */
  readonly value?: number | null;
  /** Seconds the whole `run`, or the one call of `prepare`, took by the system's own clock. */
  readonly seconds?: number;
  readonly sink?: number;
  readonly loss?: number;
  readonly memory?: MemoryReport;
}
