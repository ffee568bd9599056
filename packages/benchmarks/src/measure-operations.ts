import type { Client } from "./client.ts";
import { interleave, type Pace } from "./interleave.ts";
import { progress, type Timed, toTimed } from "./measure.ts";
import type { OperationCase, OperationSection } from "./operation-sections.ts";

/** A system whose first call takes longer is not waited for any more. */
export const PATIENCE_SECONDS = 1;

/** One case, for every system that does it in time. */
export interface CaseResult {
  readonly case: OperationCase;
  readonly results: readonly Timed[];
  /** Names of systems whose value is not that of the others. */
  readonly wrong: readonly string[];
}

/** A section's measurements; ratios refer to `base`. */
export interface OperationResults {
  readonly section: OperationSection;
  readonly base: string;
  readonly cases: readonly CaseResult[];
}

/** Times every case of a section, for the systems that offer its operation. */
export async function measureOperations(
  section: OperationSection,
  clients: readonly Client[],
  pace: Pace,
): Promise<OperationResults> {
  const base = clients.find((client) => client.id === "nabla") ?? (clients[0] as Client);
  const cases: CaseResult[] = [];
  for (const work of section.cases) {
    const able = clients.filter((client) => client.tasks.includes(work.op));
    if (able.includes(base)) cases.push(await measureCase(section, work, able, base, pace));
  }
  return { section, base: base.library, cases };
}

async function measureCase(
  section: OperationSection,
  work: OperationCase,
  able: readonly Client[],
  base: Client,
  pace: Pace,
): Promise<CaseResult> {
  const values = new Map<Client, number>();
  const timed: Client[] = [];
  for (const client of able) {
    const { value, seconds } = await client.prepare(work.op, work);
    if (value !== null) values.set(client, value);
    if (client === base || seconds < PATIENCE_SECONDS) timed.push(client);
  }
  const timings = await interleave(
    timed,
    "operation",
    pace,
    progress(`${section.id} ${work.label}`, pace.rounds),
  );
  return {
    case: work,
    results: toTimed(timings, base, 1, ({ library }) => library),
    wrong: disagreeing(values, work.tolerance).map(({ library }) => library),
  };
}

/** Systems whose value is not that of the most: of two that disagree, both. */
function disagreeing(values: ReadonlyMap<Client, number>, tolerance: number): Client[] {
  const near = (x: number, y: number): boolean => Math.abs(x - y) <= tolerance;
  const all = [...values];
  return all
    .filter(([, x]) => 2 * all.filter(([, y]) => near(x, y)).length <= all.length)
    .filter(() => all.length > 1)
    .map(([client]) => client);
}
