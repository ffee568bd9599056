import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runMain } from "./run-main.ts";

const offline = `globalThis.fetch = async () => { throw new Error("no network in this test"); };`;

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "nabla-example-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

// A run loads and compiles all packages, which takes seconds on a busy machine.
const timeout = 60_000;
const withoutAirfoil = () => ({ NABLA_SHARED: "", NABLA_CACHE: join(cwd, "no-such-cache") });
const finalLoss = (out: string, name: string) =>
  Number(new RegExp(`^${name} +(\\S+)`, "m").exec(out)?.[1]);
const file = async (name: string, text: string) => {
  await writeFile(join(cwd, name), text);
  return name;
};

describe.skipIf(!process.env.NABLA_SHARED)("with the airfoil data (set NABLA_SHARED)", () => {
  test("shows trajectories, losses, weights and pictures", { timeout }, async () => {
    const { code, out, err } = await runMain(["--out", "airfoil"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });

    const lines = out.split("\n");
    expect(lines).toContain("epoch 20, x1 -2.382563, x2 -0.158591");
    expect(lines).toContain("epoch 20, x1 -0.002295, x2 -0.000000");
    // The loss before the first step, and after every 100 of 1,500 examples in both epochs.
    expect(out.match(/^epoch \d of 2 .* loss 0\.\d{4}$/gm)).toHaveLength(31);
    expect(out).toMatch(/^loss: 0\.24[1-5], [\d.]+ sec\/epoch \(the last: [\d.]+ sec\)$/m);
    expect(out).toMatch(/^least squares +0\.241688$/m);
    for (const name of ["nn and optim", "from scratch"]) {
      expect(finalLoss(out, name)).toBeGreaterThan(0.241687);
      expect(finalLoss(out, name)).toBeLessThan(0.241688 * 1.015);
    }
    expect(out).toMatch(/^frequency \(Hz\) +-0\.\d{4} +-0\.\d{4}$/m);
    expect(out).not.toContain("\x1b");

    for (const name of ["trajectories.svg", "learning-curve.svg"]) {
      expect(lines).toContain(`  ${join("airfoil", name)}`);
      expect(readFileSync(join(cwd, "airfoil", name), "utf8")).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    }
  });
});

test("learns from penguins where the airfoil data can't be had, and says why", {
  timeout,
}, async () => {
  const { code, out, err } = await runMain([], { cwd, env: withoutAirfoil(), before: offline });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("Palmer penguins");
  expect(out).toContain("body mass (g), from 3 features");
  expect(out.replace(/\s+/g, " ")).toMatch(
    /airfoil data could not be had\. .*no network in this test/,
  );
  // 68 steps do not come as near to the optimum as the 300 with the airfoil data.
  expect(finalLoss(out, "nn and optim") / finalLoss(out, "least squares")).toBeLessThan(1.1);
  expect(out).toContain("More epochs come closer: try --epochs 20.");
  expect(existsSync(join(cwd, "nabla-output", "learning-curve.svg"))).toBe(true);
});

test("refuses wrong usage in one line, with exit code 2", { timeout }, async () => {
  const { code, out, err } = await runMain(["--optimizer", "adagard"], { cwd });
  const message =
    '--optimizer: unknown "adagard": did you mean adagrad? (--help lists the options)';
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
});

test("refuses unusable data in one line, before anything else, with exit code 1", {
  timeout,
}, async () => {
  const args = ["--data", await file("word.csv", "a,b\n1,2\nx,4\n")];
  const { code, out, err } = await runMain(args, { cwd });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^error: loadTable: word\.csv, line 3, column 1 \("a"\): .*\n$/);
});

test("refuses a folder that can't be made with exit code 1", { timeout }, async () => {
  const { code, out, err } = await runMain(["--out", await file("taken", "")], { cwd });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^error: EEXIST: .*taken'\n$/);
});

test("says that training diverged, and what to try", { timeout }, async () => {
  const args = ["--optimizer", "sgd", "--lr", "1e6", "--data", await file("line.csv", line(30))];
  const { code, err } = await runMain(args, { cwd });
  expect(code).toBe(1);
  expect(err).toMatch(/^error: training diverged: .*lr 1000000 .*try a smaller --lr; \S+ is/);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});

test("reads a user's table and recovers the line in it", { timeout }, async () => {
  const args = ["--data", await file("line.csv", line(60)), "--epochs", "50", "--out", "line"];
  const { code, out } = await runMain(args, { cwd });
  expect(code).toBe(0);
  // Of two equal features, least squares can do without the second.
  expect(out).toMatch(/^twice +-?\d\.\d{4} +–$/m);
  expect(out).toMatch(
    /^nn and optim +0\.0000\d\d\nfrom scratch +0\.0000\d\d\nleast squares +0\.000000$/m,
  );
});

test("Ctrl-C stops it with exit code 130 and whole lines", { timeout }, async () => {
  const args = ["--epochs", "1000000", "--data", await file("line.csv", line(60))];
  const interrupt = { after: "examples  loss", signal: "SIGINT" } as const;
  const { code, out, err } = await runMain(args, { cwd, interrupt });
  expect({ code, err }).toEqual({ code: 130, err: "" });
  expect(out.endsWith("\n")).toBe(true);
});

test("--help lists every option with its default", { timeout }, async () => {
  const { code, out, err } = await runMain(["--help"], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatchInlineSnapshot(`
    "Learns a linear regression from real data, and shows how well and how fast.

    usage: npx pnpm@10.34.9 start [options]

      --optimizer NAME   sgd, momentum, adagrad (default: adagrad)
      --lr NUMBER        learning rate (default: 0.02 for sgd, 0.002 for momentum, 0.1 for adagrad)
      --batch-size N     rows per step (default: 10)
      --epochs N         how often to go through all rows (default: 2)
      --data FILE        a table of numbers (CSV, TSV or columns separated by spaces), the last column
                         to be predicted (default: the airfoil data, without a network the penguins)
      --seed N           start of the random numbers: first weights, order of rows (default: 0)
      --out DIR          folder for the pictures (default: nabla-output)
      --help             show this text

    exit codes: 0 done, 1 data unusable or training diverged, 2 wrong option, 130 stopped by Ctrl-C
    "
  `);
});

/** Rows of y = 2x + 1, in which x stands twice. */
function line(rows: number): string {
  const cells = Array.from({ length: rows }, (_, i) => [i / 10, i / 10, i / 5 + 1].join(","));
  return `once,twice,y\n${cells.join("\n")}\n`;
}
