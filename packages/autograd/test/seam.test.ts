import {
  Generator,
  manualSeed,
  NablaError,
  randn,
  type Tensor,
  tensor,
  zeros,
} from "@nabla/tensor";
import {
  dispatch,
  type Interpreter,
  isTracing,
  type Op,
  type OpAttrs,
  type OpName,
  ops,
  ScalarUpdate,
  withInterpreter,
} from "@nabla/tensor/internal";
import { describe, expect, it } from "vitest";
import { grad, noGrad } from "../src/index.ts";

/** What a tracer has seen: an op with its operands and result, or an access to a gradient. */
type Entry =
  | { kind: "op"; op: Op; inputs: readonly Tensor[]; attrs: OpAttrs[OpName]; output: Tensor }
  | { kind: "getGrad"; of: Tensor; gave: Tensor | null }
  | { kind: "setGrad"; of: Tensor; to: Tensor | null };

/** Records what passes the seam, and knows nothing about any op. */
class Tracer implements Interpreter {
  readonly entries: Entry[] = [];
  reads = 0;
  op<K extends OpName>(
    op: Op<K>,
    inputs: readonly Tensor[],
    attrs: OpAttrs[K],
    next: () => Tensor,
  ): Tensor {
    const output = next();
    this.entries.push({ kind: "op", op: op as unknown as Op, inputs: [...inputs], attrs, output });
    return output;
  }
  read<T>(_: Tensor, next: () => T): T {
    this.reads += 1;
    return next();
  }
  getGrad(of: Tensor, next: () => Tensor | null): Tensor | null {
    const gave = next();
    this.entries.push({ kind: "getGrad", of, gave });
    return gave;
  }
  setGrad(of: Tensor, to: Tensor | null, next: () => void): void {
    this.entries.push({ kind: "setGrad", of, to });
    next();
  }
}

/** Carries out a list of entries, with this call's tensors in place of those of the trace. */
function replay(entries: readonly Entry[], result: Tensor): Tensor {
  const now = new Map<Tensor, Tensor>();
  const current = (x: Tensor): Tensor => now.get(x) ?? x;
  noGrad(() => {
    for (const entry of entries) {
      if (entry.kind === "op")
        now.set(entry.output, dispatch(entry.op, entry.inputs.map(current), entry.attrs));
      else if (entry.kind === "setGrad") entry.of.grad = entry.to && current(entry.to);
      else if (entry.gave !== null) now.set(entry.gave, entry.of.grad as Tensor);
    }
  });
  return current(result);
}

const descend = new ScalarUpdate("descend", 2, 3, (k, x, s, g) => {
  const sum = k.add(s!, k.mul(g!, g!));
  return [k.sub(x!, k.div(k.mul(k.num(0.1), g!), k.sqrt(k.add(sum, k.num(1e-6))))), sum];
});

/** A regression with noise on its inputs, and a step of it without arguments. */
function program() {
  manualSeed(11);
  const generator = new Generator(5);
  const x = randn([8, 3], { dtype: "float64", generator: new Generator(1) });
  const y = x.sum(1, { keepDims: true });
  const w = zeros([3, 1], { dtype: "float64", requiresGrad: true });
  const b = tensor([0.5], { dtype: "float64", requiresGrad: true });
  const sums = [zeros([3, 1], { dtype: "float64" }), zeros([1], { dtype: "float64" })];
  const step = (): Tensor => {
    w.grad = b.grad = null;
    const noise = randn([8, 3], { dtype: "float64", generator }).mul(0.01);
    const loss = x.add(noise).matmul(w).tanh().add(b).sub(y).square().mean();
    loss.backward();
    noGrad(() => {
      dispatch(ops.update, [w, sums[0]!, w.grad as Tensor], { update: descend });
      b.assign(b.sub(b.grad!.mul(0.1)));
    });
    return loss;
  };
  const state = (): number[][] => [w, b, ...sums, w.grad!, b.grad!].map((t) => [...t.data]);
  return { step, state };
}

