import { promote, type TypeInfo } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { contract } from "../kernels/contract.ts";
import { offsetsOf } from "../kernels/contraction.ts";
import { copyElements } from "../kernels/copy.ts";
import { type Images, rowMajorStrides } from "../kernels/frame.ts";
import { sizeOf, stridedLayout } from "../layout.ts";
import { Tensor } from "../tensor.ts";
import { blank, inType, rowMajor } from "./copy.ts";
import { defineOp, type Op, type OpAttrs } from "./op.ts";
import { flip, permute, slice } from "./views.ts";

/** A view with the axis `axis` split into groups: [groups, n / groups] in its place. */
function grouped(x: Tensor, axis: number, groups: number): Tensor {
  const { shape, strides } = x.layout;
  const n = (shape[axis] as number) / groups;
  const stride = strides[axis] as number;
  return new Tensor(
    stridedLayout(
      [...shape.slice(0, axis), groups, n, ...shape.slice(axis + 1)],
      [...strides.slice(0, axis), stride * n, stride, ...strides.slice(axis + 1)],
    ),
    x.storage,
    x.offset,
  );
}

/** The images of a group: [D, …] of [N, G, D, …], with zeros around the spatial axes. */
function imagesOf(
  x: Tensor,
  group: number,
  low: readonly number[],
  high: readonly number[],
): Images {
  const { shape, strides } = x.layout;
  return {
    data: x.storage.array(),
    offset: x.offset + group * (strides[1] as number),
    next: strides[0] as number,
    shape: shape.slice(2),
    strides: strides.slice(2),
    low: [0, ...low],
    high: [0, ...high],
  };
}

/** Where a kernel looks in a framed image of [D, …]: what it sees at a position, and all positions. */
function lookouts(
  x: Tensor,
  { low, high, stride, dilation }: OpAttrs["conv"],
  kernel: readonly number[],
  positions: readonly number[],
): { places: Int32Array; positions: Int32Array } {
  const [, , channels, ...size] = x.layout.shape as [number, number, number, ...number[]];
  const framed = size.map((n, i) => n + (low[i] as number) + (high[i] as number));
  const [toChannel, ...spatial] = rowMajorStrides([channels, ...framed]);
  const times = (factors: readonly number[]): number[] =>
    spatial.map((n, i) => n * (factors[i] as number));
  return {
    places: offsetsOf([channels, ...kernel], [toChannel as number, ...times(dilation)]),
    positions: offsetsOf(positions, times(stride)),
  };
}

/**
 * Puts into `out` what the filters see: for each image and group a product of a matrix of filters with
 * the matrix of all windows.
 * @param x - [N, G, D, …]
 * @param w - [G, R, D, …]
 * @param out - [N, G · R, …], row-major zeros
 * @param bias - what is added to each of the G · R channels, contiguous, if there is one
 */
function correlate(
  x: Tensor,
  w: Tensor,
  out: Tensor,
  attrs: OpAttrs["conv"],
  bias: Tensor | null,
): void {
  const [, filters, ...window] = w.layout.shape as [number, number, ...number[]];
  const [nextGroup, nextFilter, ...within] = w.layout.strides as [number, number, ...number[]];
  const [count, all, ...positions] = out.layout.shape as [number, number, ...number[]];
  const step = filters * sizeOf(positions);
  const seen = lookouts(x, attrs, window.slice(1), positions);
  const rows = offsetsOf([filters], [nextFilter]);
  const columns = offsetsOf(window, within);
  for (let g = 0; g < attrs.groups; g++) {
    const from = (bias?.offset ?? 0) + g * filters;
    contract({
      type: out.storage.type,
      count,
      left: { data: w.storage.array(), offset: w.offset + g * nextGroup, next: 0, rows, columns },
      images: imagesOf(x, g, attrs.low, attrs.high),
      rows: seen.places,
      columns: seen.positions,
      to: out.storage.array(),
      at: out.offset + g * step,
      next: (all / filters) * step,
      start: bias === null ? null : bias.storage.array().subarray(from, from + filters),
    });
  }
}

/** How many positions a kernel of `k` places has along an axis of `n` elements. */
export const positionsOf = (n: number, k: number, stride: number, dilation: number): number =>
  Math.max(0, Math.floor((n - dilation * (k - 1) - 1) / stride) + 1);

/** The operands in the type in which they meet. */
function meet(op: string, a: Tensor, b: Tensor): [Tensor, Tensor, TypeInfo] {
  const type = promote(a.storage.type, b.storage.type);
  if (type.dtype === "bool")
    throw new DTypeError(
      `${op}: got two bool tensors: cast one with to("float32") or to("int32")`,
      { op },
    );
  return [inType(a, type), inType(b, type), type];
}

export const conv: Op<"conv"> = defineOp("conv", "contract", (inputs, attrs) => {
  const [x, w, type] = meet("conv", inputs[0] as Tensor, inputs[1] as Tensor);
  const { groups, low, high, stride, dilation } = attrs;
  const [count, , ...size] = x.layout.shape as [number, number, ...number[]];
  const [filters, , ...kernel] = w.layout.shape as [number, number, ...number[]];
  const at = (list: readonly number[], i: number): number => list[i] as number;
  const positions = size.map((n, i) =>
    positionsOf(n + at(low, i) + at(high, i), at(kernel, i), at(stride, i), at(dilation, i)),
  );
  const out = blank(type, [count, filters, ...positions]);
  const bias = inputs.length === 3 ? rowMajor(inType(inputs[2] as Tensor, type)) : null;
  correlate(grouped(x, 1, groups), grouped(w, 0, groups), out, attrs, bias);
  return out;
});

