import { GradientError, Tensor } from "@nabla/tensor";
import { isGradEnabled } from "@nabla/tensor/internal";
import type { Module } from "./module.ts";

// biome-ignore lint/suspicious/noConfusingVoidType: a hook that returns nothing leaves things as they are.
type Nothing = void;

/** Called before `forward` with its arguments; a list that it returns takes their place. */
export type ForwardPreHook = (
  module: Module,
  inputs: readonly Tensor[],
) => readonly Tensor[] | Nothing;

/** Called after `forward`; a result other than undefined that it returns takes the place of the output. */
export type ForwardHook = (module: Module, inputs: readonly Tensor[], output: unknown) => unknown;

/**
 * Called in a backward pass with the gradients by the module's inputs (null where none is wanted) and by
 * its output; for a module with one input, a list with a tensor that it returns takes the place of the
 * gradient by the input.
 */
export type BackwardHook = (
  module: Module,
  gradInputs: readonly (Tensor | null)[],
  gradOutput: Tensor,
) => readonly Tensor[] | Nothing;

/** The hooks of one module. */
class Hooks {
  readonly pre: Set<{ readonly hook: ForwardPreHook }> = new Set();
  readonly forward: Set<{ readonly hook: ForwardHook }> = new Set();
  readonly backward: Set<{ readonly hook: BackwardHook }> = new Set();
}

// Beside the modules, because their own properties are searched for parts.
const hooked = new WeakMap<Module, Hooks>();
let anyHooks = false;

/** The hooks of `module`; undefined where it has none. */
export const hooksOf = (module: Module): Hooks | undefined =>
  anyHooks ? hooked.get(module) : undefined;

/** Adds a hook of one kind to a module; returns what removes it. */
export function addHook<K extends keyof Hooks>(
  module: Module,
  kind: K,
  hook: Hooks[K] extends Set<{ readonly hook: infer H }> ? H : never,
): () => void {
  const hooks = hooked.get(module) ?? new Hooks();
  hooked.set(module, hooks);
  anyHooks = true;
  // The hook is of the kind that the set holds, by the type of this function.
  const list = hooks[kind] as Set<{ readonly hook: unknown }>;
  const entry = { hook };
  list.add(entry);
  return () => {
    list.delete(entry);
  };
}

/** Calls `forward` with all hooks around it. */
export function callWithHooks(
  module: Module,
  hooks: Hooks,
  inputs: readonly Tensor[],
  forward: (...inputs: readonly Tensor[]) => unknown,
): unknown {
  let given = inputs;
  for (const { hook } of hooks.pre) given = hook(module, given) ?? given;
  const watched =
    hooks.backward.size > 0 && isGradEnabled() ? new Watch(module, hooks, given) : null;
  let output = forward(...(watched?.inputs ?? given));
  for (const { hook } of hooks.forward) {
    const other = hook(module, given, output);
    if (other !== undefined) output = other;
  }
  return watched === null ? output : watched.output(output);
}

/** Collects the gradients of one call of a module, and shows them to its hooks. */
class Watch {
  /** The inputs, as tensors through which the gradients of this call alone pass. */
  readonly inputs: readonly Tensor[];
  private readonly module: Module;
  private readonly hooks: Hooks;
  private readonly gradInputs: (Tensor | null)[];
  private gradOutput: Tensor | null = null;
  private waiting = 0;

  constructor(module: Module, hooks: Hooks, inputs: readonly Tensor[]) {
    this.module = module;
    this.hooks = hooks;
    this.gradInputs = inputs.map(() => null);
    this.inputs = inputs.map((x, i) => this.watch(x, i));
  }

  private watch(x: Tensor, i: number): Tensor {
    if (!(x instanceof Tensor) || !x.requiresGrad) return x;
    this.waiting += 1;
    const own = through(x);
    own.registerHook((g: Tensor) => {
      this.gradInputs[i] = g;
      this.waiting -= 1;
      return this.waiting === 0 ? this.show()?.[i] : undefined;
    });
    return own;
  }

  output(output: unknown): unknown {
    if (!(output instanceof Tensor))
      throw new GradientError(
        `registerFullBackwardHook: ${this.module.constructor.name} returned no single tensor: its backward hooks have no gradient to show (hook the tensors that it returns, with registerHook)`,
        { op: "registerFullBackwardHook" },
      );
    if (!output.requiresGrad) return output;
    const own = through(output);
    own.registerHook((g: Tensor) => {
      this.gradOutput = g;
      // Nothing comes back to the inputs: this is the end of the module's part of the pass.
      if (this.waiting === 0) this.show();
    });
    return own;
  }

  private show(): readonly Tensor[] | undefined {
    let changed: readonly Tensor[] | undefined;
    for (const { hook } of this.hooks.backward) {
      const other = hook(this.module, changed ?? this.gradInputs, this.gradOutput as Tensor);
      if (other === undefined) continue;
      if (this.inputs.length > 1)
        throw new GradientError(
          "registerFullBackwardHook: the gradients of a module with several inputs can't be replaced (hook its inputs, with registerHook)",
          { op: "registerFullBackwardHook" },
        );
      changed = other;
    }
    // The next pass through a retained graph begins anew.
    this.waiting = this.gradInputs.filter((g) => g !== null).length;
    return changed;
  }
}

/** The same values, one step further in the history. */
const through = (x: Tensor): Tensor => x.reshape(x.layout.shape) as Tensor;
