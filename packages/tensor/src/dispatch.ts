import type { TypedArray } from "./dtype.ts";
import { record } from "./history.ts";
import type { Op, OpAttrs, OpName } from "./ops/op.ts";
import type { Tensor } from "./tensor.ts";

/**
 * What happens when an op is called. The base computes at once; a tracer put above it sees every op,
 * creation, random draw, assignment, gradient access and reading of a value.
 */
export interface Interpreter {
  /** Performs an op; `next` is the interpreter below (in the end, computing). */
  op<K extends OpName>(
    op: Op<K>,
    inputs: readonly Tensor[],
    attrs: OpAttrs[K],
    next: () => Tensor,
  ): Tensor;
  /** Hands out the values of a tensor (`item`, `data`, `toArray`, `toString`). */
  read(tensor: Tensor, next: () => TypedArray): TypedArray;
  /**
   * A new tensor of the interpreter's world for the same values (and whatever else it keeps for them),
   * to be given a history of its own. By default `detach` makes it, an op like others.
   */
  own?(tensor: Tensor): Tensor;
  /** Reads `tensor.grad`. */
  getGrad(tensor: Tensor, next: () => Tensor | null): Tensor | null;
  /** Sets `tensor.grad`. */
  setGrad(tensor: Tensor, grad: Tensor | null, next: () => void): void;
}

/**
 * One interpreter above another. What an interpreter computes with the ops below it belongs to a world
 * of its own, in which history may be recorded or not, whatever happens above.
 */
interface Level {
  readonly interpreter: Interpreter;
  readonly below: Level | null;
  /** Is history recorded in the world below? */
  recordingBelow: boolean;
}

/** The level on top; null where ops compute at once. */
let level: Level | null = null;
let recording = true;

/** Is some interpreter above the eager base? */
export const isTracing = (): boolean => level !== null;

/** Is history recorded at the moment? */
export const isGradEnabled = (): boolean => recording;

/** Switches recording on or off in the world on top; returns what it was. */
export function setGradEnabled(enabled: boolean): boolean {
  const before = recording;
  recording = enabled;
  return before;
}

/** Runs `fn` with recording off in all worlds: what it computes is a constant to everybody. */
export function withoutHistory<R>(fn: () => R): R {
  const before = setGradEnabled(false);
  const levels: [Level, boolean][] = [];
  for (let each = level; each !== null; each = each.below) {
    levels.push([each, each.recordingBelow]);
    each.recordingBelow = false;
  }
  try {
    return fn();
  } finally {
    setGradEnabled(before);
    for (const [each, enabled] of levels) each.recordingBelow = enabled;
  }
}

/** Runs `fn` with `interpreter` on top. */
export function withInterpreter<R>(interpreter: Interpreter, fn: () => R): R {
  const [levelBefore, recordingBefore] = [level, recording];
  level = { interpreter, below: level, recordingBelow: recording };
  try {
    return fn();
  } finally {
    level = levelBefore;
    recording = recordingBefore;
  }
}

/**
 * Runs `fn` in the world below the interpreter on top: an interpreter computes there what its tensors
 * stand for.
 */
export function below<R>(fn: () => R): R {
  const here = level as Level;
  const recordingHere = recording;
  level = here.below;
  recording = here.recordingBelow;
  try {
    return fn();
  } finally {
    level = here;
    recording = recordingHere;
  }
}

/** The one door through which every op passes: computes (or traces) it and records its history. */
export function dispatch<K extends OpName>(
  op: Op<K>,
  inputs: readonly Tensor[],
  attrs: OpAttrs[K],
): Tensor {
  const output =
    level === null ? op.evaluate(inputs, attrs) : interpret(level.interpreter, op, inputs, attrs);
  if (recording && op.derivative !== null)
    for (let i = 0; i < inputs.length; i++)
      if ((inputs[i] as Tensor).wantsGrad) {
        // A result that an interpreter hands up as it is has its history from below.
        if (output.node === null) record(op as unknown as Op, inputs, attrs, output, op.derivative);
        break;
      }
  return output;
}

// The closures below stand in functions of their own: a function that makes one pays for it at every
// call, and without an interpreter none is needed.

function interpret<K extends OpName>(
  interpreter: Interpreter,
  op: Op<K>,
  inputs: readonly Tensor[],
  attrs: OpAttrs[K],
): Tensor {
  return interpreter.op(op, inputs, attrs, () =>
    below(() => {
      // These are the tensors of the world above, which records their history itself.
      const before = setGradEnabled(false);
      try {
        return dispatch(op, inputs, attrs);
      } finally {
        setGradEnabled(before);
      }
    }),
  );
}

/** A new tensor for the values of `tensor`, without its history. */
export const ownTensor = (tensor: Tensor): Tensor =>
  level?.interpreter.own?.(tensor) ?? tensor.detach();

/** Reads the values of a tensor; `values` computes them at the base. */
export function readValues(tensor: Tensor, values: (tensor: Tensor) => TypedArray): TypedArray {
  return level === null ? values(tensor) : readThrough(level.interpreter, tensor, values);
}

function readThrough(
  reader: Interpreter,
  tensor: Tensor,
  values: (tensor: Tensor) => TypedArray,
): TypedArray {
  return reader.read(tensor, () => below(() => readValues(tensor, values)));
}

/** Reads a gradient. */
export function readGrad(tensor: Tensor): Tensor | null {
  return level === null ? tensor.gradient : readGradThrough(level.interpreter, tensor);
}

function readGradThrough(reader: Interpreter, tensor: Tensor): Tensor | null {
  return reader.getGrad(tensor, () => below(() => readGrad(tensor)));
}

/** Sets a gradient. */
export function writeGrad(tensor: Tensor, gradient: Tensor | null): void {
  if (level === null) tensor.gradient = gradient;
  else writeGradThrough(level.interpreter, tensor, gradient);
}

function writeGradThrough(writer: Interpreter, tensor: Tensor, gradient: Tensor | null): void {
  writer.setGrad(tensor, gradient, () => below(() => writeGrad(tensor, gradient)));
}
