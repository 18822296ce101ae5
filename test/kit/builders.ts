import type { Origin } from "../../shared/audit/event.ts";
import type { Invitation } from "../../shared/domain/invitation.ts";
import type { Tries } from "../../shared/domain/lockout.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import type { User } from "../../shared/domain/user.ts";

/** Whole records of which a test says only what it is about. Ids are well-formed and always the same. */

export const practiceId = "prc_01HV3Q9Z6K2M4N5P7R8S9T0V1W";
export const userId = "usr_01HV3Q9Z6K2M4N5P7R8S9T0V1X";

export const aUser = (own: Partial<User> = {}): User => ({
  practiceId,
  userId,
  username: "ben.sato",
  email: "ben.sato@sunrise.example",
  firstName: "Ben",
  lastName: "Sato",
  type: "staff",
  roles: ["member"],
  status: "active",
  secondStep: "totp",
  securityVersion: 1,
  version: 2,
  ...own,
});

export const aPractice = (own: Partial<Practice> = {}): Practice => ({
  practiceId,
  name: "Sunrise Family Practice",
  timeZone: "America/Chicago",
  applications: [],
  administrators: 1,
  registered: 1,
  version: 1,
  openedAt: "2026-01-02T03:04:05.000Z",
  ...own,
});

export const anInvitation = (own: Partial<Invitation> = {}): Invitation => ({
  practiceId,
  invitationId: "inv_01HV3Q9Z6K2M4N5P7R8S9T0V1Y",
  userId,
  kind: "member",
  email: "ben.sato@sunrise.example",
  generation: 1,
  keyVersion: "abc",
  expiresAt: "2026-01-09T00:00:00.000Z",
  source: "console",
  type: "staff",
  roles: ["member"],
  ...own,
});

export const someTries = (own: Partial<Tries> = {}): Tries => ({
  fails: 0,
  total: 0,
  lastAt: undefined,
  round: 0,
  roundAt: undefined,
  ...own,
});

export const anOrigin = (own: Partial<Origin> = {}): Origin => ({
  practiceId,
  actorId: userId,
  actorName: "Ben Sato",
  now: new Date("2026-01-02T03:04:05.678Z"),
  ...own,
});
