import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat, ShapeError, type Tensor, tensor } from "../src/index.ts";
import { make, valuesOf } from "./support/layouts.ts";
import { at, broadcast, build, fold, type Nd, product, zip } from "./support/nd.ts";

/** Values that differ from each other, so that a misplaced one shows. */
const counted = (shape: readonly number[]): Nd => ({
  shape,
  data: Array.from({ length: product(shape) }, (_, i) => i + 1),
});

const shapes = (maxRank: number, maxSize = 3): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: maxSize }), { maxLength: maxRank });

/** Two shapes that broadcast: of a common one, each with some axes at 1 and some leading ones missing. */
const broadcasting = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.boolean()), { maxLength: 8 })
  .chain((axes) =>
    fc.tuple(
      fc.integer({ min: 0, max: axes.length }),
      fc.integer({ min: 0, max: axes.length }),
      fc.constant(axes),
    ),
  )
  .map(([cutA, cutB, axes]): [number[], number[]] => [
    axes.map(([n, one]) => (one ? 1 : n)).slice(cutA),
    axes.map(([n, , one]) => (one ? 1 : n)).slice(cutB),
  ]);

/** A tensor of `shape` as a view with its axes in a random order, some of them backwards. */
const viewOf = (x: Nd, order: readonly number[], turned: readonly number[]): Tensor => {
  const stored = build(
    order.map((axis) => x.shape[axis]!),
    (index) =>
      at(
        x,
        x.shape.map((n, axis) => {
          const i = index[order.indexOf(axis)]!;
          return turned.includes(axis) ? n - 1 - i : i;
        }),
      ),
  );
  const back = order.map((_, axis) => order.indexOf(axis));
  return make(stored, "float64")
    .permute(back)
    .flip([...turned]) as Tensor;
};

/** A shape with an order of its axes and a choice of them. */
const arranged = (maxRank: number) =>
  shapes(maxRank).chain((shape) => {
    const axes = shape.map((_, i) => i);
    return fc.record({
      shape: fc.constant(shape),
      order: fc.shuffledSubarray(axes, { minLength: axes.length }),
      turned: fc.subarray(axes),
      axes: fc.subarray(axes),
    });
  });

describe("broadcasting", () => {
  it("pairs elements by NumPy's rule, up to rank 8", () => {
    fc.assert(
      fc.property(broadcasting, ([a, b]) => {
        const [x, y] = [counted(a), counted(b)];
        const expected = zip([x, y], (p, q) => 1000 * p + q);
        const result = make(x, "float64").mul(1000).add(make(y, "float64"));
        expect(valuesOf(result)).toEqual(expected);
      }),
    );
  });
  it("refuses exactly the shapes that NumPy refuses, naming both", () => {
    fc.assert(
      fc.property(shapes(4), shapes(4), (a, b) => {
        const call = (): Tensor => make(counted(a), "float64").add(make(counted(b), "float64"));
        let fits = true;
        try {
          broadcast(a, b);
        } catch {
          fits = false;
        }
        if (fits) expect(call().shape).toEqual(broadcast(a, b));
        else expect(call).toThrow(ShapeError);
      }),
    );
  });
  it("works on views in any order and direction", () => {
    fc.assert(
      fc.property(arranged(8), ({ shape, order, turned, axes }) => {
        const x = counted(shape);
        const small = counted(shape.map((n, i) => (axes.includes(i) && n > 0 ? 1 : n)));
        const result = viewOf(x, order, turned).mul(1000).add(make(small, "float64"));
        expect(valuesOf(result)).toEqual(zip([x, small], (p, q) => 1000 * p + q));
      }),
    );
  });
});

describe("reductions", () => {
  it("over any axes of any view, up to rank 8, are those of the elements", () => {
    fc.assert(
      fc.property(arranged(8), fc.boolean(), ({ shape, order, turned, axes }, keepDims) => {
        const x = viewOf(counted(shape), order, turned);
        const sum = fold(counted(shape), axes, keepDims, (v) => v.reduce((a, b) => a + b, 0));
        expect(valuesOf(x.sum(axes, { keepDims }))).toEqual(sum);
        if (axes.some((axis) => shape[axis] === 0)) return;
        const max = fold(counted(shape), axes, keepDims, (v) => Math.max(...v));
        expect(valuesOf(x.max(axes, { keepDims }))).toEqual(max);
      }),
    );
  });
  it("do not care about the order and the sign of the axes", () => {
    const x = make(counted([2, 3, 4]), "float64");
    expect(x.sum([2, 0]).toArray()).toEqual(x.sum([0, -1]).toArray());
  });
});

/** Python's slice of the positions 0 … n − 1, by its definition. */
function sliced(n: number, start: number | null, end: number | null, step: number): number[] {
  const clip = (i: number, low: number, high: number): number =>
    Math.min(Math.max(i < 0 ? i + n : i, low), high);
  const list: number[] = [];
  if (step > 0) {
    const stop = end === null ? n : clip(end, 0, n);
    for (let i = start === null ? 0 : clip(start, 0, n); i < stop; i += step) list.push(i);
  } else {
    const stop = end === null ? -1 : clip(end, -1, n - 1);
    for (let i = start === null ? n - 1 : clip(start, -1, n - 1); i > stop; i += step) list.push(i);
  }
  return list;
}

