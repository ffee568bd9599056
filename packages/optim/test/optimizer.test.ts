import { GradientError, NablaError, ones, type Tensor, tensor, zeros } from "@nabla/tensor";
import { type Interpreter, withInterpreter } from "@nabla/tensor/internal";
import { describe, expect, test } from "vitest";
import { Adagrad, Momentum, type Optimizer, SGD } from "../src/index.ts";

const leaf = (...values: number[]): Tensor => tensor(values, { requiresGrad: true });

/** What an optimizer remembers of its first parameter, as numbers. */
const remembered = (optimizer: Optimizer): unknown[] =>
  Object.entries(optimizer.stateDict().state[0] ?? {}).map(([name, x]) => [name, x.toArray()]);

const rules: [string, (params: Tensor[]) => Optimizer][] = [
  ["SGD", (params) => new SGD(params, { lr: 0.1 })],
  ["SGD with momentum", (params) => new SGD(params, { lr: 0.1, momentum: 0.9 })],
  ["Momentum", (params) => new Momentum(params, { lr: 0.1 })],
  ["Adagrad", (params) => new Adagrad(params, { lr: 0.1 })],
  ["Adagrad with decay", (params) => new Adagrad(params, { lr: 0.1, weightDecay: 0.1 })],
];

describe.each(rules)("%s", (_, create) => {
  test("skips parameters without a gradient", () => {
    const [a, b] = [leaf(1, 2), leaf(3)];
    const optimizer = create([a, b]);
    a.grad = ones([2]);
    optimizer.step();
    expect(a.toArray()).not.toEqual([1, 2]);
    expect(b.toArray()).toEqual([3]);
  });

  test("sets gradients to null", () => {
    const w = leaf(1, 2);
    const optimizer = create([w]);
    w.square().sum().backward();
    optimizer.zeroGrad();
    expect(w.grad).toBeNull();
  });

  test("changes the parameters in place, and their views with them", () => {
    const w = leaf(1, 2);
    const view = w.detach();
    const optimizer = create([w]);
    w.square().sum().backward();
    optimizer.step();
    expect(view.toArray()).toEqual(w.toArray());
    expect([w.isLeaf, w.requiresGrad]).toEqual([true, true]);
  });

  test("treats a transposed parameter and a broadcast gradient as what they are", () => {
    const run = (w: Tensor): unknown => {
      w.requiresGrad = true;
      const optimizer = create([w]);
      for (let step = 0; step < 3; step++) {
        optimizer.zeroGrad();
        w.sum().backward();
        optimizer.step();
      }
      return w.toArray();
    };
    const plain = run(
      tensor([
        [1, 4],
        [2, 5],
        [3, 6],
      ]),
    );
    expect(
      run(
        tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]).T,
      ),
    ).toEqual(plain);
  });

  test("learns scalars and leaves empty parameters alone", () => {
    const [a, b] = [tensor(2, { requiresGrad: true }), zeros([0, 3], { requiresGrad: true })];
    const optimizer = create([a, b]);
    a.square().add(b.sum()).backward();
    optimizer.step();
    expect(a.item()).toBeLessThan(2);
    expect(b.shape).toEqual([0, 3]);
  });

  test("makes every change by an op, so that a tracer sees the whole step", () => {
    const [a, b] = [leaf(1, 2), leaf(1, 2)];
    const [seen, traced] = [create([a]), create([b])];
    const names: string[] = [];
    const tracer: Interpreter = {
      op: (op, _inputs, _attrs, next) => {
        names.push(op.name);
        return next();
      },
      read: (_x, next) => {
        throw new Error(`read ${next().length} values`);
      },
      getGrad: (_x, next) => next(),
      setGrad: (_x, _g, next) => next(),
    };
    a.grad = tensor([1, -1]);
    b.grad = tensor([1, -1]);
    for (let step = 0; step < 2; step++) {
      seen.step();
      withInterpreter(tracer, () => traced.step());
    }
    expect(names).toContain("update");
    expect(b.toArray()).toEqual(a.toArray());
    expect(remembered(traced)).toEqual(remembered(seen));
  });
});

