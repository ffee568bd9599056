import { NablaError, written } from "./errors.ts";

/** Letters alone, so that `requires_grad` is found to mean `requiresGrad`. */
const letters = (name: string): string => name.replaceAll("_", "").toLowerCase();

/** Refuses what is no object of options, and names that are none of the `known` options. */
export function checkOptions(op: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Symbol.iterator in options)
    throw new NablaError(
      `${op}: the options are ${written(options)}: needed an object such as { ${known[0]}: … } (${all(known)})`,
      { op },
    );
  for (const name in options) if (!known.includes(name)) throw noOption(op, name, known);
}

function noOption(op: string, name: string, known: readonly string[]): NablaError {
  const own = letters(name);
  const meant = known.find(
    (other) => own.startsWith(letters(other)) || letters(other).startsWith(own),
  );
  const hint = meant === undefined ? all(known) : `did you mean ${meant}?`;
  return new NablaError(`${op}: ${written(name)} is no option (${hint})`, { op });
}

const all = (known: readonly string[]): string =>
  known.length === 1 ? `${known[0]} is the only one` : `there are ${known.join(", ")}`;

const KEEP_DIMS = ["keepDims"];

/** Does a reduction keep its axes? Said by its options, which are checked. */
export function keepsDims(
  op: string,
  options: { readonly keepDims?: boolean } | null | undefined,
): boolean {
  if (options === undefined || options === null) return false;
  checkOptions(op, options, KEEP_DIMS);
  return options.keepDims ?? false;
}
