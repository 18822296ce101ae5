import { useState } from "react";
import * as z from "zod/mini";
import { NewUser, passwordWays } from "../../../../shared/contract/user-create.ts";
import { roleNames } from "../../../../shared/domain/role.ts";
import { userTypeNames } from "../../../../shared/domain/user-type.ts";
import { typedOrNothing, useFormFields } from "../form-fields.ts";
import { detailComplaints, detailNames, detailsFrom, textsOf } from "./detail-texts.ts";
import { DraftTexts, useDraft, useKept } from "./draft.ts";
import { draftOf, hoursOfDraft } from "./hours-draft.ts";
import { useSession } from "./session.tsx";
import { endOf, isDate } from "./use-access-form.ts";

export type Wish = z.input<typeof NewUser>;

const complaints = {
  ...detailComplaints,
  firstName: "Enter the first name, at most 64 characters.",
  lastName: "Enter the last name, at most 64 characters.",
  email: "Enter an e-mail address such as name@practice.example.",
  username: "Enter 3 to 64 letters, digits, dots, hyphens or underscores.",
  pin: "Choose 4 to 8 digits, not one digit over and over, nor a run such as 1234 or 8765, or leave it empty.",
  lastDay: "Enter a date such as 2027/03/31, or leave it empty.",
  hours: "Enter every time as hh:mm, or remove the window.",
  roles: "Choose at least one role.",
  departmentId: "This department is not open any more. Choose another.",
  siteIds: "Choose at least one site, at most 40, or let the person work at every site.",
} as const;

const empty = { firstName: "", lastName: "", email: "", username: "", lastDay: "", ...textsOf({}) };
const notKept = { pin: "", hours: "", roles: "", siteIds: "", departmentId: "" };
const Switches = z.object({ wantsClaimMails: z.boolean(), wantsOtherMails: z.boolean() });
const Department = z.object({ id: z.optional(z.string()) });
const Sites = z.object({ chosen: z.optional(z.array(z.string())) });

/** All that the wizard asks, kept while the tab is open, but for the PIN; and the body that it makes. */
export function useNewUser() {
  const { timeZone } = useSession();
  const draft = useDraft("new-user", DraftTexts);
  const keptDraft = {
    kept: draft.kept,
    keep: ({ pin: _secret, ...texts }: Readonly<Record<string, string>>) => draft.keep(texts),
  };
  const fields = useFormFields({ ...empty, ...notKept }, complaints, keptDraft);
  const [way, setWay, forgetWay] = useKept("new-user-way", z.enum(passwordWays), "by-invitation");
  const [type, setType, forgetType] = useKept("new-user-type", z.enum(userTypeNames), "staff");
  const [roles, setRoles, forgetRoles] = useKept("new-user-roles", z.array(z.enum(roleNames)), ["member"]);
  const [switches, setSwitches, forgetSwitches] = useKept("new-user-mails", Switches, {
    wantsClaimMails: false,
    wantsOtherMails: true,
  });
  const [sites, setSites, forgetSites] = useKept("new-user-sites", Sites, {});
  const [department, setDepartment, forgetDepartment] = useKept("new-user-department", Department, {});
  const [isLimited, setIsLimited] = useState(false);
  const [hours, setHours] = useState(() => draftOf(undefined));
  const body = (): Wish => {
    const { firstName, lastName, email, username, pin, lastDay } = fields.values;
    const limits = isLimited ? hoursOfDraft(hours) : undefined;
    return {
      password: way,
      ...(way === "one-time" ? { username } : {}),
      ...optional("email", typedOrNothing(email)),
      ...optional("pin", typedOrNothing(pin)),
      firstName,
      lastName,
      type,
      roles: [...roles],
      ...(isDate(lastDay) ? endOf(lastDay, timeZone) : {}),
      ...(limits ? { accessHours: limits } : {}),
      ...optional("departmentId", department.id),
      ...(sites.chosen ? { siteIds: [...sites.chosen] } : {}),
      details: { ...detailsFrom(fields.values), ...switches },
    };
  };
  const forget = () => {
    const forgetting = [forgetWay, forgetType, forgetRoles, forgetSwitches, forgetSites, forgetDepartment];
    for (const drop of [draft.drop, ...forgetting]) drop();
  };
  return {
    ...{ fields, way, setWay, type, setType, roles, setRoles, switches, setSwitches, sites, setSites },
    ...{ department, setDepartment },
    ...{ isLimited, setIsLimited, hours, setHours, timeZone, body, forget },
  };
}

export type NewUserForm = ReturnType<typeof useNewUser>;
type FieldName = keyof NewUserForm["fields"]["values"];

/** Which fields each step asks for. */
export const fieldsOfStep: readonly (readonly FieldName[])[] = [
  ["username", "pin", "lastDay", "departmentId", "hours", "roles"],
  [
    ...(["firstName", "lastName", "email", "title", "contactPhone", "addressLines", "specialty"] as const),
    ...(["deaNumber", "deaExpiresOn", "licenceNumber", "licenceState", "licenceExpiresOn"] as const),
  ],
  ["siteIds"],
  ["individualBillingNumber", "groupBillingNumber", "npi", "providerNumber"],
];

/** What is wrong with the fields of one step, by the route's own schema. */
export function faultsOfStep(form: NewUserForm, step: number): Partial<Record<FieldName, string>> {
  const { error } = z.safeParse(NewUser, form.body());
  const named = (error?.issues ?? []).flatMap(({ path }) => path.map(String));
  const { lastDay } = form.fields.values;
  const own = {
    lastDay: lastDay !== "" && !isDate(lastDay),
    hours: form.isLimited && hoursOfDraft(form.hours) === undefined,
    siteIds: form.sites.chosen?.length === 0,
  };
  const isWrong = (name: FieldName) => named.includes(name) || (name in own && own[name as keyof typeof own]);
  const names = (fieldsOfStep[step] ?? []).filter(isWrong);
  const alone = missingBeside(form, step);
  return Object.fromEntries([...names, ...alone].map((name) => [name, complaints[name]]));
}

/** Numbers that end are asked for with their last day, and a licence with its state. */
function missingBeside({ fields: { values } }: NewUserForm, step: number): FieldName[] {
  const groups = [
    ["deaNumber", "deaExpiresOn"],
    ["licenceNumber", "licenceState", "licenceExpiresOn"],
  ] as const;
  const asked = fieldsOfStep[step] ?? [];
  return groups
    .filter((names) => asked.includes(names[0]) && names.some((name) => values[name] !== ""))
    .flatMap((names) => names.filter((name) => values[name] === ""));
}

/** The step that asks for a field. */
export const stepOf = (name: string): number => fieldsOfStep.findIndex((names) => names.some((each) => each === name));

const optional = <Name extends string>(name: Name, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;

/** Whether anything was typed that would be lost. */
export const isTouched = ({ fields: { values } }: NewUserForm): boolean =>
  [...detailNames, "firstName" as const, "lastName" as const, "email" as const, "username" as const].some(
    (name) => values[name] !== "",
  );