describe("the seam", () => {
  it("lets a tracer record a whole step, and replay it with the same results bit for bit", () => {
    const [eager, traced] = [program(), program()];
    const tracer = new Tracer();
    const first = withInterpreter(tracer, traced.step);
    expect([...first.data]).toEqual([...eager.step().data]);
    expect(tracer.reads).toBe(0);
    for (let i = 0; i < 10; i++) {
      const [wanted, got] = [eager.step(), replay(tracer.entries, first)];
      expect([...got.data]).toEqual([...wanted.data]);
      expect(traced.state()).toEqual(eager.state());
    }
    const losses = Array.from({ length: 3 }, () => replay(tracer.entries, first).item());
    expect(losses[0]).toBeLessThan(first.item());
  });
  it("sees forward, backward, draws, updates, assignments and gradients as ops by name", () => {
    const tracer = new Tracer();
    withInterpreter(tracer, program().step);
    const names = tracer.entries.map((e) => (e.kind === "op" ? e.op.name : e.kind));
    for (const name of [
      "random",
      "matmul",
      "tanh",
      "mean",
      "update",
      "assign",
      "getGrad",
      "setGrad",
    ])
      expect(names).toContain(name);
    // The product, and its two gradients as far as they are wanted.
    expect(names.filter((n) => n === "matmul")).toHaveLength(2);
  });
  it("can be replayed only because nothing passes by: without one entry the result differs", () => {
    const traced = program();
    const tracer = new Tracer();
    const first = withInterpreter(tracer, traced.step);
    const broken = tracer.entries.filter((e) => e.kind !== "op" || e.op.name !== "random");
    const eager = program();
    eager.step();
    expect([...replay(broken, first).data]).not.toEqual([...eager.step().data]);
  });
  it("shows readings of values, by every way to read them", () => {
    const tracer = new Tracer();
    const x = tensor([1, 2]);
    withInterpreter(tracer, () => [x.data, x.toArray(), String(x), x.slice(0).item()]);
    expect(tracer.reads).toBe(4);
  });
  it("lets an interpreter stand between a tensor and its gradient", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const mine = tensor([8, 9]);
    const hiding: Interpreter = { ...forwarding(), getGrad: () => mine, setGrad: () => {} };
    withInterpreter(hiding, () => {
      x.grad = null;
      expect(x.grad).toBe(mine);
      x.sum().backward();
    });
    expect(x.grad).toBeNull();
  });
  it("lets an interpreter refuse", () => {
    const strict: Interpreter = {
      ...forwarding(),
      read: () => {
        throw new NablaError("not while tracing");
      },
    };
    const x = tensor([1, 2]);
    expect(() => withInterpreter(strict, () => x.sum().item())).toThrow("not while tracing");
    expect(isTracing()).toBe(false);
    expect(x.sum().item()).toBe(3);
  });
  it("nests: each interpreter passes to the one below it, and finds its place again", () => {
    const log: string[] = [];
    const named = (name: string): Interpreter => ({
      ...forwarding(),
      op: (op, _inputs, _attrs, next) => {
        log.push(`${name}:${op.name}`);
        return next();
      },
    });
    const x = tensor([1, 2], { requiresGrad: true });
    withInterpreter(named("outer"), () => {
      x.neg();
      withInterpreter(named("inner"), () => x.exp());
      x.abs();
    });
    x.log();
    expect(log).toEqual(["outer:neg", "inner:exp", "outer:exp", "outer:abs"]);
  });
  it("records history once, however many interpreters an op passes", () => {
    const [outer, inner] = [new Tracer(), new Tracer()];
    const x = tensor([1, 2], { dtype: "float64", requiresGrad: true });
    withInterpreter(outer, () => withInterpreter(inner, () => x.exp().sum().backward()));
    expect(x.grad?.toArray()).toEqual([Math.E, Math.exp(2)]);
    expect(inner.entries.length).toBe(outer.entries.length);
    expect(inner.entries.length).toBeGreaterThan(3);
  });
  it("records history above all interpreters: what they pass on has none yet", () => {
    const seen: boolean[] = [];
    const watching: Interpreter = {
      ...forwarding(),
      op: (_op, _inputs, _attrs, next) => {
        const output = next();
        seen.push(output.requiresGrad);
        return output;
      },
    };
    const x = tensor([1, 2], { requiresGrad: true });
    expect(withInterpreter(watching, () => x.exp()).requiresGrad).toBe(true);
    expect(seen).toEqual([false]);
  });
  it("traces grad like any other function", () => {
    const x = tensor([1, 2], { dtype: "float64" });
    const hessian = grad((at: Tensor) => grad((z: Tensor) => z.pow(3).sum())(at).sum());
    const tracer = new Tracer();
    const result = withInterpreter(tracer, () => hessian(x));
    x.assign(tensor([3, 4], { dtype: "float64" }));
    expect(replay(tracer.entries, result).toArray()).toEqual([18, 24]);
  });
  it("is the same with and without an interpreter where an assignment is refused", () => {
    const w = tensor([1, 2], { requiresGrad: true });
    expect(() => w.assign(0)).toThrow(/noGrad/);
    expect(() => withInterpreter(new Tracer(), () => w.assign(0))).toThrow(/noGrad/);
  });
});

function forwarding(): Interpreter {
  return {
    op: (_op, _inputs, _attrs, next) => next(),
    read: (_tensor, next) => next(),
    getGrad: (_tensor, next) => next(),
    setGrad: (_tensor, _grad, next) => next(),
  };
}
