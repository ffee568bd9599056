import { noGrad } from "@nabla/autograd";
import { type DType, DTypeError, type Tensor } from "@nabla/tensor";
import { TYPES } from "@nabla/tensor/internal";
import { comingFrom } from "./error-path.ts";
import {
  addHook,
  type BackwardHook,
  callWithHooks,
  type ForwardHook,
  type ForwardPreHook,
  hooksOf,
} from "./hooks.ts";
import { isParameter, type Parameter, recast } from "./parameter.ts";
import { describe } from "./repr.ts";
import { type LoadOptions, type LoadResult, load, type StateDict } from "./state-dict.ts";
import type { AnyFn, CallOf } from "./types.ts";

/**
 * A function with parameters: the base of layers, losses and models.
 *
 * Write `forward`, use `call`. Parameters and modules among the properties, also in arrays and plain
 * objects, are found without being registered, and named by the path to them (`encoder.0.weight`).
 * Private properties (`#layer`) can't be seen, and are not trained.
 * `F` is the function on shapes that the module promises (it is not compared with `forward`), such as `Maps<["batch", 784], ["batch", 10]>`; without one, `call` has
 * the type of `forward`.
 *
 * Semantics: PyTorch's `nn.Module`.
 *
 * @example
 * ```ts
 * import { Linear, Module, parameter } from "@nabla/nn";
 * import { ones, type Tensor, zeros } from "@nabla/tensor";
 *
 * class Scaled extends Module {
 *   scale = parameter(ones([1]));
 *   layers: Linear[] = [new Linear(2, 3), new Linear(3, 1)];
 *   override forward(x: Tensor): Tensor {
 *     for (const layer of this.layers) x = layer.call(x).tanh();
 *     return x.mul(this.scale);
 *   }
 * }
 * const model = new Scaled();
 * model.call(zeros([5, 2])).shape; // => [5, 1]
 * model.namedParameters().map(([name]) => name);
 * // => ["scale", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]
 * ```
 */
export abstract class Module<F = AnyFn> {
  /** The function on shapes, for the compiler; never present at run time. */
  declare readonly "~fn": F;
  /** Is the module being trained? Layers such as dropout behave differently when it is not. */
  training: boolean = true;

  /** What the module computes. Implement this one, and use {@link Module.call}. */
  abstract forward(x: Tensor, ...rest: never[]): unknown;

  /**
   * Applies the module: `forward`, with the shapes checked by the compiler, and with errors that
   * begin with the path of the module in which they arose.
   */
  get call(): CallOf<F, this["forward"]> {
    // One function serves all modules; its type is what this module's `forward` says.
    return run as unknown as CallOf<F, this["forward"]>;
  }

  /**
   * The parts of the module by name: its own properties in order of definition. What is neither
   * parameter nor module nor an array of them is ignored. A container that names its parts otherwise
   * overrides this.
   */
  members(): Iterable<readonly [string, unknown]> {
    return Object.entries(this);
  }

  /** The modules directly in this one, each once, with their names. */
  namedChildren(): [string, Module][] {
    const named = new Map<Module, string>();
    for (const [name, part] of partsOf(this))
      if (part instanceof Module && !named.has(part)) named.set(part, name);
    return pairs(named);
  }

  /** The modules directly in this one, each once. */
  children(): Module[] {
    return this.namedChildren().map(([, module]) => module);
  }

  /** This module (named `""`) and all modules in it, each once, a module before its parts. */
  namedModules(): [string, Module][] {
    const named = new Map<Module, string>();
    collectModules(this, "", named);
    return pairs(named);
  }

  /** All parameters with their names, a module's own before those of its parts; shared ones once. */
  namedParameters(): [string, Parameter][] {
    const named = new Map<Parameter, string>();
    for (const [path, module] of this.namedModules())
      for (const [name, part] of partsOf(module))
        if (isParameter(part) && !named.has(part)) named.set(part, join(path, name));
    return pairs(named);
  }

