import { ShapeError, show } from "../errors.ts";
import { type Images, type PerAxis, requireRoom } from "./spatial.ts";

/** How pooling slides over its input. Lists have one entry per spatial axis. */
export interface PoolOptions {
  /** Distance between neighbouring windows; by default the size of a window, so that they lie side by side. */
  readonly stride?: PerAxis;
  /** How far windows may begin before the input, and end after it; 0 by default. */
  readonly padding?: PerAxis;
  /** Also take a last window that reaches over the end, if it begins before it; false by default. */
  readonly ceilMode?: boolean;
}

/** Windows of a pooling: lists with an entry per spatial axis. */
export interface PoolWindows {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly ceilMode: boolean;
}

/** Windows that lie in the padding alone have no value. */
export function checkPoolPadding(
  op: string,
  padding: readonly number[],
  kernel: readonly number[],
): void {
  if (padding.some((n, i) => 2 * n > (kernel[i] as number)))
    throw new ShapeError(
      `${op}: padding ${show(padding)} with windows of ${show(kernel)}: needed at most half a window`,
      { op },
    );
}

/** How many windows there are along each axis. */
export function poolSizes(op: string, { x, size }: Images, windows: PoolWindows): number[] {
  const { kernel, stride, padding, dilation, ceilMode } = windows;
  const reach = kernel.map((k, i) => (dilation[i] as number) * (k - 1) + 1);
  const room = size.map((n, i) => n + 2 * (padding[i] as number));
  if (!ceilMode) requireRoom(op, x.layout.shape, reach, room, "window");
  const counts = size.map((n, i) => {
    const [step, pad] = [stride[i], padding[i]] as [number, number];
    const free = (room[i] as number) - (reach[i] as number);
    if (!ceilMode) return Math.floor(free / step) + 1;
    const count = Math.ceil(free / step) + 1;
    return (count - 1) * step >= n + pad ? count - 1 : count;
  });
  if (counts.some((n) => n < 1)) requireRoom(op, x.layout.shape, reach, room, "window");
  return counts;
}
