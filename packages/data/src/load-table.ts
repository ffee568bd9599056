import { dataError } from "./fail.ts";
import { builtin, reason } from "./node.ts";
import { readTable, type TableOptions } from "./parse-table.ts";
import type { Table } from "./table.ts";

/**
 * Reads a table of numbers from a file, in Node.
 *
 * Same rules as {@link parseTable}, to which a browser passes the text itself.
 *
 * @param path - a text file: CSV, TSV, or columns separated by spaces
 * @param options - format, names, and which column is the target
 * @returns the table, `x`: [rows, columns − 1], `y`: [rows, 1]
 * @throws DataError if the file is missing, unreadable or malformed
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { loadTable } from "@nabla/data";
 *
 * const file = join(await mkdtemp(join(tmpdir(), "table-")), "trees.tsv");
 * await writeFile(file, "girth\theight\n8.3\t70\n8.6\t65\n");
 * const trees = await loadTable(file, { target: "girth" });
 * trees.x.toArray(); // => [[70], [65]]
 * ```
 */
export async function loadTable(path: string, options: TableOptions = {}): Promise<Table> {
  const file = options.file ?? path;
  const text = await readText(path, file);
  const name = options.name ?? file.split(/[\\/]/).pop() ?? file;
  return readTable("loadTable", text, { ...options, file, name });
}

async function readText(path: string, file: string): Promise<string> {
  const fs = builtin("node:fs/promises");
  if (!fs) throw dataError("loadTable", file, "a file system", "fetch the text, use parseTable");
  try {
    return await fs.readFile(path, "utf8");
  } catch (error) {
    const code = reason(error);
    const full = builtin("node:path")?.resolve(path);
    if (code === "ENOENT")
      throw dataError("loadTable", `${file} does not exist`, `a file`, `looked for ${full}`);
    if (code === "EISDIR") throw dataError("loadTable", `${file} is a folder`, "a file");
    throw dataError("loadTable", `${file} cannot be read`, "a readable file", code);
  }
}