describe("parameter groups", () => {
  test("have the options of the optimizer, except for their own", () => {
    const [a, b] = [leaf(1), leaf(1)];
    const optimizer = new SGD([{ params: [a], lr: 0.5 }, { params: [b] }], { lr: 0.25 });
    expect(optimizer.paramGroups.map((group) => group.lr)).toEqual([0.5, 0.25]);
    a.grad = ones([1]);
    b.grad = ones([1]);
    optimizer.step();
    expect([a.item(), b.item()]).toEqual([0.5, 0.75]);
  });

  test("can be changed between steps", () => {
    const w = leaf(1);
    const optimizer = new SGD([w], { lr: 0.5 });
    w.grad = ones([1]);
    optimizer.step();
    optimizer.paramGroups[0].lr = 0.25;
    optimizer.step();
    expect(w.item()).toBe(0.25);
  });

  test("can be added, and take any iterable", () => {
    const [a, b] = [leaf(1), leaf(1)];
    const optimizer = new Adagrad(new Set([a]), { lr: 1, eps: 0 });
    optimizer.addParamGroup({ params: new Set([b]), lr: 0.5 });
    a.grad = ones([1]);
    b.grad = ones([1]);
    optimizer.step();
    expect([a.item(), b.item()]).toEqual([0, 0.5]);
  });

  test("take a tensor that was pushed into them by hand", () => {
    const [a, b] = [leaf(1), leaf(1)];
    const optimizer = new Momentum([a], { lr: 0.5 });
    optimizer.paramGroups[0].params.push(b);
    b.grad = ones([1]);
    optimizer.step();
    expect(b.item()).toBe(0.5);
  });
});

describe("an optimizer refuses", () => {
  const w = leaf(1, 2);
  const sgd =
    (params: unknown, options: object = {}) =>
    () =>
      new SGD(params as Tensor[], options);

  test("nothing to learn", () => {
    expect(sgd([])).toThrow(NablaError);
    expect(sgd([])).toThrow("SGD: got no parameters: needed one or more");
    expect(sgd([{ params: [] }])).toThrow("got no parameters");
    expect(() => new SGD([w]).addParamGroup({ params: [] })).toThrow("got no parameters");
  });

  test("what is no list of parameters, and says what to pass", () => {
    expect(sgd(w)).toThrow(
      "SGD: got one tensor: needed a list of parameters (put it into one: [w])",
    );
    expect(sgd({ parameters: () => [w] })).toThrow("pass model.parameters()");
    expect(sgd([["weight", w]])).toThrow("pass parameters(), not namedParameters()");
    expect(sgd(null)).toThrow("got null");
    expect(sgd([w, null])).toThrow("parameter 1 is null: needed a tensor");
    expect(sgd([w, { params: [leaf(1)] }])).toThrow("tensors and groups are mixed");
  });

  test("tensors without a gradient, and results of ops", () => {
    expect(sgd([w, tensor([1])])).toThrow(GradientError);
    expect(sgd([tensor([1])])).toThrow(
      "SGD: parameter 0 of shape [1] wants no gradient: create it with { requiresGrad: true }",
    );
    expect(sgd([w.mul(2)])).toThrow("parameter 0 of shape [2] was computed by mul");
  });

  test("a parameter that is listed twice, in one group or two", () => {
    expect(sgd([w, w])).toThrow("parameter 1 of shape [2] is listed twice");
    expect(sgd([{ params: [w] }, { params: [w] }])).toThrow("listed twice");
    const optimizer = new SGD([w]);
    expect(() => optimizer.addParamGroup({ params: [leaf(1), w] })).toThrow("listed twice");
    expect(optimizer.paramGroups).toHaveLength(1);
  });

  test("options that are unknown, of the wrong type, or not finite", () => {
    expect(sgd([w], { momentun: 0.9 })).toThrow(
      'SGD: "momentun" is no option (there are lr, momentum, dampening, weightDecay, nesterov, maximize)',
    );
    expect(sgd([w], { lr: "0.1" })).toThrow("SGD: lr is 0.1: needed a finite number");
    expect(sgd([w], { lr: Number.NaN })).toThrow("lr is NaN: needed a finite number");
    expect(sgd([w], { nesterov: 1 })).toThrow("nesterov is 1: needed a boolean");
    expect(sgd([{ params: [w], lr: -1 }])).toThrow("SGD: lr is -1: needed a number of 0 or more");
  });
});