/** Along one axis, the elements f, f + stride, … of x: which places of the kernel reach them, and from where. */
interface Phase {
  /** How many elements there are. */
  readonly count: number;
  /** The first place of the kernel that reaches them, how many there are, and how far apart. */
  readonly first: number;
  readonly places: number;
  readonly step: number;
  /** Zeros before and after y, and the dilation, of the convolution that gives them. */
  readonly low: number;
  readonly high: number;
  readonly dilation: number;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * An element q of the padded x is reached from position p through place t of the kernel where
 * q = stride p + dilation t. Among every stride-th element these are always the same places: they are
 * a convolution with stride 1.
 */
function phasesOf(
  size: number,
  positions: number,
  kernel: number,
  stride: number,
  dilation: number,
  low: number,
): Phase[] {
  const common = divisor(stride, dilation);
  const [step, apart] = [stride / common, dilation / common];
  return Array.from({ length: Math.min(stride, size) }, (_, f) => {
    let first = 0;
    while (first < kernel && (low + f - first * dilation) % stride !== 0) first++;
    const places = first < kernel ? Math.floor((kernel - 1 - first) / step) + 1 : 0;
    const count = Math.ceil((size - f) / stride);
    const reach = (places - 1) * apart;
    const before = reach - (low + f - first * dilation) / stride;
    const after = count + reach - before - positions;
    return { count, first, places, step, low: before, high: after, dilation: apart };
  });
}

/** Every way to take one of each list. */
function choices<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (heads, list) => heads.flatMap((head) => list.map((item) => [...head, item])),
    [[]],
  );
}

export const convInput: Op<"convInput"> = defineOp("convInput", "contract", (inputs, attrs) => {
  const [y, w, type] = meet("convInput", inputs[0] as Tensor, inputs[1] as Tensor);
  const { size, stride, dilation, low, groups } = attrs;
  const [count, , ...positions] = y.layout.shape as [number, number, ...number[]];
  const [, channels, ...kernel] = w.layout.shape as [number, number, ...number[]];
  const out = blank(type, [count, channels * groups, ...size]);
  // The filters with their channels as rows: [G, C / G, O / G, …].
  const turned = [0, 2, 1, ...kernel.map((_, i) => i + 3)];
  const filters = permute.evaluate([grouped(w, 0, groups)], { axes: turned });
  const phases = size.map((n, i) => {
    const [p, k, s] = [positions[i], kernel[i], stride[i]] as [number, number, number];
    return phasesOf(n, p, k, s, dilation[i] as number, low[i] as number);
  });
  for (const { starts, chosen } of choices(
    phases.map((list) => list.map((phase, start) => ({ phase, start }))),
  ).map((list) => ({ starts: list.map((c) => c.start), chosen: list.map((c) => c.phase) })))
    if (chosen.every(({ places }) => places > 0)) fillPhase(y, filters, out, attrs, starts, chosen);
  return out;
});

/** Computes every stride-th element of `out`, from `starts` on. */
function fillPhase(
  y: Tensor,
  filters: Tensor,
  out: Tensor,
  { stride, groups }: OpAttrs["convInput"],
  starts: readonly number[],
  phases: readonly Phase[],
): void {
  const lead = filters.layout.shape.slice(0, 3);
  const part = slice.evaluate([filters], {
    starts: [0, 0, 0, ...phases.map((p) => p.first)],
    sizes: [...lead, ...phases.map((p) => p.places)],
    steps: [1, 1, 1, ...phases.map((p) => p.step)],
  });
  const backwards = flip.evaluate([part], { axes: phases.map((_, i) => i + 3) });
  const dense = stride.every((n) => n === 1);
  const [count, channels] = out.layout.shape as [number, number];
  const target = dense
    ? out
    : blank(out.storage.type, [count, channels, ...phases.map((p) => p.count)]);
  const sliding = {
    stride: phases.map(() => 1),
    dilation: phases.map((p) => p.dilation),
    low: phases.map((p) => p.low),
    high: phases.map((p) => p.high),
    groups,
  };
  correlate(grouped(y, 1, groups), backwards, target, sliding, null);
  if (dense) return;
  const { strides } = out.layout;
  const start = starts.reduce((sum, n, i) => sum + n * (strides[i + 2] as number), 0);
  const walk = strides.map((n, i) => (i < 2 ? n : n * (stride[i - 2] as number)));
  copyElements(
    out.storage.type,
    target.storage.array(),
    target.offset,
    target.layout,
    out.storage.array(),
    out.offset + start,
    stridedLayout(target.layout.shape, walk),
  );
}

export const convWeight: Op<"convWeight"> = defineOp("convWeight", "contract", (inputs, attrs) => {
  const [input, y, type] = meet("convWeight", inputs[0] as Tensor, inputs[1] as Tensor);
  const { size, groups, low, high } = attrs;
  const x = grouped(input, 1, groups);
  const [count, , channels] = x.layout.shape as [number, number, number];
  const [, all, ...positions] = y.layout.shape as [number, number, ...number[]];
  const [next, nextFilter, ...within] = y.layout.strides as [number, number, ...number[]];
  const out = blank(type, [all, channels, ...size]);
  const filters = all / groups;
  const seen = lookouts(x, attrs, size, positions);
  const rows = offsetsOf([filters], [nextFilter]);
  const columns = offsetsOf(positions, within);
  for (let g = 0; g < groups; g++) {
    const offset = y.offset + g * filters * nextFilter;
    contract({
      type,
      count,
      left: { data: y.storage.array(), offset, next, rows, columns },
      images: imagesOf(x, g, low, high),
      rows: seen.positions,
      columns: seen.places,
      to: out.storage.array(),
      at: out.offset + g * filters * seen.places.length,
      next: 0,
      start: null,
    });
  }
  return out;
});