  /** All parameters, in the order of {@link Module.namedParameters}: what an optimizer is given. */
  parameters(): Parameter[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /**
   * The values of all parameters by name, without history. They are the live values: clone them to
   * keep a moment. A shared parameter appears under each of its names.
   */
  stateDict(): StateDict {
    return Object.fromEntries(
      Array.from(entries(this, "", []), ([name, part]) => [name, part.detach()]),
    );
  }

  /**
   * Copies values into the parameters. Everything is checked first: either all is loaded, or nothing.
   * @param state - tensors by name, as {@link Module.stateDict} returns them; float32 and float64
   * are converted into each other
   * @param options - `strict: false` ignores names that only one side has
   * @returns the names that only one side has
   * @throws FormatError when the names differ and `strict` is not false
   * @throws ShapeError when a shape differs
   * @throws DTypeError when a value is not a tensor of floats
   * @example
   * ```ts
   * import { Linear } from "@nabla/nn";
   * const [trained, fresh] = [new Linear(3, 2), new Linear(3, 2)];
   * fresh.loadStateDict(trained.stateDict());
   * fresh.weight.equal(trained.weight).all().item(); // => 1
   * ```
   */
  loadStateDict(state: Readonly<StateDict>, options: LoadOptions = {}): LoadResult {
    const targets = Object.fromEntries(entries(this, "", []));
    return load(nameOf(this), targets, state, options);
  }

  /** Puts this module and all in it into training mode, or out of it. Returns the module. */
  train(mode: boolean = true): this {
    for (const [, module] of this.namedModules()) module.training = mode;
    return this;
  }

  /** Puts this module and all in it into evaluation mode: `train(false)`. */
  eval(): this {
    return this.train(false);
  }

  /**
   * Converts all parameters, with their gradients, to another dtype. They stay the same tensors, so
   * an optimizer made earlier goes on with them; what it remembers keeps its dtype, so rather make the
   * optimizer afterwards. Returns the module.
   * @throws DTypeError when `dtype` is not floating
   */
  to(dtype: DType): this {
    if (!TYPES[dtype]?.floating)
      throw new DTypeError(
        `to: ${nameOf(this)}: parameters can't be ${dtype}: use float32 or float64`,
        { op: "to" },
      );
    noGrad(() => {
      for (const parameter of this.parameters()) recast(parameter, dtype);
    });
    return this;
  }

  /** Sets the gradients of all parameters to null. */
  zeroGrad(): void {
    for (const parameter of this.parameters()) parameter.grad = null;
  }

  /**
   * Has `hook` called before each call with the module and its arguments, which it may replace.
   * @returns a function that removes the hook
   * @example
   * ```ts
   * import { Linear } from "@nabla/nn";
   * import { ones } from "@nabla/tensor";
   * const layer = new Linear(2, 1);
   * const shapes: unknown[] = [];
   * const remove = layer.registerForwardPreHook((_, [x]) => {
   *   shapes.push(x?.shape);
   * });
   * layer.call(ones([4, 2]));
   * remove();
   * layer.call(ones([5, 2]));
   * shapes; // => [[4, 2]]
   * ```
   */
  registerForwardPreHook(hook: ForwardPreHook): () => void {
    return addHook(this, "pre", hook);
  }

  /**
   * Has `hook` called after each call with the module, its arguments and its output, which it may
   * replace.
   * @returns a function that removes the hook
   */
  registerForwardHook(hook: ForwardHook): () => void {
    return addHook(this, "forward", hook);
  }

  /**
   * Has `hook` called in each backward pass through the module, with the gradients by its inputs and
   * by its output. The module must return one tensor.
   * @returns a function that removes the hook
   * @example
   * ```ts
   * import { Linear } from "@nabla/nn";
   * import { ones } from "@nabla/tensor";
   * const layer = new Linear(2, 1);
   * const shapes: unknown[] = [];
   * layer.registerFullBackwardHook((_, [gradInput], gradOutput) => {
   *   shapes.push(gradInput?.shape, gradOutput.shape);
   * });
   * layer.call(ones([4, 2], { requiresGrad: true })).sum().backward();
   * shapes; // => [[4, 2], [4, 1]]
   * ```
   */
  registerFullBackwardHook(hook: BackwardHook): () => void {
    return addHook(this, "backward", hook);
  }

  /** What `toString` shows between the parentheses: the sizes and options of a layer. */
  extraRepr(): string {
    return "";
  }

  /**
   * The module and all in it as an indented text, in PyTorch's layout.
   * @example
   * ```ts
   * import { Linear, ReLU, Sequential } from "@nabla/nn";
   * String(new Sequential(new Linear(2, 1), new ReLU()));
   * // => "Sequential(\n  (0): Linear(inFeatures=2, outFeatures=1, bias=true)\n  (1): ReLU()\n)"
   * ```
   */
  toString(): string {
    const children = this.namedChildren().map(([name, child]) => [name, `${child}`] as const);
    return describe(nameOf(this), this.extraRepr(), children);
  }
}

function run(this: Module, ...inputs: [Tensor, ...never[]]): unknown {
  try {
    const hooks = hooksOf(this);
    if (hooks !== undefined)
      // The types of the arguments are those of `forward`.
      return callWithHooks(this, hooks, inputs, (...given) =>
        this.forward(...(given as typeof inputs)),
      );
    // Nearly all modules have one input, and spreading a list costs as much as a small op.
    return inputs.length === 1 ? this.forward(inputs[0]) : this.forward(...inputs);
  } catch (error) {
    throw comingFrom(this, error);
  }
}

// What Node's console.log asks objects for.
Object.defineProperty(Module.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Module): string {
    return this.toString();
  },
});

type Part = Parameter | Module;

const nameOf = (module: Module): string => module.constructor.name;
const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);
const pairs = <T>(named: ReadonlyMap<T, string>): [string, T][] =>
  Array.from(named, ([part, name]) => [name, part]);

/** The parameters and modules that `module` itself holds. */
function* partsOf(module: Module): Generator<[string, Part]> {
  for (const [name, value] of module.members()) yield* partsIn(name, value);
}

function* partsIn(name: string, value: unknown): Generator<[string, Part]> {
  if (isParameter(value) || value instanceof Module) yield [name, value];
  else if (Array.isArray(value))
    for (let i = 0; i < value.length; i++) yield* partsIn(`${name}.${i}`, value[i]);
  else if (isPlainObject(value))
    for (const [key, part] of Object.entries(value)) yield* partsIn(`${name}.${key}`, part);
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function collectModules(module: Module, path: string, named: Map<Module, string>): void {
  if (named.has(module)) return;
  named.set(module, path);
  for (const [name, part] of partsOf(module))
    if (part instanceof Module) collectModules(part, join(path, name), named);
}

/** Every name of every parameter; modules that contain themselves are entered once. */
function* entries(
  module: Module,
  path: string,
  within: readonly Module[],
): Generator<[string, Parameter]> {
  if (within.includes(module)) return;
  const parts = [...partsOf(module)];
  for (const [name, part] of parts) if (isParameter(part)) yield [join(path, name), part];
  for (const [name, part] of parts)
    if (part instanceof Module) yield* entries(part, join(path, name), [...within, module]);
}
