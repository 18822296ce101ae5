import type { ExamplesOf } from "./example-of.ts";
import type { invitationImportRoutes } from "./invitation-imports.ts";

const importId = "imp_01KAK3M2Q8R7S6T5V4W3X2Y1Z0";
const none = { "to-invite": 0, invited: 0, "already-invited": 0, "already-user": 0, error: 0 };
const person = { line: 2, firstName: "Ben", lastName: "Okafor", email: "ben.okafor@sunrise.example" };

/** Examples of the routes about imports of invitations. */
export const importExamples = {
  importInvitations: {
    query: { dryRun: "true" },
    body: {
      csv: "First name,Last name,E-mail,Type,Roles\r\nBen,Okafor,ben.okafor@sunrise.example,Provider,Member\r\n",
      columns: { email: "E-mail" },
    },
    reply: {
      state: "checked",
      total: 2,
      counts: { ...none, "to-invite": 1, error: 1 },
      rows: [
        { ...person, outcome: "to-invite" },
        {
          ...{ line: 3, firstName: "Mia", lastName: "Chen", email: "mia.chen" },
          outcome: "error",
          errors: [{ field: "email", detail: "must be an e-mail address" }],
        },
      ],
    },
  },
  getImport: {
    reply: {
      importId,
      state: "done",
      total: 1,
      counts: { ...none, invited: 1 },
      rows: [{ ...person, outcome: "invited" }],
    },
  },
  continueImport: {
    reply: { importId, state: "running", total: 41, counts: { ...none, "to-invite": 25, invited: 16 } },
  },
} satisfies ExamplesOf<typeof invitationImportRoutes>;
