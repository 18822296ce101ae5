import { useMemo } from "react";
import { useSearchParams } from "wouter";
import type * as z from "zod/mini";
import type { UserQuery } from "../../../../shared/contract/user-list.ts";
import { applicationNames } from "../../../../shared/domain/application.ts";
import { type Sort, sortNames } from "../../../../shared/domain/directory-sorts.ts";
import { invitationSources } from "../../../../shared/domain/invitation.ts";
import { invitationStates } from "../../../../shared/domain/invitation-state.ts";
import { roleNames } from "../../../../shared/domain/role.ts";
import { secondSteps, shownRegistrations, shownStatuses } from "../../../../shared/domain/user-status.ts";
import { userTypeNames } from "../../../../shared/domain/user-type.ts";
import { instantOf } from "./address-values.ts";

/** What the list of users is searched for, narrowed to and sorted by. It lies in the address, so that Back works and a list can be shared. */
export type UserFilter = Omit<z.output<typeof UserQuery>, "limit" | "cursor">;

/** The filters that take one of a few values. */
export const chosen = {
  status: keysOf(shownStatuses),
  registration: keysOf(shownRegistrations),
  invitation: keysOf(invitationStates),
  source: keysOf(invitationSources),
  secondStep: keysOf(secondSteps),
  type: userTypeNames,
  role: roleNames,
  application: applicationNames,
  signedIn: ["never", "before"],
  ends: ["later", "not"],
} as const;
export type ChosenFilter = keyof typeof chosen;
const chosenNames = keysOf(chosen);

/** For how many days somebody has not signed in, for the list of unused accounts. */
export const unusedDays = [30, 60, 90, 180] as const;
/** Within how many days an account ends, for the list of those that end. */
export const endingDays = [14, 30, 90] as const;
/** The moment so many days from now, or before now; it stands in an address, where the time of day says nothing. */
export const momentInDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
/** How soon an account ends that the list of those ending soon names. */
export const soonDays = 14;
/** After so many days without a sign-in somebody should look whether the account is still wanted. */
export const unusedAfterDays = 90;

/** Lists that are asked for again and again. */
export const quickLists: readonly { readonly label: string; readonly filter: () => UserFilter }[] = [
  { label: "Locked", filter: () => ({ status: "locked" }) },
  { label: "Never signed in", filter: () => ({ signedIn: "never" }) },
  { label: "No 2-step", filter: () => ({ secondStep: "none" }) },
  { label: "Ending soon", filter: () => ({ endsBefore: momentInDays(soonDays) }) },
];

/** The address of the list so filtered, from the root of the console. */
export const usersPath = (filter: UserFilter): string =>
  `/users?${new URLSearchParams(Object.entries(filter).filter(([, value]) => value) as [string, string][])}`;

/** The filter of the address shown, and a way to change parts of it. */
export function useUserFilter(): {
  readonly filter: UserFilter;
  readonly isFiltered: boolean;
  readonly change: (part: UserFilter) => void;
  /** Shows another list as a whole. */
  readonly show: (filter: UserFilter) => void;
} {
  const [query, setQuery] = useSearchParams();
  const address = query.toString();
  const filter = useMemo(() => filterOf(new URLSearchParams(address)), [address]);
  const show = (next: UserFilter) => {
    setQuery(new URLSearchParams(Object.entries(next).filter(([, value]) => value) as [string, string][]));
  };
  const { sort: _sort, direction: _direction, ...narrowing } = filter;
  return {
    filter,
    isFiltered: Object.values(narrowing).some(Boolean),
    change: (part) => show({ ...filter, ...part }),
    show,
  };
}

/** Of an address typed or shared what the service knows; the rest is left out rather than refused. */
function filterOf(query: URLSearchParams): UserFilter {
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | undefined =>
    values.find((value) => value === query.get(name));
  return {
    search: query.get("search")?.trim().slice(0, 100) || undefined,
    sort: oneOf<Sort>("sort", sortNames),
    direction: oneOf("direction", ["ascending", "descending"]),
    site: query.get("site")?.slice(0, 80) || undefined,
    department: query.get("department")?.slice(0, 80) || undefined,
    lastSignInBefore: instantOf(query.get("lastSignInBefore")),
    endsBefore: instantOf(query.get("endsBefore")),
    ...Object.fromEntries(chosenNames.map((name) => [name, oneOf<string>(name, chosen[name])])),
  };
}

function keysOf<Table extends object>(table: Table): readonly (keyof Table & string)[] {
  return Object.keys(table) as (keyof Table & string)[];
}
