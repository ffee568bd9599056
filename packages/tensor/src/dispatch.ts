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
  /** Reads `tensor.grad`. */
  getGrad(tensor: Tensor, next: () => Tensor | null): Tensor | null;
  /** Sets `tensor.grad`. */
  setGrad(tensor: Tensor, grad: Tensor | null, next: () => void): void;
}

const stack: Interpreter[] = [];
/** The interpreter on top, kept apart because every op looks at it. */
let top: Interpreter | null = null;
let depth = 0;

/** Is some interpreter above the eager base? */
export const isTracing = (): boolean => top !== null;

let recording = true;

/** Is history recorded at the moment? */
export const isGradEnabled = (): boolean => recording;

/** Switches recording on or off; returns what it was. */
export function setGradEnabled(enabled: boolean): boolean {
  const before = recording;
  recording = enabled;
  return before;
}

/** Runs `fn` with `interpreter` on top of the stack. */
export function withInterpreter<R>(interpreter: Interpreter, fn: () => R): R {
  stack.push(interpreter);
  const [topBefore, depthBefore] = [top, depth];
  top = interpreter;
  depth = stack.length;
  try {
    return fn();
  } finally {
    stack.pop();
    top = topBefore;
    depth = depthBefore;
  }
}

/** Runs `fn` with the interpreter below the current one on top. */
function below<R>(fn: () => R): R {
  const [topBefore, depthBefore] = [top, depth];
  depth -= 1;
  top = depth === 0 ? null : (stack[depth - 1] as Interpreter);
  try {
    return fn();
  } finally {
    top = topBefore;
    depth = depthBefore;
  }
}

/** The one door through which every op passes: computes (or traces) it and records its history. */
export function dispatch<K extends OpName>(
  op: Op<K>,
  inputs: readonly Tensor[],
  attrs: OpAttrs[K],
): Tensor {
  const output = top === null ? op.evaluate(inputs, attrs) : interpret(top, op, inputs, attrs);
  if (recording && op.derivative !== null)
    for (let i = 0; i < inputs.length; i++)
      if ((inputs[i] as Tensor).wantsGrad) {
        record(op as unknown as Op, inputs, attrs, output, op.derivative);
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
      // History is recorded once, by the outermost call.
      const before = setGradEnabled(false);
      try {
        return dispatch(op, inputs, attrs);
      } finally {
        setGradEnabled(before);
      }
    }),
  );
}

/** Reads the values of a tensor; `values` computes them at the base. */
export function readValues(tensor: Tensor, values: (tensor: Tensor) => TypedArray): TypedArray {
  return top === null ? values(tensor) : readThrough(top, tensor, values);
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
  return top === null ? tensor.gradient : readGradThrough(top, tensor);
}

function readGradThrough(reader: Interpreter, tensor: Tensor): Tensor | null {
  return reader.getGrad(tensor, () => below(() => readGrad(tensor)));
}

/** Sets a gradient. */
export function writeGrad(tensor: Tensor, gradient: Tensor | null): void {
  if (top === null) tensor.gradient = gradient;
  else writeGradThrough(top, tensor, gradient);
}

function writeGradThrough(writer: Interpreter, tensor: Tensor, gradient: Tensor | null): void {
  writer.setGrad(tensor, gradient, () => below(() => writeGrad(tensor, gradient)));
}
