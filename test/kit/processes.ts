import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** Handlers of one function in processes of their own, which share nothing but the endpoints. */
export interface Processes {
  /** Hands the events out in turn, all of them at the same moment. @returns every status code */
  answer(events: readonly unknown[]): Promise<number[]>;
  end(): void;
}

/** Starts so many processes of a bundle and waits until each has loaded it. */
export async function processesOf(bundle: string, env: Record<string, string>, count: number): Promise<Processes> {
  const children = Array.from({ length: count }, () =>
    fork("test/kit/handler-process.ts", [bundle], {
      env: { ...process.env, ...env },
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    }),
  );
  await Promise.all(children.map((child) => messageOf(child)));
  return {
    answer: async (events) => {
      const shares = children.map((_, at) => events.filter((_event, number) => number % count === at));
      const answers = children.map((child) => messageOf(child) as Promise<number[]>);
      for (const [at, child] of children.entries()) child.send(shares[at] ?? []);
      return (await Promise.all(answers)).flat();
    },
    end: () => {
      for (const child of children) child.kill();
    },
  };
}

/** The next thing a process says. @throws Error when it ends instead */
async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`a handler's process ended with ${code}`);
  });
  const [message] = await Promise.race([once(child, "message"), ended]);
  return message;
}
