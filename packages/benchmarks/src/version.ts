import { readFileSync } from "node:fs";

/** The version of the library next door. */
export function nablaVersion(): string {
  const manifest = readFileSync(new URL("../../tensor/package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
