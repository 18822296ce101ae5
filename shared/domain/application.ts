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
