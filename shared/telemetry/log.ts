/** The only fields a log line may carry: nothing a person typed, no headers, no bodies. */
export interface LogFields {
  readonly requestId?: string;
  readonly route?: string;
  readonly practiceId?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly count?: number;
  readonly letter?: string;
  readonly mailId?: string;
  readonly errorName?: string;
  readonly stack?: string;
}

/** Writes one JSON line to the function's log. `message` is a constant sentence, never built from input. */
export function log(level: "info" | "warn" | "error", message: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, at: new Date().toISOString(), ...fields })}\n`);
}

/**
 * Logs a fault for the alarm and the people behind it: its name and stack without the message, which may quote input.
 */
export function logFault(message: string, fault: unknown, fields: LogFields = {}): void {
  const error = fault instanceof Error ? fault : new Error("thrown value is no Error");
  // The message may have lines of its own that look like frames.
  const frames = (error.stack ?? "")
    .replace(error.message, "")
    .split("\n")
    .filter((line) => line.startsWith("    at "));
  log("error", message, { ...fields, errorName: error.name, stack: frames.slice(0, 12).join("\n") });
}
