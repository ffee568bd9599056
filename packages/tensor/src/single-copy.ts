import { NablaError } from "./errors.ts";

// Two copies would have two classes Tensor and two stacks of interpreters: each would take the other's
// tensors for strangers, so that gradients would silently end at the border.
const KEY = Symbol.for("@nabla/tensor");
const loaded = globalThis as { [KEY]?: string };
const here = import.meta.url;

if (loaded[KEY] !== undefined && loaded[KEY] !== here)
  throw new NablaError(
    `@nabla/tensor is loaded twice: from ${loaded[KEY]} and from ${here} (make all packages depend on one version: see "npm ls @nabla/tensor")`,
    { op: "import" },
  );
loaded[KEY] = here;
