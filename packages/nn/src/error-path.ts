import { NablaError } from "@nabla/tensor";
import type { Module } from "./module.ts";

/** The innermost module that an error came through, and what it said there. */
interface Origin {
  module: Module;
  message: string;
}

const origins = new WeakMap<NablaError, Origin>();

/**
 * Notes that `error` came out of a call of `module`. Each call that it passes on its way up names the
 * place anew, as seen from there, so in the end the message begins with the path from the outermost
 * module. Nothing is computed as long as nothing goes wrong.
 */
export function comingFrom(module: Module, error: unknown): unknown {
  if (!(error instanceof NablaError)) return error;
  const origin = origins.get(error);
  if (origin === undefined) {
    origins.set(error, { module, message: error.message });
    return error;
  }
  const path = pathTo(origin.module, module);
  if (path === null) {
    // A module that its caller does not own has no path: from here on the caller stands for it.
    origin.module = module;
    origin.message = error.message;
  } else if (path !== "") rename(error, `${path}: ${origin.message}`);
  return error;
}

function pathTo(inner: Module, outer: Module): string | null {
  for (const [path, module] of outer.namedModules()) if (module === inner) return path;
  return null;
}

/** The stack begins with the message as it was when the stack was read for the first time. */
function rename(error: NablaError, message: string): void {
  error.stack = error.stack?.replace(error.message, () => message) ?? "";
  error.message = message;
}
