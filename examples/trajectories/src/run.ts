import { DataError } from "@nabla/tensor";
import { UsageError } from "./command-line.ts";

/** An end that is the input's fault, not the program's: its message says all there is to say. */
export class Failure extends Error {}

/**
 * Runs a program to an orderly end: exit code 0 when it has finished, 1 when it could not do its
 * work, 2 when it was called wrongly, 130 when the user stopped it; an explanation is one line.
 */
export async function run(main: () => Promise<void>): Promise<void> {
  process.once("SIGINT", () => process.exit(130));
  // The reader of a pipe may have seen enough, as `head` does.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  const code = await main().then(() => 0, explain);
  // Not left to the event loop: a name server that never answers would keep it waiting.
  process.stdout.write("", () => process.exit(code));
}

/** Says on stderr what went wrong and returns the exit code. */
function explain(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`error: ${error.message} (--help lists the options)`);
    return 2;
  }
  const expected = error instanceof Failure || error instanceof DataError || isSystemError(error);
  // Anything else is a mistake in the program, and its trace says where.
  console.error(expected ? `error: ${(error as Error).message}` : error);
  return 1;
}

/** Whether the operating system refused something, such as writing to a folder. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "code" in error;
}
