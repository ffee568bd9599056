import { describe, expect, test } from "vitest";
import { extractBlocks } from "../doctest/extract.ts";
import { transformBlock } from "../doctest/transform.ts";
import { isDocumented } from "../doctest/write.ts";

const markdown = (...lines: string[]) => extractBlocks("README.md", lines.join("\n"));
const transform = (...lines: string[]) =>
  transformBlock({ file: "README.md", line: 1, code: lines.join("\n") });
const statements = (...lines: string[]) => {
  const { code, problems } = transform(...lines);
  expect(problems).toEqual([]);
  return code.split("\n").slice(1, -2);
};
const messages = (...lines: string[]) =>
  transform(...lines).problems.map(({ line, message }) => `${line}: ${message}`);

describe("finding blocks", () => {
  test("takes ts blocks with the line of their fence, and no other language", () => {
    const { blocks, problems } = markdown("# x", "```ts", "a;", "b;", "```", "```sh", "c", "```");
    expect(blocks).toEqual([{ file: "README.md", line: 2, code: "a;\nb;" }]);
    expect(problems).toEqual([]);
  });

  test("does not look inside other fences", () => {
    expect(markdown("````md", "```ts", "a;", "```", "````").blocks).toEqual([]);
    expect(markdown("~~~ts", "a;", "```", "~~~").blocks[0]?.code).toBe("a;\n```");
  });

  test("takes doc comments of source files only, and keeps their line numbers", () => {
    const source = [
      'const glob = "src/**/*.ts"; // ```ts',
      "/**",
      " * Adds.",
      " * @example",
      " * ```ts",
      " * add(1,",
      " *   2); // => 3",
      " * ```",
      " */",
      "const product = 2",
      " * 3;",
      "// ```ts",
    ];
    expect(extractBlocks("packages/x/src/a.ts", source.join("\n"))).toEqual({
      blocks: [{ file: "packages/x/src/a.ts", line: 5, code: "add(1,\n  2); // => 3" }],
      problems: [],
    });
  });

  test("ends a doc comment at its end", () => {
    const source = ["/** A. */", " * ```ts", " * a;", " * ```"].join("\n");
    expect(extractBlocks("packages/x/src/a.ts", source).blocks).toEqual([]);
  });

  test("reports an unclosed block, an untested language and a tag without a reason", () => {
    expect(markdown("```ts", "a;").problems).toHaveLength(1);
    expect(markdown("```js", "a;", "```").problems).toHaveLength(1);
    expect(markdown("```typescript", "a;", "```").problems).toHaveLength(1);
    expect(markdown("```ts no-test", "a;", "```").problems).toHaveLength(1);
    expect(markdown("```ts skip", "a;", "```").problems).toHaveLength(1);
  });

  test("leaves a block out for a stated reason", () => {
    const { blocks, problems } = markdown("```ts no-test: needs a browser", "a;", "```");
    expect([blocks, problems]).toEqual([[], []]);
  });

  test("looks at the root README, guides, package and example READMEs and package sources", () => {
    const yes = ["README.md", "docs/guide/start.md", "packages/nn/README.md"];
    yes.push("examples/x/README.md", "packages/nn/src/layers/linear.ts");
    expect(yes.filter((path) => !isDocumented(path))).toEqual([]);
    const no = ["CHANGELOG.md", "packages/nn/test/linear.test.ts", "tools/workspace.ts"];
    expect(no.filter(isDocumented)).toEqual([]);
  });
});

describe("turning blocks into tests", () => {
  test("asserts deep equality, with and without a semicolon", () => {
    expect(statements("f(1); // => [1, 2]", "g() // => { a: 1 }")).toEqual([
      "doctestExpect(f(1)).toEqual([1, 2]);",
      "doctestExpect(g()).toEqual({ a: 1 });",
    ]);
  });

  test("asserts statements over several lines, and several on one line", () => {
    expect(statements("f(", "  1,", "); // => 1")).toEqual([
      "doctestExpect(f(",
      "  1,",
      ")).toEqual(1);",
    ]);
    expect(statements("f();", "// => [1]", "g();")).toEqual([
      "doctestExpect(f())",
      ".toEqual([1]);",
      "g();",
    ]);
    expect(statements("a(); b(); // => 2")).toEqual(["a(); doctestExpect(b()).toEqual(2);"]);
  });

  test("does not take the marker in a string or in other comments for an assertion", () => {
    const lines = ['f("; // => 1");', "g(); // gives => 2", "/* h(); // => 3 */"];
    expect(statements(...lines)).toEqual(lines);
  });

  test("awaits, and is not confused by characters beyond the basic plane", () => {
    expect(statements('await f("∇ 𝛼"); // => "𝛽"')).toEqual([
      'doctestExpect(await f("∇ 𝛼")).toEqual("𝛽");',
    ]);
  });

  test("keeps the line numbers of the documented file", () => {
    const { code } = transformBlock({ file: "README.md", line: 7, code: "first;\nsecond;" });
    expect(code.split("\n").indexOf("first;")).toBe(7);
  });

  test("reports an assertion that could not be tested", () => {
    const misplaced =
      "`// =>` must follow a top-level expression statement, on its last line or the next";
    expect(messages("const x = 1; // => 1")).toEqual([`2: ${misplaced}`]);
    expect(messages("f();", "", "// => 1")).toEqual([`4: ${misplaced}`]);
    expect(messages("if (a) {", "  f(); // => 1", "}")).toEqual([`3: ${misplaced}`]);
    expect(messages("f( // => 1", ");")).toEqual([`2: ${misplaced}`]);
    expect(messages("f(); /* => 1 */")).toHaveLength(1);
  });

  test("reports an expected value that is not one expression", () => {
    for (const value of ["about 3", "1; 2", "", "[1,", "1) + (2", "1, 2", "1 // one"]) {
      expect(messages(`f(); // => ${value}`)).toHaveLength(1);
    }
  });

  test("reports code that does not parse, at its line", () => {
    expect(messages("ok();", "const = 1;")[0]).toMatch(/^3: /);
  });
});
