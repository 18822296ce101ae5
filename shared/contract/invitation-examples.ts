import type { ExamplesOf } from "./example-of.ts";
import { addresses, ben, instants } from "./example-people.ts";
import type { invitationRoutes } from "./invitations.ts";

const invitation = {
  invitationId: "inv_01KAK5B7C9D1E3F5G7H9J1K3M5",
  userId: ben.userId,
  email: addresses.ben,
  firstName: ben.firstName,
  lastName: ben.lastName,
  roles: ben.roles,
  source: "console",
  invitedBy: "Ada Lindqvist",
  state: "delivered",
  sentAt: instants.now,
  sends: 1,
  freeAt: instants.soon,
  expiresAt: instants.nextWeek,
} as const;

const cleo = { firstName: "Cleo", lastName: "Marsh", email: "cleo.marsh@lakeside.example" };

/** Examples of the routes about invitations. */
export const invitationExamples = {
  inviteColleague: {
    body: cleo,
    reply: {
      ...ben,
      ...cleo,
      userId: "col_01KAK5B7C9D1E3F5G7H9J1K3M5",
      isColleague: true,
      type: "staff",
      roles: [],
      invitation: "queued",
    },
  },
  getInvitation: { reply: invitation },
  editInvitation: {
    body: { email: "ben@sunrise.example" },
    reply: { ...invitation, email: "ben@sunrise.example", state: "queued", sends: 2 },
  },
  resendInvitation: {
    body: {},
    reply: { ...ben, invitation: "queued", invitationSends: 2, invitationFreeAt: instants.soon },
  },
  trustAddress: { body: { reason: "His mailbox was full and is not any more" }, reply: ben },
  revokeInvitation: { reply: { ...ben, registration: "invitation-revoked", invitation: "revoked" } },
} satisfies ExamplesOf<typeof invitationRoutes>;
