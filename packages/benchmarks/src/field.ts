import type { Client } from "./client.ts";
import { installPeers } from "./install.ts";
import type { RowsMessage } from "./protocol.ts";
import { findPython, type System, start, systems } from "./systems.ts";

/** Who is ready to be measured, and why the others are not. */
export interface Field {
  readonly clients: Client[];
  /** Peers that cannot be had here: a reason each. */
  readonly skipped: string[];
  /** Systems that were there and broke: the run must not exit with 0. */
  readonly failures: string[];
}

/** Starts one system and sees that it trains. */
export async function startOne(
  system: System,
  python: string | undefined,
  rows: RowsMessage,
): Promise<Client> {
  const client = start(system, python);
  try {
    await client.describe();
    await client.learn(rows);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Why a system cannot be had on this machine, or undefined when it can; installs what it needs. */
function obstacle(system: System, python: string | undefined): string | undefined {
  if (system.file.endsWith(".py") && !python) return "no python3 here can import torch";
  return installPeers(system.packages);
}

/** Readies the chosen systems, in the order of the list. */
export async function assemble(ids: readonly string[], rows: RowsMessage): Promise<Field> {
  const chosen = systems.filter((system) => ids.includes(system.id));
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
