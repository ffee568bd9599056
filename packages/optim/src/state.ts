import { FormatError, ShapeError, Tensor } from "@nabla/tensor";
import { sameShape, show } from "@nabla/tensor/internal";

/** What a rule remembers of one parameter, by name. */
export type Slots = Readonly<Record<string, Tensor>>;

/** The options of a group, with the numbers of its parameters. */
export type SavedGroup<H> = Omit<H, "params"> & SavedParams;

/** The parameters of a saved group. */
export interface SavedParams {
  /** Their numbers, counted through all groups. */
  readonly params: readonly number[];
}

/** An optimizer's state as plain objects, in PyTorch's layout. */
export interface OptimizerState<H> {
  /** What the rule remembers of each parameter, by the parameter's number. */
  readonly state: Readonly<Record<string, Slots>>;
  /** The options of each group, with the numbers of its parameters. */
  readonly paramGroups: readonly SavedGroup<H>[];
}

function misfit(rule: string, problem: string): FormatError {
  return new FormatError(`loadStateDict: ${rule}: ${problem} (nothing was loaded)`, {
    op: "loadStateDict",
  });
}

/** Checks that the saved groups are as many and as long as `groups`, and have all options. */
export function checkGroups<H>(
  rule: string,
  groups: readonly { readonly params: readonly Tensor[] }[],
  saved: OptimizerState<H>,
  options: readonly string[],
): void {
  if (!Array.isArray(saved?.paramGroups) || typeof saved.state !== "object")
    throw misfit(rule, "the state must be an object such as stateDict() returns");
  const { paramGroups } = saved;
  if (paramGroups.length !== groups.length)
    throw misfit(rule, `it has ${groups.length} parameter groups, the state ${paramGroups.length}`);
  paramGroups.forEach((group, i) => {
    const length = groups[i]?.params.length;
    if (group.params?.length !== length)
      throw misfit(
        rule,
        `group ${i} has ${length} parameters, in the state ${group.params?.length}`,
      );
    const missing = options.filter((name) => !Object.hasOwn(group, name));
    if (missing.length > 0)
      throw misfit(
        rule,
        `group ${i} of the state lacks ${missing.join(", ")}: was it saved by another rule?`,
      );
  });
}

/** Checks that what was saved for a parameter has the names and shapes of `slots`. */
export function checkSlots(rule: string, position: number, slots: Slots, saved: Slots): void {
  const [wanted, got] = [Object.keys(slots), Object.keys(saved)];
  if (wanted.length !== got.length || wanted.some((name) => !(saved[name] instanceof Tensor)))
    throw misfit(
      rule,
      `for parameter ${position} it needs tensors ${wanted.join(", ")}, the state has ${got.join(", ") || "none"}`,
    );
  for (const [name, slot] of Object.entries(slots)) {
    const shapes = [slot.layout.shape, (saved[name] as Tensor).layout.shape] as const;
    if (!sameShape(...shapes))
      throw new ShapeError(
        `loadStateDict: ${rule}: ${name} of parameter ${position} has shape ${show(shapes[1])}: needed ${show(shapes[0])} (nothing was loaded)`,
        { op: "loadStateDict", shapes },
      );
  }
}
