import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { listFiles, root } from "../workspace.ts";
import { type Block, extractBlocks, type Problem } from "./extract.ts";
import { transformBlock } from "./transform.ts";

const output = join(root, "tools/doctest/generated");

export interface DoctestSummary {
  readonly files: number;
  readonly blocks: number;
  readonly problems: readonly Problem[];
}

/** Whether the code blocks of a file (path from the root) are tests. */
export function isDocumented(path: string): boolean {
  return (
    path === "README.md" ||
    path === "CONTRIBUTING.md" ||
    /^docs\/guide\/.+\.md$/.test(path) ||
    /^(packages|examples)\/[^/]+\/README\.md$/.test(path) ||
    /^packages\/[^/]+\/src\/.+\.ts$/.test(path)
  );
}

/** Rewrites `generated/`: per block a module, per documented file a test that imports them. */
export function writeDoctests(): DoctestSummary {
  const generated = new Map<string, string>();
  const problems: Problem[] = [];
  const files = listFiles(root, isDocumented);
  let count = 0;
  for (const file of files) {
    const found = extractBlocks(file, readFileSync(join(root, file), "utf8"));
    const modules = found.blocks.map((block) => ({ block, ...transformBlock(block) }));
    const wrong = [...found.problems, ...modules.flatMap((module) => module.problems)];
    if (modules.length + wrong.length === 0) continue;
    for (const { block, code } of modules) generated.set(moduleName(block), code);
    generated.set(`${file}.test.ts`, testFile(found.blocks, wrong));
    problems.push(...wrong);
    count += modules.length;
  }
  synchronize(generated);
  return { files: files.length, blocks: count, problems };
}

function moduleName(block: Block): string {
  return `${block.file}.${block.line}.ts`;
}

function testFile(blocks: readonly Block[], problems: readonly Problem[]): string {
  const tests = [
    ...blocks.map((block) => {
      const path = `./${posix.basename(moduleName(block))}`;
      return test(block, `await import(${JSON.stringify(path)});`);
    }),
    ...problems.map((p) => test(p, `throw new Error(${JSON.stringify(p.message)});`)),
  ];
  return `import { test } from "vitest";\n\n${tests.join("\n")}\n`;
}

function test({ file, line }: { file: string; line: number }, body: string): string {
  return `test(${JSON.stringify(`${file}:${line}`)}, async () => {\n  ${body}\n});`;
}

/** Touches only what changed, so that a second run beside this one finds whole files. */
function synchronize(generated: ReadonlyMap<string, string>): void {
  for (const old of listFiles(output, () => true)) {
    if (!generated.has(old)) rmSync(join(output, old), { force: true });
  }
  for (const [name, text] of generated) {
    const path = join(output, name);
    if (read(path) === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
