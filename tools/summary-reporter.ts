import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import { root } from "./workspace.ts";

/** Where the counts of the latest run stand, for the summary of `test`. */
export const countsFile: string = join(root, "coverage/unit.json");

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Prints `N passed, N failed` after the run and leaves the counts in a file. */
export default class SummaryReporter implements Reporter {
  onTestRunStart(): void {
    rmSync(countsFile, { force: true });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = countResults(modules, unhandled.length);
    mkdirSync(dirname(countsFile), { recursive: true });
    writeFileSync(countsFile, JSON.stringify(counts));
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  }
}

function countResults(modules: readonly TestModule[], unhandled: number): Counts {
  let passed = 0;
  let skipped = 0;
  let failed = unhandled;
  for (const module of modules) {
    // A file that does not load, or a hook that throws, fails without a failed test.
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed++;
      else if (state === "skipped") skipped++;
      else failed++;
    }
  }
  return { passed, failed, skipped };
}
