import type { Client } from "./client.ts";
import type { RowsMessage } from "./protocol.ts";
import { findPython, type Kind, obstacle, type System, start, systems } from "./systems.ts";

/** Who is ready to be measured, and why the others are not. */
export interface Field {
  readonly clients: Client[];
  /** Peers that cannot be had here: a reason each. */
  readonly skipped: string[];
  /** Systems that were there and broke: the run must not exit with 0. */
  readonly failures: string[];
}

/** Starts one system, and sees that it trains if there are rows to train on. */
export async function startOne(
  system: System,
  python: string | undefined,
  rows: RowsMessage | undefined,
): Promise<Client> {
  const client = start(system, python);
  try {
    await client.describe();
    if (rows && system.kinds.includes("training")) await client.learn(rows);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Readies the chosen systems that can do any of the kinds of work, in the order of the list. */
export async function assemble(
  ids: readonly string[],
  kinds: readonly Kind[],
  rows: RowsMessage | undefined,
): Promise<Field> {
  const chosen = systems.filter(
    (system) => ids.includes(system.id) && system.kinds.some((kind) => kinds.includes(kind)),
  );
  const python = chosen.some((system) => system.file.endsWith(".py")) ? findPython() : undefined;
  const field: Field = { clients: [], skipped: [], failures: [] };
  for (const system of chosen) {
    const reason = obstacle(system, python);
    if (reason) {
      field.skipped.push(`${system.id}: ${reason}`);
      continue;
    }
    try {
      field.clients.push(await startOne(system, python, rows));
    } catch (error) {
      field.failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  return field;
}
