import { createInterface } from "node:readline";
import { measureMemory } from "./memory.ts";
import { makeInputs, type Operation, type Operations } from "./operations.ts";
import type { Peer, Task } from "./peer.ts";
import type { Reply, Request } from "./protocol.ts";

// The program each measured system runs in. It obeys one JSON line at a time and is otherwise idle,
// so that the systems of a round take the processor in turn.

// Results kept here are results the engine cannot throw away.
let sink = 0;

/** A system: what its file exports under its id. */
interface Hosted {
  readonly peer: Peer | undefined;
  readonly operations: Operations | undefined;
  /** Set by `prepare`. */
  prepared?: Operation;
}

/** One call of a task; a promise where the system is asynchronous. */
function callOf({ peer, operations, prepared }: Hosted, task: Task): () => unknown {
  if (task === "epoch" && peer) return () => peer.epoch();
  if (task === "operation" && prepared) return () => prepared.run();
  const ops = peer?.smallOps;
  if (!ops || task === "epoch" || task === "operation")
    throw new Error(`${(peer ?? operations)?.name} has no ${task} to time`);
  return () => {
    sink += ops[task]();
  };
}

async function run(system: Hosted, task: Task, count: number): Promise<number> {
  const call = callOf(system, task);
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const pending = call();
    if (pending instanceof Promise) await pending;
  }
  return (performance.now() - start) / 1000;
}

async function prepare(
  system: Hosted,
  request: Extract<Request, { do: "prepare" }>,
): Promise<Reply> {
  const make = system.operations?.ops[request.op];
  if (!make) throw new Error(`no operation ${request.op}`);
  const operation = make(...makeInputs(request));
  system.prepared = operation;
  const start = performance.now();
  const value = await operation.value();
  return { value: Number.isNaN(value) ? null : value, seconds: (performance.now() - start) / 1000 };
}

function describe({ peer, operations }: Hosted): Reply {
  const { name, version } = (peer ?? operations) as Peer | Operations;
  const library = operations?.name ?? name;
  const small: Task[] = peer?.smallOps ? ["add", "chain"] : [];
  const tasks = [...(peer ? ["epoch"] : []), ...small, ...Object.keys(operations?.ops ?? {})];
  return { name, library, version, tasks };
}

async function obey(system: Hosted, request: Request): Promise<Reply> {
  const { peer } = system;
  switch (request.do) {
    case "describe":
      return describe(system);
    case "prepare":
      return prepare(system, request);
    case "run":
      return { seconds: await run(system, request.task, request.count), sink };
  }
  if (!peer) throw new Error(`no model to ${request.do}`);
  switch (request.do) {
    case "setup":
      await peer.setup({
        ...request.data,
        features: Float32Array.from(request.data.features),
        labels: Float32Array.from(request.data.labels),
      });
      return {};
    case "loss":
      return { loss: await peer.loss() };
    case "memory":
      return { memory: await measureMemory(peer, request.steps, request.kept) };
  }
}

type Makers<T> = Record<string, () => T | Promise<T>>;

async function load(file: string, id: string): Promise<Hosted> {
  const module = (await import(`./peers/${file}`)) as {
    peers?: Makers<Peer>;
    operations?: Makers<Operations>;
  };
  const peer = await module.peers?.[id]?.();
  const operations = await module.operations?.[id]?.();
  if (!peer && !operations) throw new Error(`${file} exports nothing for "${id}"`);
  return { peer, operations };
}

async function serve(file: string, id: string): Promise<void> {
  // Standard output belongs to the protocol; some libraries greet their users there.
  console.log = console.info = console.warn = () => {};
  const answer = (reply: Reply): void => void process.stdout.write(`${JSON.stringify(reply)}\n`);
  const explain = (error: unknown): string =>
    error instanceof Error ? (error.stack ?? error.message) : String(error);
  let system: Hosted | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      system ??= await load(file, id);
      answer(await obey(system, JSON.parse(line) as Request));
    } catch (error) {
      answer({ error: explain(error) });
    }
  }
}

const [file, id] = process.argv.slice(2);
if (!file || !id) throw new Error("peer-host: usage: peer-host.ts FILE ID");
await serve(file, id);
