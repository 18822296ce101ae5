import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CodeChannel } from "../../../../shared/domain/code-channel.ts";
import { problemOf } from "../api/problem-error.ts";
import { login } from "./calls.ts";

const words = {
  email: { sent: "We mailed a code to", late: "No mail after a minute? Look in your spam folder." },
  sms: { sent: "We texted a code to", late: "The text begins with Gatehouse." },
} as const;

/** Has a code sent as the dialog opens, says where it went, and sends another on demand. */
export function StepUpCode({ method }: { method: CodeChannel }) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => login.sendStepUpCode({ body: { method } }),
  });
  useEffect(() => mutate(), [mutate]);
  return (
    <SpaceBetween size="xs">
      <div role="status">
        {data && (
          <>
            {words[method].sent} <strong>{data.destination}</strong>. {words[method].late}
          </>
        )}
        {error && problemOf(error).detail}
      </div>
      <Button variant="inline-link" formAction="none" loading={isPending} onClick={() => mutate()}>
        Send another code
      </Button>
    </SpaceBetween>
  );
}
