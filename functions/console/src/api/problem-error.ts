import * as z from "zod/mini";
import type { FieldError } from "../../../../shared/domain/refusal.ts";

const Problem = z.object({
  status: z.number(),
  code: z.optional(z.string()),
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))),
});

interface ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[] | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** The service said no, or could not be reached (`code` is then "offline" and `status` 0). `detail` is fit to be shown. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  constructor(facts: ProblemFacts) {
    super(facts.detail);
    this.status = facts.status;
    this.code = facts.code;
    this.detail = facts.detail;
    this.errors = facts.errors ?? [];
    this.requestId = facts.requestId;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

/** What a fetch that never got an answer becomes. */
export const offline = (): ProblemError =>
  new ProblemError({
    status: 0,
    code: "offline",
    detail: "Gatehouse could not be reached. Check your connection and try again.",
  });

/** Reads an answer that is not a success, whether it came from a handler, from the gateway or from something between. */
export async function problemFrom(answer: Response): Promise<ProblemError> {
  const body: unknown = await answer.json().catch(() => undefined);
  const problem = z.safeParse(Problem, body);
  const retryAfter = Number(answer.headers.get("retry-after"));
  return new ProblemError({
    status: answer.status,
    code: problem.data?.code ?? "unknown",
    detail: problem.data?.detail ?? problem.data?.title ?? "Something went wrong on our side. Try again in a moment.",
    errors: problem.data?.errors,
    requestId: problem.data?.instance?.replace(/^urn:request:/, "") ?? answer.headers.get("x-request-id") ?? undefined,
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
  });
}

/** What to show of anything thrown by a call. */
export const problemOf = (thrown: unknown): ProblemError =>
  thrown instanceof ProblemError
    ? thrown
    : new ProblemError({
        status: 0,
        code: "unexpected",
        detail: "The answer could not be understood. Reload the page and try again.",
      });
