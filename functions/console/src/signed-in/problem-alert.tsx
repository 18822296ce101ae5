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
  const { detail, requestId } = problemOf(thrown);
  return (
    <Alert type="error" header={header} action={onRetry && <Button onClick={onRetry}>Try again</Button>}>
      {detail}
      {requestId && (
        <Box variant="small" display="block">
          Error id <code>{requestId}</code>
        </Box>
      )}
    </Alert>
  );
}
