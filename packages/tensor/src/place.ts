/** Do ops remember where they were called? */
export let keepingPlaces = false;

/**
 * Switches on or off that ops remember the place in the program that called them, for the sake of
 * errors that come later; returns what it was.
 */
export function keepPlaces(kept: boolean): boolean {
  const before = keepingPlaces;
  keepingPlaces = kept;
  return before;
}

/** Frames of nabla itself, between which a learner would have to look for the own line. */
const OWN = /[\\/](tensor|autograd|nn|optim)[\\/](src|dist)[\\/]/;

/** The calls outside of nabla that led here, innermost first; null where places are not kept. */
export function placeHere(): string | null {
  if (!keepingPlaces) return null;
  const limit = Error.stackTraceLimit;
  // A line of the user's may be many calls away.
  Error.stackTraceLimit = 50;
  const frames = (new Error().stack as string).split("\n").slice(1);
  Error.stackTraceLimit = limit;
  return frames.filter((frame) => !OWN.test(frame)).join("\n");
}
