import { noGrad } from "@nabla/autograd";
import { DTypeError, FormatError, ShapeError, Tensor } from "@nabla/tensor";
import { show, TYPES } from "@nabla/tensor/internal";

/** Tensors by name: what a model has learned. */
export type StateDict = Record<string, Tensor>;

/** Options of `loadStateDict`. */
export interface LoadOptions {
  /** Must the names be exactly the model's? `false` loads those that both have. */
  readonly strict?: boolean;
}

/** Names that only one side had. */
export interface LoadResult {
  /** Names of the model that the state does not have. */
  readonly missingKeys: string[];
  /** Names of the state that the model does not have. */
  readonly unexpectedKeys: string[];
}

/**
 * Copies the values of `state` into `targets` of the same names: all of them, or none when something
 * does not fit.
 * @param model - the model's name, for errors
 */
export function load(
  model: string,
  targets: Readonly<StateDict>,
  state: Readonly<StateDict>,
  { strict = true }: LoadOptions,
): LoadResult {
  if (typeof state !== "object" || state === null || state instanceof Tensor)
    throw new FormatError(
      `loadStateDict: ${model}: the state must be an object of tensors, such as stateDict() returns`,
      { op: "loadStateDict" },
    );
  const missingKeys = Object.keys(targets).filter((name) => !Object.hasOwn(state, name));
  const unexpectedKeys = Object.keys(state).filter((name) => !Object.hasOwn(targets, name));
  if (strict && missingKeys.length + unexpectedKeys.length > 0)
    throw differentKeys(model, missingKeys, unexpectedKeys);
  const common = Object.entries(targets).filter(([name]) => Object.hasOwn(state, name));
  checkDTypes(model, common, state);
  checkShapes(model, common, state);
  noGrad(() => {
    for (const [name, target] of common) target.assign(state[name] as Tensor);
  });
  return { missingKeys, unexpectedKeys };
}

function differentKeys(model: string, missing: string[], unexpected: string[]): FormatError {
  const parts = [
    ...(missing.length > 0 ? [`missing keys: ${missing.join(", ")}`] : []),
    ...(unexpected.length > 0 ? [`unexpected keys: ${unexpected.join(", ")}`] : []),
  ];
  return new FormatError(
    `loadStateDict: ${model}: ${parts.join("; ")} (pass { strict: false } to load what both have)`,
    { op: "loadStateDict" },
  );
}

type Targets = readonly (readonly [string, Tensor])[];

/** Floats of one precision are rounded to the other, as in PyTorch; anything else is a mistake. */
function checkDTypes(model: string, targets: Targets, state: Readonly<StateDict>): void {
  const wrong = targets.flatMap(([name, target]) => {
    const value: unknown = state[name];
    if (!(value instanceof Tensor))
      return [
        `${name} is ${Array.isArray(value) ? "an array" : "no tensor"} (make it one with tensor(...))`,
      ];
    return TYPES[value.dtype].floating || value.dtype === target.dtype
      ? []
      : [`${name} is ${value.dtype} and should be ${target.dtype}`];
  });
  if (wrong.length === 0) return;
  throw new DTypeError(`loadStateDict: ${model}: ${wrong.join("; ")} (nothing was loaded)`, {
    op: "loadStateDict",
  });
}

function checkShapes(model: string, targets: Targets, state: Readonly<StateDict>): void {
  const pairs = targets.map(
    ([name, target]) => [name, target.layout.shape, (state[name] as Tensor).layout.shape] as const,
  );
  const wrong = pairs.filter(([, wanted, got]) => show(wanted) !== show(got));
  if (wrong.length === 0) return;
  const list = wrong.map(([name, wanted, got]) => `${name} is ${show(got)}, not ${show(wanted)}`);
  throw new ShapeError(
    `loadStateDict: ${model}: shapes differ: ${list.join("; ")} (nothing was loaded: was the state saved from a model of other sizes?)`,
    { op: "loadStateDict", shapes: wrong.flatMap(([, wanted, got]) => [wanted, got]) },
  );
}
