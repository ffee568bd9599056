/** The Node modules this package uses, all of them optional: a browser has none. */
interface Builtins {
  "node:fs/promises": typeof import("node:fs/promises");
  "node:os": typeof import("node:os");
  "node:path": typeof import("node:path");
}

// Asked for at run time, not imported: bundlers for browsers then have nothing to resolve.
const host: NodeJS.Process | undefined = globalThis.process;

/** A module of Node, or `undefined` where there is no Node. */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined {
  return host?.getBuiltinModule?.(name) as Builtins[Name] | undefined;
}

/** An environment variable, or `undefined` where it is unset, empty, or there are none. */
export function variable(name: string): string | undefined {
  return host?.env?.[name] || undefined;
}

/** The operating system as Node names it. */
export function platform(): string | undefined {
  return host?.platform;
}

/** What went wrong, shortly: the system's code where there is one (`ENOENT`, `ENOTFOUND`). */
export function reason(error: unknown): string {
  // fetch hides the system's error in `cause`.
  const { cause, code, message } = error as { cause?: unknown; code?: unknown; message?: unknown };
  if (typeof code === "string") return code;
  return cause ? reason(cause) : String(message ?? error);
}
