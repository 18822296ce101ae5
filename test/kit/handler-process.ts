import { pathToFileURL } from "node:url";

/**
 * A bundled handler in a process of its own, as `processesOf` starts it: says when it is loaded, then answers each list of
 * events, all of them at once, with the status codes.
 */
const { handler } = await import(pathToFileURL(process.argv[2] ?? "").href);
process.on("message", async (events: readonly unknown[]) => {
  const context = { getRemainingTimeInMillis: () => 30_000 };
  const answers: { statusCode: number }[] = await Promise.all(events.map((event) => handler(event, context)));
  process.send?.(answers.map(({ statusCode }) => statusCode));
});
process.send?.("loaded");
