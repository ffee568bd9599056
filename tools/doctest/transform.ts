import { parseSync } from "vite";
import type { Block, Problem } from "./extract.ts";

export interface Transformed {
  /** The block as a module in which line n is line n of the documented file. */
  readonly code: string;
  readonly problems: readonly Problem[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Edit extends Span {
  readonly text: string;
}

const header = 'import { expect as doctestExpect } from "vitest";';

/**
 * Turns a block into a module. A top-level statement `expression; // => value` becomes a check of
 * deep equality, also with the comment on the next line; a `// =>` in any other place is a problem,
 * so that none is dropped unseen.
 */
export function transformBlock(block: Block): Transformed {
  const problems: Problem[] = [];
  const report = (offset: number, message: string): void => {
    const line = block.line + block.code.slice(0, offset).split("\n").length;
    problems.push({ file: block.file, line, message });
  };
  const { program, comments, errors } = parseSync("block.ts", block.code);
  for (const error of errors) report(error.labels[0]?.start ?? 0, error.message);

  const edits: Edit[] = [];
  for (const comment of comments) {
    const value = /^\s*=>(.*)$/s.exec(comment.value)?.[1]?.trim();
    if (value === undefined) continue;
    const statement = program.body.find(
      ({ end }) =>
        end <= comment.start && /^[ \t]*\n?[ \t]*$/.test(block.code.slice(end, comment.start)),
    );
    if (comment.type !== "Line") report(comment.start, "write the expected value after `// =>`");
    else if (statement?.type !== "ExpressionStatement") {
      report(
        comment.start,
        "`// =>` must follow a top-level expression statement, on its last line or the next",
      );
    } else if (!isExpression(value)) {
      report(comment.start, `the expected value is not an expression: ${value}`);
    } else edits.push(assertion(block.code, statement, comment, value));
  }
  return { code: assemble(block, edits), problems };
}

function assertion(
  code: string,
  statement: Span & { readonly expression: Span },
  comment: Span,
  value: string,
): Edit {
  const { start, end } = statement.expression;
  const gap = code.slice(statement.end, comment.start).includes("\n") ? "\n" : "";
  const text = `doctestExpect(${code.slice(start, end)})${gap}.toEqual(${value});`;
  return { start: statement.start, end: comment.end, text };
}

/** Within brackets, because within parentheses `1) + (2` and `1, 2` would pass. */
function isExpression(value: string): boolean {
  const { program, errors } = parseSync("value.ts", `[${value}];`);
  const [only, ...rest] = program.body;
  if (errors.length > 0 || rest.length > 0 || only?.type !== "ExpressionStatement") return false;
  return only.expression.type === "ArrayExpression" && only.expression.elements.length === 1;
}

function assemble(block: Block, edits: readonly Edit[]): string {
  let code = block.code;
  for (const { start, end, text } of edits.toReversed()) {
    code = code.slice(0, start) + text + code.slice(end);
  }
  return `${header}${"\n".repeat(block.line)}${code}\nexport {};\n`;
}
