import Box from "@cloudscape-design/components/box";
import type * as z from "zod/mini";
import { AccessHoursField } from "../../../../shared/contract/access-hours-field.ts";
import type { AuditEventView } from "../../../../shared/contract/audit.ts";
import { applicationNames, applications } from "../../../../shared/domain/application.ts";
import { hoursInWords } from "../../../../shared/domain/hours-in-words.ts";
import { roleNames, roles } from "../../../../shared/domain/role.ts";
import { absoluteTime } from "./moment.tsx";
import { useSession } from "./session.tsx";

interface ChangesProps {
  readonly changes: z.output<typeof AuditEventView>["changes"];
  /** As a line of a history: without ids, which only the log itself needs, and without a table where nothing was before. */
  readonly isInWords?: boolean;
}

/** Old and new values of what an event changed; where nothing was before, or nothing is after, one column. */
export function Changes({ changes, isInWords = false }: ChangesProps) {
  const { timeZone } = useSession();
  const changed = Object.entries(changes ?? {}).filter(([field]) => !isInWords || !ids.includes(field));
  if (changed.length === 0) return null;
  // Hours that were set or taken away are kept without the side on which there were none.
  const has = (side: Side) => changed.some(([field, change]) => change[side] !== undefined || field === "accessHours");
  const shown = sides.filter(has);
  const columns = shown.length > 0 ? shown : sides;
  const saidOf = (field: string, value: unknown) =>
    isNothing(value) ? (absences[field] ?? "Nothing") : textOf(value, timeZone);
  if (isInWords && columns.length === 1 && columns[0] === "after") {
    const said = changed.map(([field, { after }]) => `${titleOfField(field)}: ${saidOf(field, after)}`);
    return <Box color="text-body-secondary">{said.join(" · ")}</Box>;
  }
  return (
    <table className="comparison">
      <caption className="only-read">What changed</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {columns.map((side) => (
            <th key={side} scope="col">
              {side === "before" ? "Before" : columns.length === 1 ? "Value" : "After"}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changed.map(([field, change]) => (
          <tr key={field}>
            <th scope="row">{titleOfField(field)}</th>
            {columns.map((side) => (
              <td key={side}>{saidOf(field, change[side])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Fields that hold only the id of a thing. */
const ids = ["secretId", "file"];
const sides = ["before", "after"] as const;
type Side = (typeof sides)[number];

/** An application's or a role's title; any other text as it is. */
export function titleOfName(text: string): string {
  const application = applicationNames.find((name) => name === text);
  const role = roleNames.find((name) => name === text);
  return application ? applications[application] : role ? roles[role].title : text;
}

/** Fields whose name in the log is not how the pages call them. */
const titles: Readonly<Record<string, string>> = {
  accessHours: "Hours",
  addresses: "Allowed addresses",
  bytes: "Size in bytes",
  charge: "Total charge in dollars",
  claimType: "Claims",
  contactName: "Contact for the software",
  expiresAt: "Ends",
  interchanges: "Interchange control numbers",
  key: "Public key",
  kind: "Content",
  knownAddressTries: "Wrong passwords from known addresses",
  outcome: "Result",
  ownerName: "Owner",
  passwordTries: "Wrong passwords",
  recipient: "Mailed to",
  secretId: "Password",
  silenceDays: "Silent days",
  softwareName: "Software",
  until: "Good until",
};

/** As the pages call it, else "timeZone" as words. */
function titleOfField(field: string): string {
  const words = field
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
  return titles[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** What it means that such a field is empty. */
const absences: Readonly<Record<string, string>> = { accessHours: "Any time", addresses: "Everywhere" };
const isNothing = (value: unknown) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

function textOf(value: unknown, timeZone: string): string {
  if (Array.isArray(value)) return value.map((item) => textOf(item, timeZone)).join(", ");
  if (typeof value === "object") return objectInWords(value);
  const text = String(value);
  return isMoment(text) ? absoluteTime(text, timeZone) : titleOfName(text);
}

/** Hours as sentences; anything else as it is stored. */
function objectInWords(value: unknown): string {
  const hours = AccessHoursField.safeParse(value);
  return hours.success ? hoursInWords(hours.data) : JSON.stringify(value);
}

const isMoment = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);
