import type * as z from "zod/mini";
import type { AuditEventView } from "../../../../shared/contract/audit.ts";
import { applicationNames, applications } from "../../../../shared/domain/application.ts";
import { roleNames, roles } from "../../../../shared/domain/role.ts";
import { absoluteTime } from "./moment.tsx";
import { useSession } from "./session.tsx";

/** Old and new values of what an event changed. */
export function Changes({ changes }: { changes: z.output<typeof AuditEventView>["changes"] }) {
  const { timeZone } = useSession();
  const changed = Object.entries(changes ?? {});
  if (changed.length === 0) return null;
  return (
    <table className="comparison">
      <caption className="only-read">What changed</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changed.map(([field, { before, after }]) => (
          <tr key={field}>
            <th scope="row">{titleOfField(field)}</th>
            <td>{textOf(before, timeZone)}</td>
            <td>{textOf(after, timeZone)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An application's or a role's title; any other text as it is. */
export function titleOfName(text: string): string {
  const application = applicationNames.find((name) => name === text);
  const role = roleNames.find((name) => name === text);
  return application ? applications[application] : role ? roles[role].title : text;
}

/** "timeZone" as words. */
function titleOfField(field: string): string {
  const words = field
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: unknown, timeZone: string): string {
  if (value === undefined || value === null || value === "") return "Nothing";
  if (Array.isArray(value)) return value.map((item) => textOf(item, timeZone)).join(", ") || "Nothing";
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  return isMoment(text) ? absoluteTime(text, timeZone) : titleOfName(text);
}

const isMoment = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);
