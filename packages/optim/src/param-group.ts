import { GradientError, Tensor } from "@nabla/tensor";
import { show } from "@nabla/tensor/internal";
import { misuse } from "./options.ts";

/** Parameters that are learned with the same options; both can be read and written at any time. */
export type ParamGroup<H> = H & {
  /** The tensors. */
  params: Tensor[];
};

/** A group as it is handed in: options that are left out are the optimizer's. */
export type GroupInput<H> = Partial<H> & {
  /** The tensors. */
  readonly params: Iterable<Tensor>;
};

/** What an optimizer learns: tensors, or groups of them with options of their own. */
export type Params<H> = Iterable<Tensor> | Iterable<GroupInput<H>>;

const isGroup = <H>(item: Tensor | GroupInput<H>): item is GroupInput<H> =>
  typeof item === "object" && item !== null && !(item instanceof Tensor) && "params" in item;

/** The groups that `params` stands for: a plain list of tensors is one group. */
export function toGroups<H>(rule: string, params: Params<H>): GroupInput<H>[] {
  const items = listOf<Tensor | GroupInput<H>>(rule, params);
  if (!items.some(isGroup)) {
    const tensors = items as Tensor[];
    // Nothing but its tensors is said of the group.
    return [{ params: tensors } as unknown as GroupInput<H>];
  }
  if (!items.every(isGroup))
    throw misuse(
      rule,
      "tensors and groups are mixed: put the tensors into a group { params: [...] }",
    );
  return items;
}

/** The tensors of a group, each fit to be learned, and none in `taken`. */
export function checkedParams(
  rule: string,
  params: Iterable<Tensor>,
  taken: readonly Tensor[],
): Tensor[] {
  const tensors = listOf(rule, params);
  if (tensors.length === 0)
    throw misuse(rule, "got no parameters: needed one or more (does the model have any?)");
  const seen = new Set(taken);
  tensors.forEach((tensor, i) => {
    checkParam(rule, tensor, i);
    if (seen.has(tensor))
      throw misuse(
        rule,
        `parameter ${i} of shape ${show(tensor.layout.shape)} is listed twice: it would be updated twice in each step`,
      );
    seen.add(tensor);
  });
  return tensors;
}

function listOf<T>(rule: string, params: Iterable<T>): T[] {
  // A tensor is iterable too, but its slices can't be learned.
  if (params instanceof Tensor)
    throw misuse(rule, "got one tensor: needed a list of parameters (put it into one: [w])");
  if (typeof params === "object" && params !== null) {
    if (Symbol.iterator in params) return Array.from(params);
    if ("parameters" in params)
      throw misuse(rule, "got a module: needed its parameters (pass model.parameters())");
  }
  throw misuse(rule, `got ${String(params)}: needed a list of parameters`);
}

function checkParam(rule: string, tensor: Tensor, i: number): void {
  if (!(tensor instanceof Tensor))
    throw misuse(
      rule,
      `parameter ${i} is ${Array.isArray(tensor) ? "an array (pass parameters(), not namedParameters())" : String(tensor)}: needed a tensor`,
    );
  const { shape } = tensor.layout;
  const details = { op: rule, shapes: [shape] };
  if (!tensor.isLeaf)
    throw new GradientError(
      `${rule}: parameter ${i} of shape ${show(shape)} was computed by ${tensor.node?.op?.name}: only leaves can be learned (pass the tensor that it was computed from)`,
      details,
    );
  if (!tensor.requiresGrad)
    throw new GradientError(
      `${rule}: parameter ${i} of shape ${show(shape)} wants no gradient: create it with { requiresGrad: true }, or leave it out: model.parameters().filter((p) => p.requiresGrad)`,
      details,
    );
}
