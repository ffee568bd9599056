import { promote, type TypeInfo } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { contract, offsetsOf } from "../kernels/contract.ts";
import { copyElements } from "../kernels/copy.ts";
import { sizeOf, stridedLayout } from "../layout.ts";
import { Tensor } from "../tensor.ts";
import { blank, inType } from "./copy.ts";
import { pad } from "./movement.ts";
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

/** `x` with zeros around its spatial axes, or without some elements where there are less than none. */
function padded(x: Tensor, low: readonly number[], high: readonly number[]): Tensor {
  const { shape } = x.layout;
  const starts = shape.map(() => 0);
  const sizes = [...shape];
  const before = shape.map(() => 0);
  const after = shape.map(() => 0);
  for (let axis = 2; axis < shape.length; axis++) {
    const [n, first, last] = [shape[axis], low[axis - 2], high[axis - 2]] as [
      number,
      number,
      number,
    ];
    const start = Math.min(n, Math.max(0, -first));
    const size = Math.max(0, Math.min(n, n + last) - start);
    starts[axis] = start;
    sizes[axis] = size;
    before[axis] = size === 0 ? 0 : start + first;
    after[axis] = n + first + last - size - (before[axis] as number);
  }
  const whole = sizes.every((n, i) => n === shape[i]);
  const rest = whole ? x : slice.evaluate([x], { starts, sizes, steps: shape.map(() => 1) });
  if (before.every((n) => n === 0) && after.every((n) => n === 0)) return rest;
  return pad.evaluate([rest], { low: before, high: after, interior: shape.map(() => 0) });
}

/** Strides of the positions of a kernel over the spatial axes of `x`, and of the places within it. */
function sliding(x: Tensor, { stride, dilation }: OpAttrs["conv"]): [number[], number[]] {
  const spatial = x.layout.strides.slice(3);
  return [
    spatial.map((n, i) => n * (stride[i] as number)),
    spatial.map((n, i) => n * (dilation[i] as number)),
  ];
}

/**
 * Adds to `out` what the filters see: for each image and group a product of a matrix of filters with
 * the matrix of all windows.
 * @param x - [N, G, D, …], padded
 * @param w - [G, R, D, …]
 * @param out - [N, G · R, …], row-major
 */
function correlate(x: Tensor, w: Tensor, out: Tensor, attrs: OpAttrs["conv"]): void {
  const [count, groups] = x.layout.shape as [number, number];
  const [toImage, toGroup, toChannel] = x.layout.strides as [number, number, number];
  const [toPosition, toPlace] = sliding(x, attrs);
  const [, filters, ...window] = w.layout.shape as [number, number, ...number[]];
  const [nextGroup, nextFilter, ...within] = w.layout.strides as [number, number, ...number[]];
  const positions = out.layout.shape.slice(2);
  const step = filters * sizeOf(positions);
  const filterRows = offsetsOf([filters], [nextFilter]);
  const filterColumns = offsetsOf(window, within);
  const windowRows = offsetsOf(window, [toChannel, ...toPlace]);
  const windowColumns = offsetsOf(positions, toPosition);
  for (let g = 0; g < groups; g++)
    contract(
      out.storage.type,
      count,
      {
        data: w.storage.array(),
        offset: w.offset + g * nextGroup,
        rows: filterRows,
        columns: filterColumns,
      },
      {
        data: x.storage.array(),
        offset: x.offset + g * toGroup,
        rows: windowRows,
        columns: windowColumns,
      },
      out.storage.array(),
      out.offset + g * step,
      { a: 0, b: toImage, c: groups * step },
    );
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
  const [input, w, type] = meet("conv", inputs[0] as Tensor, inputs[1] as Tensor);
  const { groups, low, high, stride, dilation } = attrs;
  const x = padded(input, low, high);
  const positions = x.layout.shape
    .slice(2)
    .map((n, i) =>
      positionsOf(n, w.layout.shape[i + 2] as number, stride[i] as number, dilation[i] as number),
    );
  const [count] = x.layout.shape as [number];
  const [filters] = w.layout.shape as [number];
  const out = blank(type, [count, filters, ...positions]);
  if (inputs.length === 3) fillChannels(out, inType(inputs[2] as Tensor, type));
  correlate(grouped(x, 1, groups), grouped(w, 0, groups), out, attrs);
  return out;
});

/** Fills each channel of `out` with an element of `bias`. */
function fillChannels(out: Tensor, bias: Tensor): void {
  const [count, channels, ...positions] = out.layout.shape as [number, number, ...number[]];
  const size = sizeOf(positions);
  const [data, values] = [out.storage.array(), bias.storage.array()];
  const [stride] = bias.layout.strides as [number];
  for (let i = 0, q = out.offset; i < count * channels; i++, q += size)
    data.fill(values[bias.offset + (i % channels) * stride] as number, q, q + size);
}

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
  const x = padded(
    y,
    phases.map((p) => p.low),
    phases.map((p) => p.high),
  );
  const dense = stride.every((n) => n === 1);
  const [count, channels] = out.layout.shape as [number, number];
  const target = dense
    ? out
    : blank(out.storage.type, [count, channels, ...phases.map((p) => p.count)]);
  const one = phases.map(() => 1);
  const dilation = phases.map((p) => p.dilation);
  correlate(grouped(x, 1, groups), backwards, target, {
    stride: one,
    dilation,
    low: one,
    high: one,
    groups,
  });
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
  const x = grouped(padded(input, low, high), 1, groups);
  const [count, , channels] = x.layout.shape as [number, number, number];
  const [toImage, toGroup, toChannel] = x.layout.strides as [number, number, number];
  const [toPosition, toPlace] = sliding(x, attrs);
  const [, all, ...positions] = y.layout.shape as [number, number, ...number[]];
  const [nextImage, nextFilter, ...within] = y.layout.strides as [number, number, ...number[]];
  const out = blank(type, [all, channels, ...size]);
  const filters = all / groups;
  const filterRows = offsetsOf([filters], [nextFilter]);
  const filterColumns = offsetsOf(positions, within);
  const windowRows = offsetsOf(positions, toPosition);
  const windowColumns = offsetsOf([channels, ...size], [toChannel, ...toPlace]);
  for (let g = 0; g < groups; g++)
    contract(
      type,
      count,
      {
        data: y.storage.array(),
        offset: y.offset + g * filters * nextFilter,
        rows: filterRows,
        columns: filterColumns,
      },
      {
        data: x.storage.array(),
        offset: x.offset + g * toGroup,
        rows: windowRows,
        columns: windowColumns,
      },
      out.storage.array(),
      out.offset + g * filters * channels * sizeOf(size),
      { a: nextImage, b: toImage, c: 0 },
    );
  return out;
});
