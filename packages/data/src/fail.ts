import { DataError } from "@nabla/tensor";

/** A DataError in the form of all messages: what arrived, what was needed, the likely fix. */
export function dataError(op: string, arrived: string, needed: string, fix?: string): DataError {
  return new DataError(`${op}: ${arrived}: needs ${needed}${fix ? ` (${fix})` : ""}`, { op });
}