const bound = fc.option(fc.integer({ min: -7, max: 7 }));
const stride = fc.integer({ min: -3, max: 3 }).filter((step) => step !== 0);

describe("views", () => {
  it("slice takes what Python's slices take, of views too", () => {
    const range = fc.tuple(bound, bound, stride);
    fc.assert(
      fc.property(
        shapes(3, 5),
        fc.array(range, { minLength: 3 }),
        fc.boolean(),
        (shape, ranges, flip) => {
          const x = counted(shape);
          const positions = shape.map((n, i) => sliced(n, ...ranges[i]!));
          const expected = build(
            positions.map((p) => p.length),
            (index) =>
              at(
                x,
                index.map((i, axis) => positions[axis]![i]!),
              ),
          );
          const whole = flip
            ? viewOf(
                x,
                shape.map((_, i) => i).reverse(),
                shape.map((_, i) => i),
              )
            : make(x, "float64");
          expect(valuesOf(whole.slice(...shape.map((_, i) => ranges[i]!)))).toEqual(expected);
        },
      ),
    );
  });
  it("slice of a slice is the slice of positions", () => {
    fc.assert(
      fc.property(bound, bound, stride, bound, bound, stride, (a, b, s, c, d, t) => {
        const outer = sliced(9, a, b, s);
        const inner = sliced(outer.length, c, d, t).map((i) => outer[i]);
        const x = make({ shape: [9], data: [0, 1, 2, 3, 4, 5, 6, 7, 8] }, "float64");
        expect(x.slice([a, b, s]).slice([c, d, t]).toArray()).toEqual(inner);
      }),
    );
  });
  it("reshape reads in row-major order, however the elements lie", () => {
    fc.assert(
      fc.property(arranged(5), ({ shape, order, turned }) => {
        const x = viewOf(counted(shape), order, turned);
        const flat = x.reshape(
          [-1].slice(0, product(shape) > 0 ? 1 : 0).concat(product(shape) > 0 ? [] : [0]),
        );
        expect([...flat.data]).toEqual(counted(shape).data);
        expect(valuesOf(flat.reshape(shape))).toEqual(counted(shape));
        const split = shape.flatMap((n) => [1, n]);
        expect(valuesOf(x.reshape(split))).toEqual({ shape: split, data: counted(shape).data });
      }),
    );
  });
  it("permute and its inverse, flip twice, transpose twice, give back the tensor", () => {
    fc.assert(
      fc.property(arranged(5), ({ shape, order, axes }) => {
        const x = make(counted(shape), "float64");
        const back = order.map((_, i) => order.indexOf(i));
        expect(valuesOf(x.permute(order).permute(back))).toEqual(counted(shape));
        expect(valuesOf(x.flip(axes).flip(axes))).toEqual(counted(shape));
        expect(valuesOf((x.T as Tensor).T)).toEqual(counted(shape));
      }),
    );
  });
  it("contiguous and clone change nothing but the memory", () => {
    fc.assert(
      fc.property(arranged(5), ({ shape, order, turned }) => {
        const x = viewOf(counted(shape), order, turned);
        expect(valuesOf(x.clone())).toEqual(counted(shape));
        expect(valuesOf(x.contiguous())).toEqual(counted(shape));
        expect(x.clone().storage === x.storage).toBe(false);
      }),
    );
  });
  it("a tensor split along an axis and concatenated is the tensor", () => {
    fc.assert(
      fc.property(arranged(4), fc.nat(), fc.nat(), ({ shape, order, turned }, a, c) => {
        if (shape.length === 0) return;
        const axis = a % shape.length;
        const cut = c % (shape[axis]! + 1);
        const x = viewOf(counted(shape), order, turned);
        const part = (range: readonly [number, number]): Tensor =>
          x.slice(...shape.map((_, i) => (i === axis ? range : null)));
        const whole = concat([part([0, cut]), part([cut, shape[axis]!])], axis);
        expect(valuesOf(whole)).toEqual(counted(shape));
      }),
    );
  });
});

describe("matmul", () => {
  it("is associative and distributes, on integers exactly", () => {
    const size = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(size, size, size, size, (m, k, l, n) => {
        const a = make(counted([m, k]), "int32");
        const [b, d] = [
          make(counted([k, l]), "int32"),
          make(counted([k, l]), "int32")
            .neg()
            .sub(3),
        ];
        const c = make(counted([l, n]), "int32");
        expect([...a.matmul(b).matmul(c).data]).toEqual([...a.matmul(b.matmul(c)).data]);
        expect([...a.matmul(b.add(d)).data]).toEqual([...a.matmul(b).add(a.matmul(d)).data]);
        expect([...(a.matmul(b) as Tensor).T.data]).toEqual([
          ...(b as Tensor).T.matmul((a as Tensor).T).data,
        ]);
      }),
    );
  });
});

describe("nested arrays", () => {
  it("go in and come out unchanged", () => {
    const data = fc.integer({ min: 1, max: 3 }).chain((columns) =>
      fc.array(fc.array(fc.double(), { minLength: columns, maxLength: columns }), {
        minLength: 1,
      }),
    );
    fc.assert(
      fc.property(data, (rows) => {
        expect(tensor(rows, { dtype: "float64" }).toArray()).toEqual(rows);
      }),
    );
  });
});
