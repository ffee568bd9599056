import { isTracing, readValues } from "../dispatch.ts";
import { NablaError, show } from "../errors.ts";
import { type FormatOptions, formatTensor } from "../printing/index.ts";
import { elementAt, Tensor, valuesOf } from "../tensor.ts";
import type { Shape } from "../types/index.ts";
import { install } from "./install.ts";

/** Text, as methods of {@link Tensor}. */
export interface PrintingMethods {
  /**
   * The values as text, in NumPy's layout: summarised when there are many, with the dtype where it
   * is not the default. `console.log(x)` prints the same in Node, and so do templates; `x + 1` and the
   * like throw, because operators do not know tensors.
   * @param options - precision, line width and summary for this call; see `setPrintOptions`
   * @example
   * ```ts
   * import { tensor } from "@nabla/tensor";
   * tensor([[1, 2.5], [3, 4]]).toString(); // => "tensor([[1. , 2.5],\n        [3. , 4. ]])"
   * ```
   */
  toString(options?: FormatOptions): string;
}

declare module "../tensor.ts" {
  interface Tensor<S extends Shape> extends PrintingMethods {}
}

install({
  toString(options) {
    const { layout, dtype, wantsGrad } = this;
    // Only the elements that are shown are read, but a tracer must hear of the reading.
    const values = isTracing() ? readValues(this, valuesOf) : null;
    const element = (i: number): number => (values ? (values[i] as number) : elementAt(this, i));
    return formatTensor(element, layout.shape, dtype, { requiresGrad: wantsGrad, ...options });
  },
});

// What Node's console.log asks objects for.
Object.defineProperty(Tensor.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Tensor): string {
    return this.toString();
  },
});

// JavaScript's operators would join the texts of tensors, or compute with NaN. Templates and String(x)
// ask for a text, and get it.
Object.defineProperty(Tensor.prototype, Symbol.toPrimitive, {
  value(this: Tensor, hint: "string" | "number" | "default"): string {
    if (hint === "string") return this.toString();
    throw new NablaError(
      `operator: a tensor of shape ${show(this.layout.shape)} stands where JavaScript needs a number: use add, mul, less and the like (or item() for the number, and String(x) for a text)`,
      { op: "operator", shapes: [this.layout.shape] },
    );
  },
});
