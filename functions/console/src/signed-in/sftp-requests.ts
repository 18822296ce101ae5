import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type {
  OperatorRequestLine,
  OperatorRequestView,
  SftpRequestLine,
  SftpRequestView,
} from "../../../../shared/contract/sftp-requests.ts";
import type { SftpRequestState } from "../../../../shared/domain/sftp-request.ts";
import { useIntention } from "../intention.ts";
import { useNotices } from "./notices.tsx";
import { sftpKey } from "./sftp-accounts.ts";

export type RequestLine = z.output<typeof SftpRequestLine>;
export type OwnRequest = z.output<typeof SftpRequestView>;
export type AskedLine = z.output<typeof OperatorRequestLine>;
export type AskedRequest = z.output<typeof OperatorRequestView>;

export const requestsKey = [...sftpKey, "requests"] as const;
export const requestKey = (requestId: string) => [...requestsKey, requestId] as const;
/** What operators read about requests. */
export const askedKey = ["operator", "requests"] as const;
export const requestPath = (requestId: string): string => `/sftp/requests/${requestId}`;
export const askedPath = (requestId: string): string => `/operations/sftp-requests/${requestId}`;

export const requestSigns = {
  submitted: "pending",
  "in-review": "in-progress",
  approved: "success",
  rejected: "error",
  provisioned: "success",
  cancelled: "stopped",
  expired: "stopped",
} as const satisfies Record<SftpRequestState, StatusIndicatorProps.Type>;

interface RequestStep<W, T> {
  readonly call: (wanted: W, intention: string) => Promise<T>;
  /** What the notice says afterwards. */
  readonly told: (after: T) => readonly [header: string, content?: string];
  /** What was not done, as the notice's header. */
  readonly failed: string;
  readonly onDone?: () => void;
}

/** One step with a request. However it ends, what is shown of requests is asked anew: somebody else may have been there. */
export function useRequestStep<T, W = void>({ call, told, failed, onDone }: RequestStep<W, T>) {
  const queries = useQueryClient();
  const { tell, complain } = useNotices();
  const intention = useIntention();
  return useMutation({
    mutationFn: (wanted: W) => call(wanted, intention.keyFor(wanted ?? null)),
    onSuccess: (after) => {
      intention.fulfil();
      tell(...told(after));
    },
    onError: (thrown) => complain(failed, thrown),
    onSettled: async () => {
      onDone?.();
      await Promise.all([sftpKey, askedKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}
