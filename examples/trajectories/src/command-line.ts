import { parseArgs } from "node:util";
import { closest } from "./closest.ts";

/** The program was called in a way that makes no sense. */
export class UsageError extends Error {}

/** Which options there are: those with a value, and those that are on or off. */
export type FlagKinds = Readonly<Record<string, "value" | "switch">>;

/** What was given: the text of a value, true for a switch; undefined for what was left out. */
export type Flags<K extends FlagKinds> = {
  [N in keyof K]?: K[N] extends "value" ? string : true;
};

/**
 * Reads options such as `--lr 0.1` or `--lr=0.1`; the last one counts.
 *
 * A value may begin with a minus sign, so that `--lr -1` is answered by what is wrong with −1.
 * @throws UsageError for an option that does not exist, lacks its value, or has one too many
 */
export function readFlags<K extends FlagKinds>(args: readonly string[], kinds: K): Flags<K> {
  const names = Object.keys(kinds);
  const { tokens } = parseArgs({
    // npm needs a `--` before options, pnpm hands it on.
    args: args[0] === "--" ? args.slice(1) : [...args],
    options: Object.fromEntries(
      names.map((name) => [name, { type: kinds[name] === "value" ? "string" : "boolean" }]),
    ),
    strict: false,
    tokens: true,
  });
  const flags: Record<string, string | true> = {};
  for (const token of tokens) {
    if (token.kind === "option") flags[token.name] = readValue(token, kinds, names);
    else throw new UsageError(`unexpected argument "${args[token.index] ?? "--"}"`);
  }
  return flags as Flags<K>;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

function readValue(
  { name, rawName, value }: OptionToken,
  kinds: FlagKinds,
  names: readonly string[],
): string | true {
  if (!Object.hasOwn(kinds, name) || rawName !== `--${name}`) {
    const guess = closest(name, names);
    throw new UsageError(`unknown option ${rawName}${guess ? `: did you mean --${guess}?` : ""}`);
  }
  if (kinds[name] === "value") {
    if (value === undefined || value === "") throw new UsageError(`--${name}: a value is missing`);
    return value;
  }
  if (value !== undefined) throw new UsageError(`--${name} takes no value, got "${value}"`);
  return true;
}
