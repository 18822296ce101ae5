import { useMemo } from "react";
import { useSearchParams } from "wouter";
import { type AuditAction, auditActionNames } from "../../../../shared/domain/audit-action.ts";
import { instantOf } from "./address-values.ts";

/** What the report is narrowed to. It lies in the address, so that Back works and a report can be shared. */
export interface AuditFilter {
  readonly action?: AuditAction | undefined;
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
const names = ["action", "actorId", "subjectId", "from", "to"] as const;

/** The filter of the address shown, and a way to change parts of it. */
export function useAuditFilter(): {
  readonly filter: AuditFilter;
  readonly isFiltered: boolean;
  readonly change: (part: AuditFilter) => void;
  readonly clear: () => void;
} {
  const [query, setQuery] = useSearchParams();
  const address = query.toString();
  const filter = useMemo(() => filterOf(new URLSearchParams(address)), [address]);
  const show = (next: AuditFilter) => {
    const kept = names.flatMap((name) => (next[name] ? [[name, next[name]]] : []));
    setQuery(new URLSearchParams(kept));
  };
  return {
    filter,
    isFiltered: Object.values(filter).some(Boolean),
    change: (part) => show({ ...filter, ...part }),
    clear: () => show({}),
  };
}

function filterOf(query: URLSearchParams): AuditFilter {
  return {
    action: auditActionNames.find((name) => name === query.get("action")),
    actorId: query.get("actorId") ?? undefined,
    subjectId: query.get("subjectId") ?? undefined,
    from: instantOf(query.get("from")),
    to: instantOf(query.get("to")),
  };
}
