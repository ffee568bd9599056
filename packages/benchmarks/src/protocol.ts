import type { MemoryReport } from "./memory.ts";
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
  | { readonly do: "run"; readonly task: Task; readonly count: number }
  | { readonly do: "loss" }
  | { readonly do: "memory"; readonly steps: number; readonly kept: number };

/** What comes back; `error` when the request failed. */
export interface Reply {
  readonly error?: string;
  readonly name?: string;
  readonly version?: string;
  readonly tasks?: readonly Task[];
  /** Seconds the whole `run` took, by the system's own clock. */
  readonly seconds?: number;
  readonly sink?: number;
  readonly loss?: number;
  readonly memory?: MemoryReport;
}
