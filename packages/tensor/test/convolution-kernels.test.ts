import { forbidWebAssembly } from "@nabla/wasm";
import { afterEach, describe, expect, it } from "vitest";
import { type DType, manualSeed, randn, type Tensor } from "../src/index.ts";
import { dispatch, type OpAttrs, ops } from "../src/internal.ts";

afterEach(() => forbidWebAssembly(false));

type Sliding = OpAttrs["conv"];
const attrs = (given: Partial<Sliding>, rank = 2): Sliding => {
  const all = (n: number): number[] => Array<number>(rank).fill(n);
  return { stride: all(1), low: all(0), high: all(0), dilation: all(1), groups: 1, ...given };
};

/** Shapes of x and w that go through panels, strips and squares, whole and cut off. */
const SETTINGS: readonly [name: string, x: number[], w: number[], attrs: Sliding][] = [
  ["one channel", [3, 1, 28, 28], [6, 1, 5, 5], attrs({ low: [2, 2], high: [2, 2] })],
  ["no padding", [2, 6, 14, 14], [16, 6, 5, 5], attrs({})],
  ["deep sums", [2, 40, 9, 7], [17, 40, 3, 3], attrs({ low: [1, 1], high: [1, 1] })],
  ["single places", [2, 32, 8, 8], [20, 32, 1, 1], attrs({})],
  ["strides", [2, 8, 15, 17], [9, 8, 3, 3], attrs({ stride: [2, 3], low: [1, 0], high: [0, 2] })],
  ["dilation", [1, 8, 15, 17], [9, 8, 3, 2], attrs({ dilation: [2, 4], low: [2, 1] })],
  ["groups", [2, 12, 10, 10], [8, 3, 3, 3], attrs({ groups: 4, low: [1, 1], high: [1, 1] })],
  ["cut off", [2, 4, 16, 16], [5, 4, 3, 3], attrs({ low: [-2, 1], high: [1, -3] })],
  ["sequences", [3, 5, 200], [7, 5, 9], attrs({ low: [4], high: [4] }, 1)],
  ["volumes", [2, 3, 7, 8, 9], [5, 3, 3, 2, 3], attrs({ stride: [1, 2, 1], low: [1, 1, 1] }, 3)],
];

const largest = (x: Tensor): number => x.abs().max().item();

describe.each<[DType, number]>([
  // Sums of up to 784 products of numbers around 1, rounded in another order.
  ["float32", 1e-4],
  ["float64", 1e-12],
])("convolutions of %s by WebAssembly", (dtype, tolerance) => {
  /** The result with and without WebAssembly. */
  function both(compute: () => Tensor): void {
    forbidWebAssembly(false);
    const fast = compute();
    forbidWebAssembly(true);
    const plain = compute();
    expect(largest(plain)).toBeGreaterThan(1);
    expect(largest(fast.sub(plain))).toBeLessThan(tolerance);
  }
  it.each(SETTINGS)("are those of the plain loops: %s", (_, x, w, given) => {
    manualSeed(1);
    const input: Tensor = randn(x, { dtype });
    const filters: Tensor = randn(w, { dtype });
    const bias: Tensor = randn([w[0] as number], { dtype });
    const y = dispatch(ops.conv, [input, filters], given);
    const g: Tensor = randn(y.shape, { dtype });
    both(() => dispatch(ops.conv, [input, filters, bias], given));
    both(() => dispatch(ops.convInput, [g, filters], { ...given, size: x.slice(2) }));
    both(() => dispatch(ops.convWeight, [input, g], { ...given, size: w.slice(2) }));
    // Operands in another order in memory: the batch last, the filters backwards.
    const axes = x.map((_n, i) => (i + 1) % x.length);
    const turned = (t: Tensor): Tensor => {
      const back = axes.map((_a, i) => axes.indexOf(i));
      return t.permute(axes).contiguous().permute(back);
    };
    both(() => dispatch(ops.conv, [turned(input), filters.flip(0)], given));
    both(() =>
      dispatch(ops.convWeight, [turned(input), turned(g)], { ...given, size: w.slice(2) }),
    );
  });
});

describe("a result that is too large for the scratch memory", () => {
  it("is computed in parts", () => {
    manualSeed(2);
    const [x, w]: Tensor[] = [randn([1, 4, 260, 260]), randn([64, 4, 3, 3])];
    const given = attrs({ low: [1, 1], high: [1, 1] });
    const y = dispatch(ops.conv, [x as Tensor, w as Tensor], given);
    const rows = dispatch(ops.conv, [(x as Tensor).slice(null, null, [0, 12]), w as Tensor], given);
    const tail = dispatch(
      ops.conv,
      [(x as Tensor).slice(null, null, [248, null]), w as Tensor],
      given,
    );
    const part = (t: Tensor, from: number, to: number): Tensor => t.slice(null, null, [from, to]);
    expect(largest(part(y, 0, 11).sub(part(rows, 0, 11)))).toBeLessThan(1e-4);
    expect(largest(part(y, 249, 260).sub(part(tail, 1, 12)))).toBeLessThan(1e-4);
  });
  it("is left to other products where the image itself is", () => {
    const w: Tensor = randn([2, 17, 1, 1]);
    const x: Tensor = randn([1, 17, 512, 512]);
    const y = dispatch(ops.conv, [x, w], attrs({}));
    const corner = dispatch(ops.conv, [x.slice(null, null, [500, 512], [500, 512]), w], attrs({}));
    expect(largest(y.slice(null, null, [500, 512], [500, 512]).sub(corner))).toBeLessThan(1e-4);
  });
});
