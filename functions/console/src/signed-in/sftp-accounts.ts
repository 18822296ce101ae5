import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { SftpAccountLine, SftpAccountView } from "../../../../shared/contract/sftp-accounts.ts";
import { type ClaimType, claimTypes } from "../../../../shared/domain/sftp-software.ts";
import type { Versioned } from "../api/client.ts";
import { useIntention } from "../intention.ts";
import { sftpAccounts } from "./calls.ts";
import { useNotices } from "./notices.tsx";

export type SftpLine = z.output<typeof SftpAccountLine>;
export type SftpAccount = z.output<typeof SftpAccountView>;
/** What the page shows and what its dialogs need to name it. */
export type NamedSftp = Pick<SftpLine, "accountId" | "username" | "softwareName">;

/** Everything read about SFTP accounts; a change of one asks for all of it again. */
export const sftpKey = ["sftp"] as const;
export const accountKey = (accountId: string) => [...sftpKey, "account", accountId] as const;

/** The practice's accounts. */
export const useSftpAccounts = (isWanted = true) =>
  useQuery({ queryKey: [...sftpKey, "accounts"], queryFn: () => sftpAccounts.listSftpAccounts(), enabled: isWanted });

/** Where an account's page is. @param part one of its tabs */
export const accountPath = (accountId: string, part?: string): string =>
  `/sftp/accounts/${accountId}${part ? `/${part}` : ""}`;

/** How an account stands, worst first: for the list, its filter and the overview. */
export const sftpStates = {
  attention: "Needs somebody",
  active: "Active",
  unused: "Not used yet",
  disabled: "Disabled",
} as const;
export type SftpState = keyof typeof sftpStates;
export const sftpStateNames = Object.keys(sftpStates) as SftpState[];

export function stateOf({ status, attention, lastUsed }: SftpLine): SftpState {
  if (status === "disabled") return "disabled";
  if (attention) return "attention";
  return lastUsed ? "active" : "unused";
}
export const stateSigns = {
  attention: "warning",
  active: "success",
  unused: "pending",
  disabled: "stopped",
} as const satisfies Record<SftpState, StatusIndicatorProps.Type>;

/** "837P, professional". */
export const claimsInWords = (type: ClaimType): string => `${type}, ${claimTypes[type].title.toLowerCase()}`;

interface AccountStep<W> {
  readonly call: (wanted: W, intention: string) => Promise<SftpAccount>;
  /** What the notice says afterwards. */
  readonly told: (after: SftpAccount) => readonly [header: string, content?: string];
  /** What was not done, as the notice's header; without it the caller shows the error. */
  readonly failed?: string;
  readonly onDone?: () => void;
}

/** One step with an account that answers how it stands then. */
export function useAccountStep<W = void>({ call, told, failed, onDone }: AccountStep<W>) {
  const queries = useQueryClient();
  const { tell, complain } = useNotices();
  const intention = useIntention();
  return useMutation({
    mutationFn: (wanted: W) => call(wanted, intention.keyFor(wanted ?? null)),
    onSuccess: async (after) => {
      intention.fulfil();
      tell(...told(after));
      onDone?.();
      await showAfter(queries, after);
    },
    onError: (thrown) => {
      if (!failed) return;
      complain(failed, thrown);
      onDone?.();
    },
  });
}

/** Shows an account as a step left it, and asks anew for what else says something of it. */
async function showAfter(queries: QueryClient, value: SftpAccount): Promise<void> {
  const read: Versioned<SftpAccount> = { value, version: `"v${value.version}"` };
  queries.setQueryData(accountKey(value.accountId), read);
  await queries.invalidateQueries({ queryKey: sftpKey });
}
