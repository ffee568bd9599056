import { setImmediate } from "node:timers/promises";
import { Failure } from "../../trajectories/src/run.ts";
import { defaultLr } from "./optimizers.ts";
import type { Options } from "./options.ts";
import type { Progress } from "./progress.ts";

/** The loss over all rows at one moment of the training. */
export interface Look {
  /** Examples seen so far, in units of all rows. */
  readonly epoch: number;
  readonly loss: number;
}

/** Looks at a training at regular intervals, and takes the time between. */
export class Monitor {
  /** The loss before the first step and at every look. */
  readonly looks: Look[] = [];
  /** Spent on the training of each epoch, without the looks. */
  readonly seconds: number[] = [];
  readonly #rows: number;
  readonly #options: Options;
  readonly #progress: Progress;
  readonly #interval: number;
  #seen = 0;
  #next: number;
  #start = 0;
  #inEpoch = 0;

  constructor(rows: number, options: Options, progress: Progress) {
    this.#rows = rows;
    this.#options = options;
    this.#progress = progress;
    // Every 100 of 1,500 examples, as in the textbook; with more rows as many times per epoch, because
    // a look costs as much as there are rows.
    this.#interval = 100 * Math.max(1, Math.ceil(rows / 1500));
    this.#next = this.#interval;
  }

  /** Counts the examples of a step; true where the loss is to be looked at. */
  isDue(examples: number): boolean {
    this.#seen += examples;
    const epochEnds = this.#seen % this.#rows === 0;
    if (this.#seen < this.#next && !epochEnds) return false;
    this.#inEpoch += (performance.now() - this.#start) / 1000;
    if (epochEnds) {
      this.seconds.push(this.#inEpoch);
      this.#inEpoch = 0;
    }
    this.#next = this.#interval * (Math.floor(this.#seen / this.#interval) + 1);
    return true;
  }

  /** Takes the loss over all rows, before the first step and whenever it is due. */
  async look(loss: number): Promise<void> {
    this.looks.push({ epoch: this.#seen / this.#rows, loss });
    if (!Number.isFinite(loss)) throw this.#diverged(loss);
    const total = this.#rows * this.#options.epochs;
    this.#progress.show(this.#seen, total, this.#describe(loss));
    // Lets Ctrl-C come through.
    await setImmediate();
    this.#start = performance.now();
  }

  #describe(loss: number): string {
    const { epochs } = this.#options;
    const epoch = Math.max(1, Math.ceil(this.#seen / this.#rows));
    const seen = this.#seen - (epoch - 1) * this.#rows;
    const place = `epoch ${outOf(epoch, epochs)}  ${outOf(seen, this.#rows)} examples`;
    return `${place}  loss ${loss.toPrecision(4)}`;
  }

  #diverged(loss: number): Failure {
    const { lr, optimizer } = this.#options;
    return new Failure(
      `training diverged: after ${this.#seen} examples the loss is ${loss}: ` +
        `lr ${lr} makes the steps too long (try a smaller --lr; ${defaultLr[optimizer]} is the default)`,
    );
  }
}

/** Numbers of equal width, so that they stand still below each other. */
const outOf = (part: number, whole: number): string =>
  `${String(part).padStart(String(whole).length)} of ${whole}`;
