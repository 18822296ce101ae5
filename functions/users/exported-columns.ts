import { type Listed, viewOf } from "../../shared/domain/user.ts";

type View = ReturnType<typeof viewOf>;

/** The columns of an export by their titles. Times are UTC; what a user does not have is empty. */
const columns: Readonly<Record<string, (user: View) => string | undefined>> = {
  "First name": ({ firstName }) => firstName,
  "Last name": ({ lastName }) => lastName,
  "E-mail": ({ email }) => email,
  Username: ({ username }) => username,
  Type: ({ type }) => type,
  Roles: ({ roles }) => roles.join(", "),
  Department: ({ departmentName }) => departmentName,
  Status: ({ status }) => status,
  Registration: ({ registration }) => registration,
  "2-step": ({ secondStep }) => secondStep,
  "Last sign-in": ({ lastSignInAt }) => lastSignInAt,
  Invited: ({ invitedAt }) => invitedAt,
  "Invitation ends": ({ invitationExpiresAt }) => invitationExpiresAt,
  Registered: ({ registeredAt }) => registeredAt,
  "Locked until": ({ lockedUntil }) => lockedUntil,
  "Account ends": ({ expiresAt }) => expiresAt,
  "User id": ({ userId }) => userId,
};

/** The titles, as the first line of an export has them. */
export const exportedColumns = Object.keys(columns);

/** One user's line: what the list shows of him at this moment. */
export function exportedRow(user: Listed, now: Date): string[] {
  const view = viewOf(user, now);
  return Object.values(columns).map((value) => value(view) ?? "");
}
