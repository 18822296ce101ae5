import { accessExamples } from "./access-examples.ts";
import { userDepartmentExamples } from "./department-examples.ts";
import type { ExamplesOf } from "./example-of.ts";
import { ada, addresses, ben, instants } from "./example-people.ts";
import { importExamples } from "./import-examples.ts";
import { invitationExamples } from "./invitation-examples.ts";
import { lockExamples } from "./lock-examples.ts";
import type { userRoutes } from "./users.ts";

const details = {
  title: "MD",
  contactPhone: "+13125550147",
  addressLines: ["12 Lake Street", "Chicago, IL 60601"],
  npi: "1234567893",
  providerNumber: "SF-2041",
  licenceNumber: "036-118042",
  licenceState: "IL",
  licenceExpiresOn: "2027-07-31",
  specialty: "Family medicine",
  wantsClaimMails: true,
};

const cleo = {
  ...ben,
  username: "cleo.marsh",
  email: undefined,
  firstName: "Cleo",
  lastName: "Marsh",
  registration: "setup-incomplete",
  registeredAt: instants.now,
  invitationExpiresAt: undefined,
  title: "MD",
  npi: "1234567893",
} as const;

/** Examples of the routes about users. */
export const userExamples = {
  listUsers: {
    query: { limit: "50", search: "smi", status: "active", sort: "lastSignInAt", direction: "descending" },
    reply: { items: [ada, ben], nextCursor: "1.eyJsIjoib2thZm9yIn0.q3Zc8bYt0XkR" },
  },
  countUsers: {
    reply: {
      asOf: instants.now,
      all: 9,
      status: { active: 7, locked: 1, expired: 0, disabled: 1 },
      registration: {
        invited: 2,
        "invitation-expired": 0,
        "invitation-revoked": 0,
        "setup-incomplete": 1,
        registered: 6,
      },
      secondStep: { none: 3, totp: 4, email: 2, sms: 0 },
      type: { provider: 2, staff: 6, patient: 1 },
    },
  },
  exportUsers: {
    body: { question: { status: "active", sort: "lastSignInAt", direction: "descending" } },
    reply: {
      csv: "First name,Last name,E-mail\r\nBen,Okafor,ben.okafor@sunrise.example\r\n",
      count: 1,
      before: 0,
    },
  },
  getUser: { reply: { ...ada, ...details } },
  editUser: {
    body: { title: "MD", npi: details.npi, deaNumber: null, deaExpiresOn: null },
    reply: { ...ada, ...details },
  },
  endUserSessions: { reply: { ended: 2 } },
  unlockUser: {
    body: { pin: "2580" },
    reply: {
      user: ada,
      clearedPasswordTries: 7,
      clearedKnownBrowserTries: 2,
      clearedCodeTries: 0,
      innerLockUntil: instants.now,
    },
  },
  ...lockExamples,
  resetSecondStep: { body: { reason: "Lost his phone, came in person" }, reply: ben },
  disableUser: {
    body: { reason: "On leave until spring" },
    reply: { ...ben, status: "disabled", registration: "registered" },
  },
  enableUser: { body: { reason: "Back from leave" }, reply: { ...ben, registration: "registered" } },
  getUserRoles: { reply: { roles: ["member"], grantable: ["user-manager", "auditor", "member"] } },
  replaceUserRoles: {
    body: { roles: ["member", "auditor"], reason: "Reviews the log from now on" },
    reply: { roles: ["member", "auditor"], grantable: ["user-manager", "auditor", "member"] },
  },
  inviteUser: {
    body: {
      email: addresses.ben,
      firstName: ben.firstName,
      lastName: ben.lastName,
      type: "provider",
      roles: ["member"],
    },
    reply: ben,
  },
  ...importExamples,
  getUserHistory: {
    query: { limit: "25" },
    reply: {
      items: [
        {
          eventId: "evt_01KAK5B7C9D1E3F5G7H9J1K3M5",
          at: instants.now,
          action: "user.details-changed",
          outcome: "success",
          actorId: ada.userId,
          actorName: "Ada Lindqvist",
          subjectId: ben.userId,
          subjectName: "Ben Okafor",
          changes: { title: { before: "RN", after: "MD" } },
        },
      ],
    },
  },
  getConsequences: {
    reply: {
      openSessions: 2,
      marks: [{ mark: "epcs-approver", place: "Lakeside office" }],
      designatedAt: ["Lakeside office"],
      mayBreakGlass: false,
      plan: { plan: "paid", period: "monthly" },
      pays: false,
      sftpAccounts: [{ accountId: "sfa_01KAK5B7C9D1E3F5G7H9J1K3M5", username: "sunrise-theralytics" }],
      sftpSecretsSeen: [],
    },
  },
  createUser: {
    body: {
      password: "one-time",
      username: "cleo.marsh",
      firstName: "Cleo",
      lastName: "Marsh",
      type: "provider",
      roles: ["member"],
      details: { title: "MD", npi: "1234567893" },
    },
    reply: { user: cleo, oneTimePassword: "Kf7w-pX3n-Rb9t-Zm4h" },
  },
  giveOneTimePassword: {
    body: { reason: "Came to the front desk with a passport" },
    reply: { user: cleo, oneTimePassword: "Qd4v-mW8r-Ts2k-Hn6y" },
  },
  checkUsername: { query: { username: "cleo.marsh" }, reply: { isFree: true } },
  ...accessExamples,
  ...userDepartmentExamples,
  ...invitationExamples,
} satisfies ExamplesOf<typeof userRoutes>;
