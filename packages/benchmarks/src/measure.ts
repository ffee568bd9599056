import type { Client } from "./client.ts";
import { interleave, type Pace, type Timings } from "./interleave.ts";
import { OPS_PER_CALL, type Task } from "./peer.ts";
import { ratioSpread, type Spread, spread } from "./statistics.ts";

/** Mean ½(ŷ−y)² of the closed-form least-squares solution on the same rows. */
export const OPTIMUM = 0.241688;

/** The optimum to float32 accuracy, up to 4.5 % above: where two epochs of the recipe end. */
export const LOSS_RANGE: readonly [number, number] = [OPTIMUM - 1e-5, 0.2525];

/** A system's cost per unit of work. */
export interface Timed {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Seconds per epoch or per operation, over the rounds. */
  readonly seconds: Spread;
  /** Against the base in the same round. */
  readonly ratio: Spread;
  readonly rounds: readonly number[];
}

/** An epoch's time, and the proof that it learned. */
export interface EpochResult extends Timed {
  readonly lossAfterTwoEpochs: number;
  readonly lossAtTheEnd: number;
  readonly correct: boolean;
}

/** Systems timed at one task; ratios refer to `base`. */
export interface Comparison<T extends Timed = Timed> {
  readonly base: string;
  readonly results: readonly T[];
}

/** Says where a run is, on terminals only. */
export function progress(task: string, rounds: number): (round: number) => void {
  const { stderr } = process;
  return (round) => {
    if (!stderr.isTTY) return;
    stderr.write(round + 1 < rounds ? `\r${task}: round ${round + 1} of ${rounds}` : "\r\x1b[K");
  };
}

/** Timings as quartiles, per unit of which a call has `units`, and as ratios to those of `base`. */
export function toTimed(
  timings: Timings,
  base: Client,
  units: number,
  nameOf: (client: Client) => string = ({ name }) => name,
): Timed[] {
  const baseline = timings.get(base) ?? [];
  return [...timings].map(([client, calls]) => {
    const rounds = calls.map((seconds) => seconds / units);
    return {
      id: client.id,
      name: nameOf(client),
      version: client.version,
      seconds: spread(rounds),
      ratio: ratioSpread(calls, baseline),
      rounds,
    };
  });
}

async function timeTask(
  clients: readonly Client[],
  task: Task,
  base: Client,
  pace: Pace,
): Promise<Timed[]> {
  const timings = await interleave(clients, task, pace, progress(task, pace.rounds));
  return toTimed(timings, base, task === "epoch" ? 1 : OPS_PER_CALL);
}

function inRange(loss: number): boolean {
  return loss >= LOSS_RANGE[0] && loss <= LOSS_RANGE[1];
}

/** The airfoil epoch, and whether what was timed had learned by then. */
export async function measureEpoch(
  clients: readonly Client[],
  pace: Pace,
): Promise<Comparison<EpochResult>> {
  const base = clients[0] as Client;
  const timed = await timeTask(clients, "epoch", base, pace);
  const results: EpochResult[] = [];
  for (const [i, timing] of timed.entries()) {
    const client = clients[i] as Client;
    const { lossAfterTwoEpochs } = client;
    const lossAtTheEnd = await client.loss();
    const correct = inRange(lossAfterTwoEpochs) && inRange(lossAtTheEnd);
    results.push({ ...timing, lossAfterTwoEpochs, lossAtTheEnd, correct });
  }
  return { base: base.name, results };
}

/** Cost per operation on 10 elements; ratios refer to nabla where it runs. */
export async function measureSmallOps(
  clients: readonly Client[],
  pace: Pace,
): Promise<{ add: Comparison; chain: Comparison } | undefined> {
  const nabla = clients.find((client) => client.id.startsWith("nabla"));
  // With or without layers, nabla's ops are the same: one row of them will do.
  const able = clients.filter(
    (client) =>
      client.tasks.includes("add") && (client === nabla || !client.id.startsWith("nabla")),
  );
  const base = nabla ?? able[0];
  if (!base) return undefined;
  const add = await timeTask(able, "add", base, pace);
  const chain = await timeTask(able, "chain", base, pace);
  return {
    add: { base: base.name, results: add },
    chain: { base: base.name, results: chain },
  };
}
