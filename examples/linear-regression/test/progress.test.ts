import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createProgress } from "../src/progress.ts";

class Screen extends Writable {
  text = "";
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY: boolean, columns = 80) {
    super();
    this.isTTY = isTTY;
    this.columns = columns;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }

  /** What a terminal would show of the lines that were drawn over each other. */
  get lines(): string[] {
    return this.text.split("\n").map((line) => line.replaceAll("\x1b[K", "").split("\r").at(-1)!);
  }
}

// The part of a WriteStream that is used.
const on = (screen: Screen) => createProgress(screen as unknown as NodeJS.WriteStream);

test("writes plain lines where there is no terminal", () => {
  const screen = new Screen(false);
  const progress = on(screen);
  for (let i = 0; i <= 3; i++) progress.show(i, 3, `${i} of 3`);
  progress.end();
  expect(screen.text).toBe("0 of 3\n1 of 3\n2 of 3\n3 of 3\n");
});

test("leaves out lines, evenly, where there would be very many", () => {
  const screen = new Screen(false);
  const progress = on(screen);
  for (let i = 0; i <= 1000; i++) progress.show(i, 1000, `${i}`);
  const lines = screen.text.trimEnd().split("\n").map(Number);
  expect(lines).toEqual(Array.from({ length: 41 }, (_, i) => i * 25));
});

test("redraws one line on a terminal, and ends it", () => {
  const screen = new Screen(true);
  const progress = on(screen);
  progress.show(0, 2, "none");
  progress.show(2, 2, "all");
  progress.end();
  progress.end();
  expect(screen.lines).toEqual([`${"█".repeat(30)} all`, ""]);
});

test("stays within a narrow terminal", () => {
  for (const columns of [60, 24, 10]) {
    const screen = new Screen(true, columns);
    on(screen).show(1, 2, "halfway, loss 0.25");
    expect(screen.lines[0]!.length).toBeLessThan(columns);
    expect(screen.lines[0]).toContain("half");
  }
});
