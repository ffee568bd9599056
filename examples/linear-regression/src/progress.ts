/** Shows how far something is, and how well it goes. */
export interface Progress {
  /** `done` of `total` are done; `text` says the rest. */
  show(done: number, total: number, text: string): void;
  /** Ends the display; what follows begins on a line of its own. */
  end(): void;
}

/** A bar on a terminal, else lines. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  const canRedraw = stream.isTTY && process.env.TERM !== "dumb";
  return canRedraw ? new ProgressBar(stream) : new ProgressLines(stream);
}

/** In a longer training, lines are left out, evenly. */
const mostLines = 40;

class ProgressLines implements Progress {
  readonly #stream: NodeJS.WriteStream;
  #written = -1;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(done: number, total: number, text: string): void {
    const place = Math.floor((done * mostLines) / total);
    if (place === this.#written) return;
    this.#written = place;
    this.#stream.write(`${text}\n`);
  }

  end(): void {}
}

/** Between two drawings of the bar, in milliseconds: the eye sees no more. */
const pause = 40;
const widest = 30;

class ProgressBar implements Progress {
  readonly #stream: NodeJS.WriteStream;
  #line = "";
  #drawn = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    // However the program ends, the shell's prompt is to stand on a line of its own.
    process.once("exit", () => this.end());
  }

  show(done: number, total: number, text: string): void {
    const now = performance.now();
    if (done < total && now - this.#drawn < pause) return;
    this.#drawn = now;
    // The last column stays free: writing there would wrap the line.
    const room = (this.#stream.columns || 80) - 1;
    const width = Math.min(widest, room - text.length - 1);
    const full = Math.round((done / total) * width);
    const bar = width < 5 ? "" : `${"█".repeat(full)}${"░".repeat(width - full)} `;
    this.#line = `${bar}${text}`.slice(0, room);
    this.#stream.write(`\r${this.#line}\x1b[K`);
  }

  end(): void {
    if (this.#line === "") return;
    this.#line = "";
    this.#stream.write("\n");
  }
}
