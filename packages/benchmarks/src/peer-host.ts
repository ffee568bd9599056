import { createInterface } from "node:readline";
import { measureMemory } from "./memory.ts";
import type { Peer, Task } from "./peer.ts";
import type { Reply, Request } from "./protocol.ts";

// The program each measured system runs in. It obeys one JSON line at a time and is otherwise idle,
// so that the systems of a round take the processor in turn.

// Results kept here are results the engine cannot throw away.
let sink = 0;

async function run(peer: Peer, task: Task, count: number): Promise<number> {
  const start = performance.now();
  if (task === "epoch") {
    for (let i = 0; i < count; i++) {
      const pending = peer.epoch();
      if (pending instanceof Promise) await pending;
    }
  } else {
    const ops = peer.smallOps;
    if (!ops) throw new Error(`${peer.name} has no small operations to time`);
    for (let i = 0; i < count; i++) sink += ops[task]();
  }
  return (performance.now() - start) / 1000;
}

async function obey(peer: Peer, request: Request): Promise<Reply> {
  switch (request.do) {
    case "describe": {
      const tasks: Task[] = peer.smallOps ? ["epoch", "add", "chain"] : ["epoch"];
      return { name: peer.name, version: peer.version, tasks };
    }
    case "setup":
      await peer.setup({
        ...request.data,
        features: Float32Array.from(request.data.features),
        labels: Float32Array.from(request.data.labels),
      });
      return {};
    case "run":
      return { seconds: await run(peer, request.task, request.count), sink };
    case "loss":
      return { loss: await peer.loss() };
    case "memory":
      return { memory: await measureMemory(peer, request.steps, request.kept) };
  }
}

async function loadPeer(file: string, id: string): Promise<Peer> {
  const module = (await import(`./peers/${file}`)) as {
    peers: Record<string, () => Peer | Promise<Peer>>;
  };
  const make = module.peers[id];
  if (!make) throw new Error(`${file} exports no peer "${id}"`);
  return make();
}

async function serve(file: string, id: string): Promise<void> {
  // Standard output belongs to the protocol; some libraries greet their users there.
  console.log = console.info = console.warn = () => {};
  const answer = (reply: Reply): void => void process.stdout.write(`${JSON.stringify(reply)}\n`);
  const explain = (error: unknown): string =>
    error instanceof Error ? (error.stack ?? error.message) : String(error);
  let peer: Peer | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      peer ??= await loadPeer(file, id);
      answer(await obey(peer, JSON.parse(line) as Request));
    } catch (error) {
      answer({ error: explain(error) });
    }
  }
}

const [file, id] = process.argv.slice(2);
if (!file || !id) throw new Error("peer-host: usage: peer-host.ts FILE ID");
await serve(file, id);
