import type { UserType } from "./user-type.ts";

/** The catalogue of applications a practice may use and a user may be granted. Source: PRODUCT.md, Words. */
export const applications = {
  administration: "Administration (this console)",
  "service-center": "Service center",
  "practice-management": "Practice management",
  ehr: "Electronic health record",
  "patient-portal": "Patient portal",
} as const satisfies Record<string, string>;

export type Application = keyof typeof applications;
export const applicationNames = Object.keys(applications) as [Application, ...Application[]];

/** The applications a user may enter. Accounts from before there were grants hold this console. Source: PRODUCT.md U8. */
export function applicationsOf(user: { readonly applications?: readonly Application[] }): readonly Application[] {
  return user.applications ?? ["administration"];
}

/** Whether a user may have a session of an application: only with its grant, whatever his roles are. */
export function mayEnterApplication(
  user: { readonly applications?: readonly Application[] },
  application: Application,
): boolean {
  return applicationsOf(user).includes(application);
}

const clinical: readonly Application[] = ["ehr", "patient-portal"];

/**
 * What a new user is granted: this console, where everybody has his own profile, and of what the practice uses all but the
 * clinical applications, which somebody must grant by name; patients get their portal.
 */
export function defaultApplications(type: UserType, ofPractice: readonly Application[]): Application[] {
  const isGiven = (name: Application) =>
    type === "patient" ? name === "patient-portal" : name !== "administration" && !clinical.includes(name);
  return ["administration", ...ofPractice.filter(isGiven)];
}
