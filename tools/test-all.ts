import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Counts, countsFile } from "./summary-reporter.ts";
import { root } from "./workspace.ts";

const stages = ["lint", "build", "typecheck", "unit", "docs", "pack-check"];
const unitTask = "//#unit";
const runs = join(root, ".turbo/runs");
const summaryFile = join(root, "coverage/summary.txt");

/** The part that we need of what `turbo run --summarize` writes. */
interface RunSummary {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly execution?: { readonly exitCode?: number | null };
  }[];
}

function runStages(): number {
  rmSync(runs, { recursive: true, force: true });
  rmSync(countsFile, { force: true });
  const { status } = spawnSync(
    "turbo",
    ["run", ...stages, "--continue=dependencies-successful", "--summarize"],
    { cwd: root, stdio: "inherit", env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" } },
  );
  return status ?? 1;
}

/** The tasks that ran and failed; those that could not begin because of them do not count. */
function failedTasks(status: number): string[] {
  const [file] = existsSync(runs) ? readdirSync(runs) : [];
  if (file === undefined) return status === 0 ? [] : ["turbo"];
  const { tasks } = JSON.parse(readFileSync(join(runs, file), "utf8")) as RunSummary;
  const failed = tasks.flatMap(({ taskId, execution }) =>
    (execution?.exitCode ?? 0) === 0 ? [] : [taskId],
  );
  return failed.length === 0 && status !== 0 ? ["turbo"] : failed;
}

function readCounts(): Counts | null {
  if (!existsSync(countsFile)) return null;
  return JSON.parse(readFileSync(countsFile, "utf8")) as Counts;
}

const failures = failedTasks(runStages());
const counts = readCounts();
// A unit stage that fails with failed tests counts by them; one that fails without, or that never
// ran to its end, counts like any other stage.
if (counts === null && !failures.includes(unitTask)) failures.push(unitTask);
const counted = failures.filter((task) => task !== unitTask || (counts?.failed ?? 0) === 0);
const failed = (counts?.failed ?? 0) + counted.length;

if (failures.length > 0) console.log(`\nfailed: ${failures.join(", ")}`);
const summary = `${counts?.passed ?? 0} passed, ${failed} failed`;
mkdirSync(dirname(summaryFile), { recursive: true });
writeFileSync(summaryFile, `${summary}\n`);
console.log(summary);
process.exitCode = failed === 0 ? 0 : 1;
