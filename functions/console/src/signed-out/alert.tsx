import type { ReactNode } from "react";
import type { ProblemError } from "../api/problem-error.ts";

/** Something to know before going on. Errors interrupt a screen reader, the rest waits for a pause. */
export function Alert({ kind, children }: { kind: "error" | "success" | "info"; children: ReactNode }) {
  return (
    <div className={`alert alert-${kind}`} role={kind === "error" ? "alert" : "status"} data-problem tabIndex={-1}>
      {children}
    </div>
  );
}

/** What a call was refused with: the sentence, and the error id to give to whoever helps. */
export function ProblemAlert({ problem }: { problem: ProblemError | undefined }) {
  if (!problem) return null;
  return (
    <Alert kind="error">
      <p>{problem.detail}</p>
      {problem.requestId && (
        <p className="small">
          Error id <code>{problem.requestId}</code>
        </p>
      )}
    </Alert>
  );
}
