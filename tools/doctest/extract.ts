/** A fenced code block. `line` is the 1-based line of its opening fence in `file`. */
export interface Block {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** Something that would keep code in the documentation from being tested. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface Extraction {
  readonly blocks: readonly Block[];
  readonly problems: readonly Problem[];
}

/** Languages whose blocks look like tested code but would not be. */
const untested = new Set(["js", "javascript", "jsx", "mjs", "typescript", "tsx", "mts"]);

/** Finds the `ts` blocks of a Markdown file, or of the doc comments of a TypeScript file. */
export function extractBlocks(file: string, text: string): Extraction {
  const lines = file.endsWith(".ts") ? docCommentLines(text) : text.split("\n");
  const blocks: Block[] = [];
  const problems: Problem[] = [];
  for (let i = 0; i < lines.length; i++) {
    const fence = /^\s*(`{3,}|~{3,})\s*(\S*)\s*(.*)$/.exec(lines[i] ?? "");
    if (fence === null) continue;
    const [, marker = "", language = "", tags = ""] = fence;
    const line = i + 1;
    const end = closingFence(lines, i + 1, marker);
    if (end === -1) {
      problems.push({ file, line, message: "the code block is never closed" });
      break;
    }
    const refusal = refuse(language, tags);
    if (refusal !== null) problems.push({ file, line, message: refusal });
    else if (language === "ts" && tags === "") {
      blocks.push({ file, line, code: lines.slice(i + 1, end).join("\n") });
    }
    i = end;
  }
  return { blocks, problems };
}

function closingFence(lines: readonly string[], from: number, marker: string): number {
  const closing = new RegExp(`^\\s*${marker.charAt(0)}{${marker.length},}\\s*$`);
  return lines.findIndex((line, i) => i >= from && closing.test(line));
}

function refuse(language: string, tags: string): string | null {
  if (untested.has(language)) return `a \`${language}\` block is not tested: write \`ts\``;
  if (language !== "ts" || tags === "") return null;
  if (/^no-test: \S/.test(tags)) return null;
  return `unknown tag "${tags}": only "no-test: <reason>" may follow \`ts\``;
}

/** The insides of doc comments; every other line is empty, so that line numbers stay true. */
function docCommentLines(text: string): string[] {
  let inside = false;
  return text.split("\n").map((line) => {
    // Only a comment that begins its line counts: "/**" also occurs in strings, as a glob.
    const opens = /^\s*\/\*\*/.exec(line);
    if (opens !== null) inside = true;
    const content = inside ? line.slice(opens?.[0].length ?? 0).replace(/^\s*\* ?/, "") : "";
    const end = inside ? line.indexOf("*/") : -1;
    if (end === -1) return content;
    inside = false;
    return content.replace(/\s*\*?\/\s*$/, "");
  });
}
