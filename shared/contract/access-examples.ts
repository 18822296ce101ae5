import type * as z from "zod/mini";
import type { AccessView, PermissionsView } from "./user-access.ts";

const tonight = "2026-11-22T03:04:05.000Z";
const nextWeek = "2026-11-27T15:04:05.000Z";
const nextSpring = "2027-03-31T22:00:00.000Z";
const office = [{ fromMinute: 480, toMinute: 1020 }];
const accessHours = { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office };
const access: z.input<typeof AccessView> = {
  expiresAt: nextSpring,
  accessHours,
  hours: "Monday to Friday 08:00 until 17:00",
  timeZone: "America/Chicago",
  accessSetBy: "Ada Lindqvist",
  applications: ["administration"],
  grantable: ["administration", "ehr"],
  siteIds: [],
  sites: [{ siteId: "sit_01KAK5B7C9D1E3F5G7H9J1K3M5", name: "Lakeside office" }],
};
const mayDo: z.input<typeof PermissionsView> = {
  permissions: [{ permission: "profile:own", words: "see and edit the own profile", givenBy: ["member"] }],
  applications: ["administration"],
  secondSteps: [{ application: "administration", isAsked: true, because: ["audience", "application"] }],
  sites: access.sites,
  isLimitedToSites: false,
  barrier: "outside-hours",
  hours: access.hours,
  timeZone: access.timeZone,
  nextWindowAt: nextWeek,
  expiresAt: nextSpring,
  mayBreakGlass: false,
  epcs: { designatedAt: [], marks: [{ mark: "epcs-enroller", place: "Harbour Clinic" }] },
  secondStep: "email",
};

/** Examples of the routes of expiry, hours and applications. */
export const accessExamples = {
  getAccess: { reply: access },
  editAccess: {
    body: {
      expiresAt: nextSpring,
      accessHours,
      applications: ["administration" as const],
      reason: "Covers for Eve until the end of March",
    },
    reply: access,
  },
  extendOnCall: {
    body: { until: tonight, reason: "Stays for the evening clinic" },
    reply: { ...access, onCallUntil: tonight },
  },
  getPermissions: { reply: mayDo },
};
