import { cpus, loadavg, totalmem } from "node:os";

/** Where figures were measured; without it they mean nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly node: string;
  readonly platform: string;
  readonly date: string;
  /** Mean number of running processes in the minute before: above 0, others share the machine. */
  readonly load: number;
}

/** Describes this machine. */
export function describeMachine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown processor",
    cores: processors.length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: `Node ${process.versions.node} (V8 ${process.versions.v8})`,
    platform: `${process.platform} ${process.arch}`,
    date: new Date().toISOString().slice(0, 10),
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}

/** One line for the head of a table. */
export function machineLine(machine: Machine): string {
  const { cpu, cores, memory, node, platform, date, load } = machine;
  return `${cpu}, ${cores} cores, ${memory}, ${platform}, ${node}, ${date}, load before ${load}`;
}
