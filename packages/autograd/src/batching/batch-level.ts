import { GradientError, Tensor, TraceError } from "@nabla/tensor";
import {
  below,
  type CustomCall,
  checkNoGradientLost,
  contiguousLayout,
  dispatch,
  type Interpreter,
  type Op,
  type OpAttrs,
  type OpName,
  ops,
  type TypedArray,
  valueless,
  withInterpreter,
} from "@nabla/tensor/internal";
import { type Call, type Operand, stretched } from "./operand.ts";
import { oneByOne } from "./rules/kinds.ts";
import { batchRule } from "./rules/table.ts";

/** What random draws do under {@link vmap}: not be allowed, differ from example to example, or be shared. */
export type Randomness = "error" | "different" | "same";

const MANY = "has a value for each example of the batch, not one";

/**
 * Batching: its tensors look like one example, and stand for a tensor below that has an axis of examples
 * in front. Ops on them become ops on all examples at once.
 */
export class BatchLevel implements Interpreter {
  private readonly operands = new WeakMap<Tensor, Operand>();
  private readonly size: number;
  private readonly randomness: Randomness;

  constructor(size: number, randomness: Randomness) {
    this.size = size;
    this.randomness = randomness;
  }

  /** A tensor of this level that stands for one example of `x`, whose first axis is that of the batch. */
  lift(x: Tensor): Tensor {
    const storage = valueless(x.storage.type, () => this.many("this tensor"), x.storage);
    const example = new Tensor(contiguousLayout(x.layout.shape.slice(1)), storage, 0);
    this.operands.set(example, { x, batched: true });
    return example;
  }

  /** A tensor of this level that all examples share. It shares the memory of `x`, and can be read. */
  private share(x: Tensor): Tensor {
    const same = new Tensor(x.layout, x.storage, x.offset);
    this.operands.set(same, { x, batched: false });
    return same;
  }

  /** What `x` stands for. */
  lower(x: Tensor): Operand {
    return this.operands.get(x) ?? { x, batched: false };
  }

  op<K extends OpName>(op: Op<K>, inputs: readonly Tensor[], attrs: OpAttrs[K]): Tensor {
    if (op.kind === "random") return this.draw(attrs as OpAttrs["random"]);
    const operands = inputs.map((x) => this.lower(x));
    if (!operands.some((operand) => operand.batched)) {
      const lowered = operands.map(({ x }) => x);
      const shared = below(() => dispatch(op, lowered, attrs));
      // What is computed from tensors of this level is one of them: its history must not show below.
      return inputs.some((x) => this.operands.has(x)) ? this.share(shared) : shared;
    }
    if (op.kind === "effect") return this.overwrite(op, inputs, operands, attrs);
    if (op.name === "custom")
      // The attributes of this op: its name says so, but does not tell the compiler.
      return this.custom((attrs as OpAttrs["custom"]).call, operands);
    const call: Call<K> = { op, operands, attrs, size: this.size };
    return this.lift(below(() => batchRule(call)));
  }

  /** A user's op on all examples: its functions are batched in turn, so that its rule remains its own. */
  private custom(call: CustomCall, operands: readonly Operand[]): Tensor {
    const { name } = call;
    const flags = operands.map(({ batched }) => batched);
    const forward = (...inputs: readonly Tensor[]): Tensor =>
      this.onExamples([...inputs], flags, (xs) => [call.forward(...xs)])[0] as Tensor;
    const vjp = (g: Tensor, inputs: readonly Tensor[], output: Tensor): (Tensor | null)[] =>
      this.onExamples([g, output, ...inputs], [true, true, ...flags], ([u, y, ...xs]) =>
        call.vjp(u as Tensor, xs, y as Tensor),
      ).map((part, i) => (part === null || flags[i] ? part : part.sum(0)));
    const all = operands.map(({ x }) => x);
    return this.lift(below(() => dispatch(ops.custom, all, { call: { name, forward, vjp } })));
  }

  /** Calls `f` with one example of each tensor; its results come back with the batch axis in front. */
  private onExamples(
    tensors: readonly Tensor[],
    flags: readonly boolean[],
    f: (examples: readonly Tensor[]) => readonly (Tensor | null)[],
  ): (Tensor | null)[] {
    const level = new BatchLevel(this.size, this.randomness);
    const parts = withInterpreter(level, () =>
      f(tensors.map((x, i) => (flags[i] ? level.lift(x) : x))),
    );
    return parts.map((part) => part && stretched(level.lower(part), this.size));
  }

  private draw(attrs: OpAttrs["random"]): Tensor {
    if (this.randomness === "error")
      throw new TraceError(
        `random: ${attrs.distribution} draws under vmap: should they differ from example to example, or be the same for all? (say vmap(f, { randomness: "different" }) or "same")`,
        { op: "random", shapes: [attrs.shape] },
      );
    if (this.randomness === "same") return below(() => dispatch(ops.random, [], attrs));
    const { size } = this;
    return this.lift(
      below(() =>
        attrs.distribution === "permutation"
          ? oneByOne({ op: ops.random, operands: [], attrs, size })
          : dispatch(ops.random, [], { ...attrs, shape: [size, ...attrs.shape] }),
      ),
    );
  }

  /** Each example may only overwrite what it has for itself. */
  private overwrite<K extends OpName>(
    op: Op<K>,
    inputs: readonly Tensor[],
    operands: readonly Operand[],
    attrs: OpAttrs[K],
  ): Tensor {
    const [target] = operands as [Operand];
    if (op.name !== "assign" || !target.batched)
      throw new TraceError(
        `${op.name}: under vmap, a tensor from outside of the function can't take a value that differs from example to example (return the value instead, and assign it outside)`,
        { op: op.name, shapes: [target.x.layout.shape] },
      );
    below(() => {
      checkNoGradientLost(target.x, (operands[1] as Operand).x);
      return batchRule({ op, operands, attrs, size: this.size });
    });
    return inputs[0] as Tensor;
  }

  own(tensor: Tensor): Tensor {
    const { x, batched } = this.lower(tensor);
    return batched ? this.lift(x) : this.share(x);
  }

  private many(what: string): TraceError {
    return new TraceError(
      `vmap: ${what} ${MANY}: item(), data, toArray() and conditions on them can't be had inside of the function (use where(...) for conditions, and look at values outside)`,
      { op: "vmap" },
    );
  }

  read(tensor: Tensor): TypedArray {
    const { x, batched } = this.lower(tensor);
    if (batched) throw this.many(`a tensor of shape [${tensor.layout.shape.join(", ")}]`);
    return below(() => x.data);
  }

  getGrad(_: Tensor, next: () => Tensor | null): Tensor | null {
    return next();
  }

  setGrad(tensor: Tensor, grad: Tensor | null, next: () => void): void {
    if (grad !== null && this.lower(grad).batched && !this.lower(tensor).batched)
      throw new GradientError(
        "backward: under vmap, the gradient of a tensor from outside differs from example to example (take grad of a function of that tensor, or call backward() outside)",
        { op: "backward", shapes: [tensor.layout.shape] },
      );
    next();
  }
}
