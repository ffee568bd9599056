import { setImmediate as turn } from "node:timers/promises";
import type { Peer } from "./peer.ts";

/** Memory of a process at one moment, in megabytes. */
export interface MemorySample {
  /** Training steps taken so far. */
  readonly steps: number;
  readonly heap: number;
  /** Typed arrays and WebAssembly memories. */
  readonly external: number;
  readonly rss: number;
}

/** What a long training run leaves behind. */
export interface MemoryReport {
  /** Whose memory. */
  readonly name: string;
  /** After forced collections, at growing step counts. */
  readonly samples: readonly MemorySample[];
  /** Resident memory at its highest, without forced collections. */
  readonly peakRss: number;
  readonly kept: KeptReport;
}

/** The cost of a user who keeps every loss tensor. */
export interface KeptReport {
  readonly losses: number;
  readonly before: MemorySample;
  readonly holding: MemorySample;
  readonly after: MemorySample;
}

/** What a run may gain after its first tenth, in megabytes: compiled code, and no more. */
const GROWTH_LIMIT = 4;

/** Megabytes of heap and typed arrays gained between the first tenth of a run and its end. */
export function growth({ samples }: MemoryReport): number {
  const held = ({ heap, external }: MemorySample): number => heap + external;
  const [, tenth, ...later] = samples;
  const last = later.at(-1);
  if (!tenth || !last) throw new Error("memory: too few samples to tell growth");
  return held(last) - held(tenth);
}

/** Did memory grow with the number of steps? */
export function leaks(report: MemoryReport): boolean {
  return growth(report) > GROWTH_LIMIT;
}

function usage(steps: number): MemorySample {
  const { heapUsed, external, rss } = process.memoryUsage();
  const megabytes = (bytes: number): number => bytes / 2 ** 20;
  return {
    steps,
    heap: megabytes(heapUsed),
    external: megabytes(external),
    rss: megabytes(rss),
  };
}

/** Collects until finalizers had their turns: they run between collections, never inside one. */
async function settle(steps: number): Promise<MemorySample> {
  const collect = globalThis.gc;
  if (!collect) throw new Error("memory: start node with --expose-gc");
  for (let round = 0; round < 4; round++) {
    collect();
    await turn();
  }
  return usage(steps);
}

/** Steps without a pause, as a user's loop does: nothing asynchronous can tidy up in between. */
function train(step: () => unknown, from: number, to: number): number {
  let peak = 0;
  for (let i = from; i < to; i++) {
    step();
    if (i % 10_000 === 9_999) peak = Math.max(peak, usage(i).rss);
  }
  return peak;
}

async function keepLosses(step: () => unknown, losses: number): Promise<KeptReport> {
  const before = await settle(0);
  let kept: unknown[] | undefined = [];
  for (let i = 0; i < losses; i++) kept.push(step());
  const holding = await settle(losses);
  if (kept.length !== losses) throw new Error("memory: losses went missing");
  kept = undefined;
  return { losses, before, holding, after: await settle(losses) };
}

/** Trains for `steps` steps, then keeps `kept` losses alive, and reports what memory did. */
export async function measureMemory(
  peer: Peer,
  steps: number,
  kept: number,
): Promise<MemoryReport> {
  const step = peer.step?.bind(peer);
  if (!step) throw new Error(`${peer.name} offers no single step`);
  const samples: MemorySample[] = [];
  let peakRss = 0;
  let done = 0;
  for (const share of [0.01, 0.1, 0.25, 0.5, 1]) {
    const goal = Math.round(steps * share);
    peakRss = Math.max(peakRss, train(step, done, goal));
    done = goal;
    samples.push(await settle(done));
  }
  return { name: peer.name, samples, peakRss, kept: await keepLosses(step, kept) };
}
