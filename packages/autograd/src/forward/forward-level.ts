import { GradientError, Tensor } from "@nabla/tensor";
import {
  below,
  checkNoGradientLost,
  dispatch,
  type Interpreter,
  type Op,
  type OpAttrs,
  type OpName,
  type TypedArray,
} from "@nabla/tensor/internal";
import { tangentOf } from "./tangents.ts";

/** What a tensor of the level stands for below: a value, and how fast it changes (null: not at all). */
interface Dual {
  readonly primal: Tensor;
  readonly tangent: Tensor | null;
}

/**
 * Forward mode: beside each op it computes how the result changes as the arguments change along their
 * tangents. Both are computed below, so levels can be nested, with each other and with other ones.
 */
export class ForwardLevel implements Interpreter {
  private readonly duals = new WeakMap<Tensor, Dual>();

  /** A tensor of this level. It shares the memory of its primal, so that its values can be read. */
  lift(primal: Tensor, tangent: Tensor | null): Tensor {
    const dual = new Tensor(primal.layout, primal.storage, primal.offset);
    this.duals.set(dual, { primal, tangent });
    return dual;
  }

  /** What `x` stands for. */
  lower(x: Tensor): Dual {
    return this.duals.get(x) ?? { primal: x, tangent: null };
  }

  op<K extends OpName>(op: Op<K>, inputs: readonly Tensor[], attrs: OpAttrs[K]): Tensor {
    if (!inputs.some((x) => this.duals.has(x))) return below(() => dispatch(op, inputs, attrs));
    const duals = inputs.map((x) => this.lower(x));
    if (op.kind === "effect") this.checkKept(op, duals);
    const primals = duals.map((dual) => dual.primal);
    return below(() => {
      if (op.name === "assign") checkNoGradientLost(primals[0] as Tensor, primals[1] as Tensor);
      const output = dispatch(op, primals, attrs);
      if (op.kind === "effect") return inputs[0] as Tensor;
      const tangents = duals.map((dual) => dual.tangent);
      const moving = op.derivative !== null && tangents.some((t) => t !== null);
      return this.lift(output, moving ? tangentOf(op, primals, tangents, attrs, output) : null);
    });
  }

  /** Refuses to store a value whose tangent would be lost. */
  private checkKept({ name }: { readonly name: string }, duals: readonly Dual[]): void {
    if (duals.every((dual) => dual.tangent === null)) return;
    throw new GradientError(
      `${name}: under jvp, a tensor that changes along a tangent can't be overwritten, or stored in a leaf (store its detach())`,
      { op: name },
    );
  }

  own(tensor: Tensor): Tensor {
    const { primal, tangent } = this.lower(tensor);
    return this.lift(primal, tangent);
  }

  read(tensor: Tensor): TypedArray {
    return below(() => this.lower(tensor).primal.data);
  }

  getGrad(_: Tensor, next: () => Tensor | null): Tensor | null {
    return next();
  }

  setGrad(_: Tensor, __: Tensor | null, next: () => void): void {
    next();
  }
}
