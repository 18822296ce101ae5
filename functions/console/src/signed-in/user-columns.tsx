import type { TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import type { Sort } from "../../../../shared/domain/directory-sorts.ts";
import { roles } from "../../../../shared/domain/role.ts";
import { secondSteps, shownRegistrations } from "../../../../shared/domain/user-status.ts";
import { Email } from "./email.tsx";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { fullName, InvitationStanding, pathOf, typeAndRoles, type User } from "./user-standing.tsx";
import { StandingWithUnlock, type Unlocking } from "./user-unlock.tsx";

type Column = Omit<TableProps.ColumnDefinition<User>, "id" | "header"> & { readonly header: string };

/** Every column of the list of users, by what it is sorted by. */
const columns = {
  name: {
    header: "Name",
    cell: (user) => <PageLink to={pathOf(user)}>{fullName(user)}</PageLink>,
    isRowHeader: true,
    minWidth: 130,
  },
  firstName: { header: "First name", cell: ({ firstName }) => firstName, minWidth: 120 },
  email: { header: "E-mail", cell: ({ email }) => (email ? <Email address={email} /> : "None"), minWidth: 185 },
  username: { header: "Username", cell: ({ username }) => username ?? "-", minWidth: 130 },
  type: { header: "Type and roles", cell: typeAndRoles, minWidth: 130 },
  role: {
    header: "Roles",
    cell: (user) => user.roles.map((role) => roles[role].title).join(", "),
    minWidth: 150,
  },
  department: {
    header: "Department",
    cell: ({ departmentName }) => departmentName ?? "-",
    minWidth: 140,
  },
  status: { header: "Status", cell: (user) => <StandingWithUnlock user={user} />, minWidth: 170 },
  registration: {
    header: "Registration",
    cell: ({ registration }) => shownRegistrations[registration],
    minWidth: 130,
  },
  secondStep: { header: "2-step", cell: ({ secondStep }) => secondSteps[secondStep], minWidth: 115 },
  lastSignInAt: {
    header: "Last sign-in",
    cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} isRelative />,
    minWidth: 110,
  },
  invitation: {
    header: "Invitation",
    cell: (user) => (user.invitation ? <InvitationStanding state={user.invitation} /> : "-"),
    minWidth: 140,
  },
  invitationSentAt: {
    header: "Invitation sent",
    cell: ({ invitationSentAt }) => <Moment at={invitationSentAt} otherwise="-" isRelative />,
    minWidth: 125,
  },
  invitedAt: { header: "Invited", cell: ({ invitedAt }) => <Moment at={invitedAt} isRelative />, minWidth: 100 },
  registeredAt: {
    header: "Registered",
    cell: ({ registeredAt }) => <Moment at={registeredAt} otherwise="Not yet" isRelative />,
    minWidth: 120,
  },
  expiresAt: {
    header: "Account ends",
    cell: ({ expiresAt }) => <Moment at={expiresAt} otherwise="-" isRelative />,
    minWidth: 125,
  },
} as const satisfies Record<Sort, Column>;

const names = Object.keys(columns) as Sort[];
const usual: readonly Sort[] = ["name", "email", "type", "status", "secondStep", "lastSignInAt", "invitedAt"];
/** What a person may leave out or add; the name always stands. */
export const optionalColumns = names.filter((name) => name !== "name");
export const columnTitle = (name: Sort): string => columns[name].header;

/** The columns to show, in the usual order. @param unlocking what the button beside a lock does */
export function columnsOf(shown: readonly Sort[], unlocking: Unlocking): TableProps.ColumnDefinition<User>[] {
  return names
    .filter((name) => shown.includes(name))
    .map((name) => ({
      ...columns[name],
      id: name,
      sortingField: name,
      ...(name === "status" && { cell: (user: User) => <StandingWithUnlock user={user} {...unlocking} /> }),
    }));
}

const storageKey = "gatehouse.users.columns";

/** The columns that the person wants in this browser. */
export function useShownColumns(): readonly [shown: readonly Sort[], show: (columns: readonly Sort[]) => void] {
  const [shown, setShown] = useState(storedColumns);
  const show = (wanted: readonly Sort[]) => {
    const all = names.filter((name) => name === "name" || wanted.includes(name));
    localStorage.setItem(storageKey, all.join(","));
    setShown(all);
  };
  return [shown, show];
}

function storedColumns(): readonly Sort[] {
  const stored = localStorage.getItem(storageKey)?.split(",");
  return stored ? names.filter((name) => name === "name" || stored.includes(name)) : usual;
}
