import { NablaError } from "@nabla/tensor";

/** What every rule lets its user choose, for all parameters or for a group of them. */
export interface Hyperparameters {
  /** Learning rate: the length of a step, in units of the gradient. */
  lr: number;
}

/** A complaint about the use of an optimizer. */
export function misuse(rule: string, problem: string): NablaError {
  return new NablaError(`${rule}: ${problem}`, { op: rule });
}

/** Checks that `options` has no names but those of `defaults`, and values of the same types. */
export function checkOptions(rule: string, options: object, defaults: object): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(defaults, name))
      throw misuse(
        rule,
        `${JSON.stringify(name)} is no option (there are ${Object.keys(defaults).join(", ")})`,
      );
    const wanted = typeof defaults[name as keyof typeof defaults];
    if (typeof value !== wanted || (wanted === "number" && !Number.isFinite(value)))
      throw misuse(
        rule,
        `${name} is ${String(value)}: needed a ${wanted === "number" ? "finite number" : wanted}`,
      );
  }
}

/** Checks that the options called `names` are not negative. */
export function checkNotNegative<H extends object>(
  rule: string,
  options: H,
  names: readonly (keyof H & string)[],
): void {
  for (const name of names)
    if ((options[name] as number) < 0)
      throw misuse(rule, `${name} is ${options[name]}: needed a number of 0 or more`);
}

/** The part of `group` that is options of the rule. */
export function optionsIn<H extends object>(group: object, defaults: H): H {
  const names = Object.keys(defaults);
  // Filtered by the names of an H, all of which are there: checkGroups has seen to it.
  return Object.fromEntries(Object.entries(group).filter(([name]) => names.includes(name))) as H;
}
