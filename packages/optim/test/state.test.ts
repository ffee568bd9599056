import { FormatError, NablaError, ShapeError, type Tensor, tensor, zeros } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { Adagrad, Momentum, type Optimizer, type OptimizerState, SGD } from "../src/index.ts";

const rules: [string, (params: Tensor[]) => Optimizer][] = [
  ["SGD", (params) => new SGD(params, { lr: 0.1 })],
  ["SGD with dampening", (p) => new SGD(p, { lr: 0.1, momentum: 0.9, dampening: 0.5 })],
  ["Momentum", (params) => new Momentum(params, { lr: 0.1 })],
  ["Adagrad", (params) => new Adagrad(params, { lr: 0.1, lrDecay: 0.5 })],
];

interface Run {
  readonly params: Tensor[];
  readonly optimizer: Optimizer;
}

function start(create: (params: Tensor[]) => Optimizer): Run {
  const params: Tensor[] = [
    tensor([1, -2], { requiresGrad: true }),
    tensor([[3]], { requiresGrad: true }),
  ];
  return { params, optimizer: create(params) };
}

function go({ params, optimizer }: Run, steps: number): void {
  for (let step = 0; step < steps; step++) {
    optimizer.zeroGrad();
    for (const p of params) p.square().sum().backward();
    optimizer.step();
  }
}

const valuesOf = (run: Run): unknown[] => run.params.map((p) => p.toArray());

/** A state as it would be after a way through a file. */
const copyOf = (saved: OptimizerState<{ lr: number }>): OptimizerState<{ lr: number }> => ({
  state: Object.fromEntries(
    Object.entries(saved.state).map(([position, slots]) => [
      position,
      Object.fromEntries(Object.entries(slots).map(([name, x]) => [name, x.clone()])),
    ]),
  ),
  paramGroups: structuredClone(saved.paramGroups),
});

describe.each(rules)("%s", (_, create) => {
  test("goes on after a save and a load as if nothing had happened", () => {
    const original = start(create);
    original.optimizer.paramGroups[0].lr = 0.07;
    go(original, 3);
    const saved = copyOf(original.optimizer.stateDict());
    const resumed = start(create);
    go(resumed, 1);
    resumed.params.forEach((p, i) => {
      p.detach().assign((original.params[i] as Tensor).detach());
    });
    resumed.optimizer.loadStateDict(saved);
    expect(resumed.optimizer.paramGroups[0].lr).toBe(0.07);
    go(original, 3);
    go(resumed, 3);
    expect(valuesOf(resumed)).toEqual(valuesOf(original));
  });

  test("saves in PyTorch's layout", () => {
    const { state, paramGroups } = start(create).optimizer.stateDict();
    expect(paramGroups.map((group) => group.params)).toEqual([[0, 1]]);
    expect(paramGroups[0]?.lr).toBe(0.1);
    for (const position of Object.keys(state)) expect(["0", "1"]).toContain(position);
  });

  test("keeps the tensors that it remembers in, for the sake of compiled steps", () => {
    const run = start(create);
    go(run, 1);
    const before = run.optimizer.stateDict().state;
    run.optimizer.loadStateDict(copyOf(run.optimizer.stateDict()));
    const after = run.optimizer.stateDict().state;
    for (const [position, slots] of Object.entries(before))
      for (const [name, slot] of Object.entries(slots)) expect(after[position]?.[name]).toBe(slot);
  });
});

describe("stateDict", () => {
  test("numbers parameters through all groups", () => {
    const [a, b, c] = [1, 2, 3].map((v) => tensor([v], { requiresGrad: true })) as Tensor[];
    const optimizer = new Adagrad([{ params: [a!, b!] }, { params: [c!], lr: 1 }]);
    const { state, paramGroups } = optimizer.stateDict();
    expect(paramGroups.map((group) => group.params)).toEqual([[0, 1], [2]]);
    expect(Object.keys(state)).toEqual(["0", "1", "2"]);
    expect(Object.keys(state[2] ?? {})).toEqual(["sum", "step"]);
  });

  test("exists before the first step", () => {
    const w = tensor([1, 2], { requiresGrad: true });
    const { state } = new Adagrad([w], { initialAccumulatorValue: 0.5 }).stateDict();
    expect(state[0]?.sum?.toArray()).toEqual([0.5, 0.5]);
    expect(state[0]?.step?.item()).toBe(0);
    const slots = new SGD([w], { momentum: 0.9 }).stateDict().state[0];
    expect(Object.keys(slots ?? {})).toEqual(["momentumBuffer", "step"]);
  });
});

describe("loadStateDict", () => {
  const adagrad = () => start((params) => new Adagrad(params));

  /** Loads a spoilt state and checks that nothing has changed. */
  function refuses(spoil: (saved: OptimizerState<{ lr: number }>) => unknown): NablaError {
    const run = adagrad();
    go(run, 2);
    const before = copyOf(run.optimizer.stateDict());
    const donor = adagrad();
    go(donor, 5);
    const spoilt = spoil(copyOf(donor.optimizer.stateDict())) as OptimizerState<{ lr: number }>;
    try {
      run.optimizer.loadStateDict(spoilt);
    } catch (error) {
      expect(run.optimizer.stateDict().paramGroups).toEqual(before.paramGroups);
      for (const [position, slots] of Object.entries(run.optimizer.stateDict().state))
        for (const [name, slot] of Object.entries(slots))
          expect(slot.toArray()).toEqual(before.state[position]?.[name]?.toArray());
      if (error instanceof NablaError) return error;
    }
    throw new Error("the state was accepted");
  }

  test("refuses other shapes", () => {
    const error = refuses(({ state, paramGroups }) => ({
      state: { ...state, 1: { ...state[1], sum: zeros([2, 1]) } },
      paramGroups,
    }));
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toContain("sum of parameter 1 has shape [2, 1]: needed [1, 1]");
  });

  test("refuses other slots, and none", () => {
    const error = refuses(({ state, paramGroups }) => ({
      state: { ...state, 1: { velocity: zeros([1, 1]) } },
      paramGroups,
    }));
    expect(error).toBeInstanceOf(FormatError);
    expect(error.message).toContain("needs tensors sum, step, the state has velocity");
    expect(refuses(({ paramGroups }) => ({ state: {}, paramGroups })).message).toContain(
      "has none",
    );
  });

  test("refuses other groups", () => {
    const twice = refuses(({ state, paramGroups }) => ({
      state,
      paramGroups: [...paramGroups, ...paramGroups],
    }));
    expect(twice.message).toContain("it has 1 parameter groups, the state 2");
    const longer = refuses(({ state, paramGroups }) => ({
      state,
      paramGroups: [{ ...paramGroups[0], params: [0, 1, 2] }],
    }));
    expect(longer.message).toContain("group 0 has 2 parameters, in the state 3");
  });

  test("refuses options that are missing, or out of range", () => {
    const missing = refuses(({ state }) => ({
      state,
      paramGroups: [{ lr: 0.1, momentum: 0.9, params: [0, 1] }],
    }));
    expect(missing.message).toContain("lacks lrDecay, weightDecay");
    const negative = refuses(({ state, paramGroups }) => ({
      state,
      paramGroups: [{ ...paramGroups[0], lr: -1 }],
    }));
    expect(negative.message).toBe("Adagrad: lr is -1: needed a number of 0 or more");
  });

  test("refuses what is no state", () => {
    expect(refuses(() => null).message).toContain("the state must be an object");
    expect(refuses(() => ({ state: {} })).message).toContain("the state must be an object");
  });
});
