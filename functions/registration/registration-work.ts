import { reserveNames } from "../../shared/data/accounts.ts";
import { insert, unchanged, update } from "../../shared/data/changes.ts";
import type { Change, Work } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import { listingOf } from "../../shared/data/practice-list.ts";
import { userRow } from "../../shared/data/users.ts";
import { defaultApplications } from "../../shared/domain/application.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { isUnlimitedAdministrator } from "../../shared/domain/unlimited-administrator.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Doorway } from "./open-invitation.ts";
import type { RegisterCall } from "./register.ts";

/** All that a completed registration writes, in one transaction. */
export function registrationWork(call: RegisterCall, doorway: Doorway): Work {
  const { scope, invitation } = doorway;
  const user = registered(call, doorway);
  const place = { scope, userId: user.userId };
  const names = reserveNames(place, { username: call.body.username, email: invitation.email });
  const used = update("practice", keys.invitation(scope, invitation.invitationId), {
    set: { usedAt: call.now.toISOString() },
    // A founder's invitation was to be swept; from now on it is part of the practice's history.
    remove: ["expiresAtSeconds"],
    expect: { generation: invitation.generation },
    absent: ["usedAt"],
    refusal: "invitation.used",
  });
  const told = {
    action: "user.registered" as const,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    subjectVersion: user.version,
    changes: { username: { after: user.username }, status: { after: user.status } },
  };
  if (doorway.user) return { changes: [used, ...names, ...memberChanges(doorway, user)], deeds: [told] };
  const practice = opened(call, doorway);
  return {
    changes: [used, ...names, ...founderChanges(doorway, user, practice)],
    deeds: [
      {
        action: "practice.opened",
        subjectId: practice.practiceId,
        subjectName: practice.name,
        subjectVersion: practice.version,
        changes: {
          name: { after: practice.name },
          timeZone: { after: practice.timeZone },
          npi: { after: practice.npi },
        },
      },
      told,
    ],
  };
}

function registered({ body, now }: RegisterCall, { scope, invitation, user }: Doorway): User {
  return {
    practiceId: scope.practiceId,
    userId: invitation.userId,
    username: body.username,
    email: invitation.email,
    firstName: body.firstName,
    lastName: body.lastName,
    type: user?.type ?? invitation.type,
    roles: user?.roles ?? invitation.roles,
    status: "active",
    secondStep: "none",
    securityVersion: user?.securityVersion ?? 1,
    version: (user?.version ?? 0) + 1,
    registeredAt: now.toISOString(),
    passwordChangedAt: now.toISOString(),
    ...limitsOf(user),
    applications: user?.applications ?? defaultApplications(invitation.type, invitation.applications ?? []),
  };
}

/** Expiry and hours that a manager set before the person registered. */
function limitsOf(user: User | undefined): Pick<User, "expiresAt" | "accessHours"> {
  return {
    ...(user?.expiresAt ? { expiresAt: user.expiresAt } : {}),
    ...(user?.accessHours ? { accessHours: user.accessHours } : {}),
  };
}

function memberChanges({ scope, user: before }: Doorway, user: User): Change[] {
  const { username, firstName, lastName, status, version, registeredAt, passwordChangedAt } = user;
  const named = { username, firstName, lastName };
  const isAdministrator = isUnlimitedAdministrator(user);
  return [
    update("practice", keys.user(scope, user.userId), {
      set: { ...named, status, version, registeredAt, passwordChangedAt },
      expect: { status: "provisioning", version: before?.version ?? 0 },
      refusal: "invitation.used",
    }),
    update("practice", keys.practice(scope), { add: { registered: 1, administrators: isAdministrator ? 1 : 0 } }),
  ];
}

function opened({ now }: RegisterCall, { scope, practice, invitation }: Doorway): Practice {
  return {
    practiceId: scope.practiceId,
    name: practice.name,
    timeZone: practice.timeZone,
    ...(practice.npi ? { npi: practice.npi } : {}),
    applications: invitation.applications ?? [],
    ...(invitation.isVendor ? { isVendor: true } : {}),
    administrators: 1,
    registered: 1,
    version: 1,
    openedAt: now.toISOString(),
  };
}

function founderChanges({ scope, invitation }: Doorway, user: User, practice: Practice): Change[] {
  const { practiceId, invitationId } = invitation;
  return [
    insert("practice", { ...keys.practice(scope), ...practice }, "invitation.used"),
    listingOf(scope, practice.name),
    ...(invitation.isVendor
      ? [
          unchanged("practice", keys.vendor(), {
            expected: { practiceId, invitationId },
            refusal: "invitation.link-invalid",
          }),
        ]
      : []),
    insert("practice", userRow(scope, user), "invitation.used"),
    insert("practice", { ...keys.practiceAddress(scope, invitation.email), userId: user.userId }, "invitation.used"),
  ];
}
