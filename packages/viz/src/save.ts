import { DataError } from "@nabla/tensor";

/**
 * Writes `text` to an `.svg` file and returns its absolute path. A reader never sees half a file:
 * the text goes to a neighbour first, which is then renamed. The modules of Node are imported
 * here and not above, so that the package loads in browsers.
 */
export async function saveText(path: string, text: string): Promise<string> {
  if (!/[^/\\]\.svg$/i.test(path)) {
    const message = `save: "${path}": the file's name must end in .svg (convert the SVG for other formats)`;
    throw new DataError(message, { op: "save" });
  }
  if (typeof process === "undefined" || !process.versions?.node) {
    const message = "save: no file system: figures are saved in Node only (in a page, use toSVG())";
    throw new DataError(message, { op: "save" });
  }
  const { mkdir, rename, rm, writeFile } = await import("node:fs/promises");
  const { dirname, resolve } = await import("node:path");
  const target = resolve(path);
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
  try {
    await writeFile(draft, text);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return target;
}
