/** What kind of person an account belongs to. */
export const userTypes = {
  provider: "Provider",
  staff: "Staff",
  patient: "Patient",
} as const satisfies Record<string, string>;

export type UserType = keyof typeof userTypes;
export const userTypeNames = Object.keys(userTypes) as [UserType, ...UserType[]];
