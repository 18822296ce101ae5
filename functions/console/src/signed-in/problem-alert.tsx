import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { problemOf } from "../api/problem-error.ts";

interface ProblemAlertProps {
  readonly thrown: unknown;
  /** What could not be done, such as "The users could not be loaded". */
  readonly header: string;
  readonly onRetry?: () => void;
}

/** Why something failed, what to do, and the error id for whoever helps. */
export function ProblemAlert({ thrown, header, onRetry }: ProblemAlertProps) {
  const { detail } = problemOf(thrown);
  const errorId = errorIdOf(thrown);
  return (
    <div data-problem tabIndex={-1}>
      <Alert type="error" header={header} action={onRetry && <Button onClick={onRetry}>Try again</Button>}>
        {detail}
        {errorId && (
          <Box variant="small" display="block">
            Error id <code>{errorId}</code>
          </Box>
        )}
      </Alert>
    </div>
  );
}

/** The id to give to whoever helps: for what went wrong on our side, not for a refusal that says what to do. */
export function errorIdOf(thrown: unknown): string | undefined {
  const { status, requestId } = problemOf(thrown);
  return status >= 500 ? requestId : undefined;
}
