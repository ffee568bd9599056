import type { Client } from "./client.ts";
import { interleave, type Pace } from "./interleave.ts";
import { OPS_PER_CALL } from "./peer.ts";
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
function report(task: string, rounds: number): (round: number) => void {
  const { stderr } = process;
  return (round) => {
    if (!stderr.isTTY) return;
    stderr.write(round + 1 < rounds ? `\r${task}: round ${round + 1} of ${rounds}` : "\r\x1b[K");
  };
}

async function timeTask(
  clients: readonly Client[],
  task: "epoch" | "add" | "chain",
  base: Client,
  pace: Pace,
): Promise<Timed[]> {
  const timings = await interleave(clients, task, pace, report(task, pace.rounds));
  const perCall = task === "epoch" ? 1 : OPS_PER_CALL;
  const baseline = timings.get(base) ?? [];
  return clients.map((client) => {
    const rounds = timings.get(client) ?? [];
    return {
      id: client.id,
      name: client.name,
      version: client.version,
      seconds: spread(rounds.map((seconds) => seconds / perCall)),
      ratio: ratioSpread(rounds, baseline),
      rounds: rounds.map((seconds) => seconds / perCall),
    };
  });
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
