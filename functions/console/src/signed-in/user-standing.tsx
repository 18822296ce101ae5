import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type * as z from "zod/mini";
import type { UserView } from "../../../../shared/contract/user-view.ts";
import { type InvitationState, invitationStates } from "../../../../shared/domain/invitation-state.ts";
import { roles } from "../../../../shared/domain/role.ts";
import { shownRegistrations, shownStatuses } from "../../../../shared/domain/user-status.ts";
import { userTypes } from "../../../../shared/domain/user-type.ts";
import { clockTime, relativeTime } from "./moment.tsx";
import { useSession } from "./session.tsx";
import { Status } from "./status.tsx";

export type User = z.output<typeof UserView>;

/** What a colleague is called who works elsewhere. */
export const colleagueTitle = "Colleague of another practice";

/** First and last name in reading order. */
export const fullName = ({ firstName, lastName }: Pick<User, "firstName" | "lastName">): string =>
  `${firstName} ${lastName}`.trim();

/** Where more is told of somebody; of a colleague of another practice nothing is but his invitation. */
export const pathOf = ({ userId, isColleague }: User): string => (isColleague ? "/invitations" : `/users/${userId}`);

/** "Staff", or "Provider - Security administrator, User manager": a plain member's role says nothing more. */
export function typeAndRoles({ type, roles: held, isColleague }: User): string {
  if (isColleague) return colleagueTitle;
  const named = held.filter((role) => role !== "member" && role !== "patient").map((role) => roles[role].title);
  return named.length > 0 ? `${userTypes[type]} - ${named.join(", ")}` : userTypes[type];
}

/** How a user stands, in one sign with words: what keeps him out first, then how far his registration is. */
export function Standing({ user }: { user: User }) {
  const { timeZone } = useSession();
  const { type, text } = standingOf(user, timeZone);
  return <Status type={type}>{text}</Status>;
}

type Shown = { type: StatusIndicatorProps.Type; text: string };

function standingOf(user: User, timeZone: string): Shown {
  if (user.status === "disabled") return { type: "stopped", text: shownStatuses.disabled };
  if (user.status === "expired") return { type: "stopped", text: shownStatuses.expired };
  if (user.status === "locked")
    return {
      type: "error",
      text: user.lockedUntil ? `Locked until ${clockTime(user.lockedUntil, timeZone)}` : "Locked",
    };
  return user.invitation && user.undeliverable ? invitationShown(user.invitation) : registrationOf(user);
}

const signs: Readonly<Partial<Record<InvitationState, StatusIndicatorProps.Type>>> = {
  delivered: "success",
  expired: "warning",
  failed: "error",
  bounced: "error",
  suppressed: "error",
  complained: "error",
  revoked: "stopped",
};
const invitationShown = (state: InvitationState): Shown => ({
  type: signs[state] ?? "pending",
  text: invitationStates[state],
});

/** How an invitation stands: what became of its letter, or that it is over. */
export function InvitationStanding({ state }: { state: InvitationState | undefined }) {
  if (!state) return null;
  const { type, text } = invitationShown(state);
  return <Status type={type}>{text}</Status>;
}

function registrationOf({ registration, invitedAt }: User): Shown {
  const text = shownRegistrations[registration];
  switch (registration) {
    case "invited":
      return { type: "pending", text: invitedAt ? `${text} ${relativeTime(invitedAt)}` : text };
    case "invitation-expired":
      return { type: "warning", text };
    case "invitation-revoked":
      return { type: "stopped", text };
    case "setup-incomplete":
      return { type: "in-progress", text };
    case "registered":
      return { type: "success", text: shownStatuses.active };
  }
}
