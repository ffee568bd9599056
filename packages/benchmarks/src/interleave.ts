import type { Client } from "./client.ts";
import type { Task } from "./peer.ts";

/** How long to warm up, and how much work makes a turn. */
export interface Pace {
  readonly rounds: number;
  readonly warmSeconds: number;
  readonly turnSeconds: number;
}

/** Seconds per call, one entry a round; entries of the same round were measured side by side. */
export type Timings = Map<Client, number[]>;

/** Runs a task until the engine has compiled it, and returns how many calls make a turn. */
async function warmUp(client: Client, task: Task, pace: Pace): Promise<number> {
  let perCall = await client.run(task, 1);
  let spent = perCall;
  for (let turn = 0; spent < pace.warmSeconds || turn < 2; turn++) {
    const count = Math.max(1, Math.round(pace.turnSeconds / perCall));
    perCall = await client.run(task, count);
    spent += perCall * count;
  }
  return Math.max(1, Math.round(pace.turnSeconds / perCall));
}

/**
 * Times a task in turns: every system once a round, starting one further along each time, so that a
 * noisy minute on a shared machine falls on all of them alike.
 */
export async function interleave(
  clients: readonly Client[],
  task: Task,
  pace: Pace,
  progress: (round: number) => void,
): Promise<Timings> {
  const counts = new Map<Client, number>();
  const timings: Timings = new Map();
  for (const client of clients) {
    counts.set(client, await warmUp(client, task, pace));
    timings.set(client, []);
  }
  for (let round = 0; round < pace.rounds; round++) {
    progress(round);
    for (let place = 0; place < clients.length; place++) {
      const client = clients[(round + place) % clients.length] as Client;
      const perCall = await client.run(task, counts.get(client) as number);
      timings.get(client)?.push(perCall);
    }
  }
  return timings;
}
