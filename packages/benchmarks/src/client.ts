import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { InputSpec } from "./operations.ts";
import type { Task } from "./peer.ts";
import type { Reply, Request, RowsMessage } from "./protocol.ts";

/** A measured system in a process of its own, which works only while a request is open. */
export class Client {
  readonly id: string;
  /** Set by {@link Client.describe}. */
  name = "";
  library = "";
  version = "";
  tasks: readonly string[] = [];
  /** Set by {@link Client.learn}. */
  lossAfterTwoEpochs = Number.NaN;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  #complaints = "";

  constructor(id: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.id = id;
    // In this package, whose node_modules has the loader, wherever the user stands.
    const cwd = fileURLToPath(new URL("..", import.meta.url));
    this.#child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
    const { stdout, stderr, stdin } = this.#child;
    if (!stdout || !stderr || !stdin) throw new Error(`${id}: no pipes to the child process`);
    this.#child.on("error", (error) => {
      this.#complaints += error.message;
    });
    // A child that dies is reported by the missing answer, not by a broken pipe.
    stdin.on("error", () => {});
    stderr.on("data", (text: Buffer) => {
      this.#complaints = (this.#complaints + text.toString()).slice(-2000);
    });
    this.#reader = createInterface({ input: stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** Sends one request and waits for its answer. */
  async ask(request: Request): Promise<Reply> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`${this.id}: the process ended: ${this.#complaints.trim()}`);
      if (!value.startsWith("{")) continue;
      const reply = JSON.parse(value) as Reply;
      if (reply.error) throw new Error(`${this.id}: ${reply.error}`);
      return reply;
    }
  }

  /** Learns the system's name, version and abilities; loads it on the way. */
  async describe(): Promise<void> {
    const { name, library, version, tasks } = await this.ask({ do: "describe" });
    this.name = name ?? this.id;
    this.library = library ?? this.name;
    this.version = version ?? "?";
    this.tasks = tasks ?? [];
  }

  /** Hands over the data and trains two epochs, the textbook's whole training. */
  async learn(data: RowsMessage): Promise<void> {
    await this.ask({ do: "setup", data });
    await this.run("epoch", 2);
    this.lossAfterTwoEpochs = await this.loss();
  }

  /** Readies an operation to be run: its value, and how long the first call took. */
  async prepare(
    op: string,
    { shapes, range }: InputSpec,
  ): Promise<{ value: number | null; seconds: number }> {
    const { value = null, seconds } = await this.ask({ do: "prepare", op, shapes, range });
    if (seconds === undefined) throw new Error(`${this.id}: ${op} came back without a time`);
    return { value, seconds };
  }

  /** Seconds per call of a task, over `count` calls in a row. */
  async run(task: Task, count: number): Promise<number> {
    const { seconds } = await this.ask({ do: "run", task, count });
    if (seconds === undefined) throw new Error(`${this.id}: ${task} came back without a time`);
    return seconds / count;
  }

  /** The system's loss over all rows. */
  async loss(): Promise<number> {
    const { loss } = await this.ask({ do: "loss" });
    if (loss === undefined) throw new Error(`${this.id}: no loss came back`);
    return loss;
  }

  /** Ends the process. */
  close(): void {
    this.#reader.close();
    this.#child.stdin?.end();
    this.#child.kill();
  }
}
