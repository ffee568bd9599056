import { noGrad } from "@nabla/autograd";
import type { Tensor } from "@nabla/tensor";
import { checkOptions, type Hyperparameters, optionsIn } from "./options.ts";
import {
  checkedParams,
  type GroupInput,
  type ParamGroup,
  type Params,
  toGroups,
} from "./param-group.ts";
import { checkGroups, checkSlots, type OptimizerState, type Slots } from "./state.ts";

/**
 * The base of all rules: groups of parameters with their options, and what the rule remembers of each
 * parameter.
 *
 * Options are read in every step, so changing them takes effect at once:
 * `optimizer.paramGroups[0].lr = 0.01`. Semantics: PyTorch's `optim.Optimizer`.
 */
export abstract class Optimizer<
  H extends Hyperparameters = Hyperparameters,
  S extends Slots = Slots,
> {
  /** The groups; their options can be changed at any time. */
  readonly paramGroups: [ParamGroup<H>, ...ParamGroup<H>[]];
  private readonly slots: Map<Tensor, S> = new Map();
  private readonly defaults: H;

  /**
   * @param params - tensors, or groups `{ params, lr, … }` with options of their own
   * @param options - for all groups that don't say otherwise
   * @param defaults - of the rule, one for each option
   * @throws NablaError when there are no parameters, one is listed twice, or an option is wrong
   * @throws GradientError when one is not a leaf that wants a gradient
   */
  protected constructor(params: Params<H>, options: Partial<H>, defaults: H) {
    checkOptions(this.rule, options, defaults);
    this.defaults = { ...defaults, ...options };
    this.checkRanges(this.defaults);
    const groups: ParamGroup<H>[] = [];
    // There will be at least one: a list without groups is one, and an empty list is refused.
    this.paramGroups = groups as [ParamGroup<H>];
    for (const group of toGroups(this.rule, params)) this.addParamGroup(group);
  }

  /** The rule's name, for errors. */
  protected get rule(): string {
    return this.constructor.name;
  }

  /** Throws where an option is outside its range. */
  protected abstract checkRanges(options: H): void;

  /** What the rule remembers of a parameter, as it is before the first step. */
  protected abstract createSlots(parameter: Tensor, options: H): S;

  /** Does the rule remember anything under these options? */
  protected needsSlots(_options: H): boolean {
    return true;
  }

  /** May a parameter have nothing saved because the rule had not begun to remember it? */
  protected get beginsLate(): boolean {
    return false;
  }

  /** One step for the parameters of a group that have a gradient. */
  protected abstract updateGroup(group: ParamGroup<H>): void;

  /** What the rule remembers of a parameter. */
  protected slotsOf(parameter: Tensor, options: H): S {
    let slots = this.slots.get(parameter);
    if (slots === undefined) {
      slots = this.createSlots(parameter, options);
      this.slots.set(parameter, slots);
    }
    return slots;
  }

  /** Changes every parameter that has a gradient by the rule. The gradients stay as they are. */
  step(): void {
    const groups = this.paramGroups;
    for (let i = 0; i < groups.length; i++) this.updateGroup(groups[i] as ParamGroup<H>);
  }

  /** Sets all gradients to null, so that the next `backward()` begins anew. */
  zeroGrad(): void {
    const groups = this.paramGroups;
    for (let i = 0; i < groups.length; i++) {
      const { params } = groups[i] as ParamGroup<H>;
      for (let j = 0; j < params.length; j++) (params[j] as Tensor).grad = null;
    }
  }

  /**
   * Adds parameters, for example those of layers that were frozen until now.
   * @param group - tensors, and the options that differ from the optimizer's
   * @throws NablaError when there are none, one is here already, or an option is wrong
   * @throws GradientError when one is not a leaf that wants a gradient
   */
  addParamGroup(group: GroupInput<H>): void {
    const { params, ...own } = group;
    checkOptions(this.rule, own, this.defaults);
    const options: H = { ...this.defaults, ...own };
    this.checkRanges(options);
    const taken = this.paramGroups.flatMap((g) => g.params);
    const tensors = checkedParams(this.rule, params, taken);
    // A compiled step can only change what exists before it runs for the first time.
    if (this.needsSlots(options)) for (const tensor of tensors) this.slotsOf(tensor, options);
    this.paramGroups.push({ ...options, params: tensors });
  }

  /**
   * All that the optimizer needs to go on later: what it remembers of each parameter, by the
   * parameter's position, and the options of the groups. The tensors are the live ones: clone them to
   * keep a moment.
   */
  stateDict(): OptimizerState<H> {
    const state: Record<string, Slots> = {};
    let position = 0;
    const paramGroups = this.paramGroups.map((group) => ({
      ...group,
      params: group.params.map((parameter) => {
        const slots = this.slots.get(parameter);
        if (slots !== undefined) state[position] = { ...slots };
        return position++;
      }),
    }));
    return { state, paramGroups };
  }

  /**
   * Goes on from what {@link Optimizer.stateDict} returned, of an optimizer with the same rule and
   * parameters of the same shapes. Everything is checked first: either all is loaded, or nothing.
   * @throws FormatError when it is no state of this rule, or groups or their lengths differ
   * @throws ShapeError when a shape differs
   * @throws NablaError when an option is outside its range
   */
  loadStateDict(saved: OptimizerState<H>): void {
    checkGroups(this.rule, this.paramGroups, saved, Object.keys(this.defaults));
    const options = saved.paramGroups.map((group) => optionsIn(group, this.defaults));
    for (const wanted of options) {
      checkOptions(this.rule, wanted, this.defaults);
      this.checkRanges(wanted);
    }
    noGrad(() => {
      const created = this.paramGroups.map(({ params }, i) =>
        params.map((parameter, j) => this.slotsFrom(saved, i, j, parameter, options[i] as H)),
      );
      this.paramGroups.forEach((group, i) => {
        Object.assign(group, options[i]);
        group.params.forEach((parameter, j) => {
          this.remember(parameter, created[i]?.[j] ?? null);
        });
      });
    });
  }

  /** Fresh slots with what was saved for a parameter, or null where nothing is to be remembered. */
  private slotsFrom(
    saved: OptimizerState<H>,
    group: number,
    index: number,
    parameter: Tensor,
    options: H,
  ): S | null {
    const position = saved.paramGroups[group]?.params[index] as number;
    const from = saved.state[position];
    if (from === undefined && !this.needsSlots(options)) return null;
    const slots = this.createSlots(parameter, options);
    if (from === undefined && this.beginsLate) return slots;
    checkSlots(this.rule, position, slots, from ?? {});
    for (const [name, slot] of Object.entries(slots)) slot.assign((from as Slots)[name] as Tensor);
    return slots;
  }

  /** Overwrites the slots that exist, because compiled steps know them. */
  private remember(parameter: Tensor, loaded: S | null): void {
    const current = this.slots.get(parameter);
    if (loaded === null) this.slots.delete(parameter);
    else if (current === undefined) this.slots.set(parameter, loaded);
    else for (const name of Object.keys(current)) current[name]?.assign(loaded[name] as Tensor);
  }
}
