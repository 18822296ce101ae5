import type * as z from "zod/mini";
import type { FieldError } from "../domain/refusal.ts";

type Issue = z.core.$ZodIssue;

/** Names every field at fault in words of our own. `root` is `` for a body and `?` for query parameters. */
export function fieldErrors(issues: readonly Issue[], root: "" | "?"): FieldError[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? unknownFields(issue, root) : [fieldError(issue, root)],
  );
}

function unknownFields(issue: Extract<Issue, { code: "unrecognized_keys" }>, root: "" | "?"): FieldError[] {
  return issue.keys.slice(0, 10).map((key) => ({
    pointer: pointerTo([...issue.path, key], root),
    code: "unknown-field",
    detail: "is not a field of this request",
  }));
}

function fieldError(issue: Issue, root: "" | "?"): FieldError {
  return { pointer: pointerTo(issue.path, root), code: issue.code.replaceAll("_", "-"), detail: detailOf(issue) };
}

function detailOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}`;
    case "too_small":
      return issue.origin === "string" && Number(issue.minimum) <= 1
        ? "must not be empty"
        : `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "invalid_format":
    case "custom":
      return issue.message && issue.message !== "Invalid input" ? issue.message : "is not in the documented form";
    default:
      return "is not valid";
  }
}

const article = (type: string) => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
const unitOf = (origin: string) => (origin === "string" ? " characters" : origin === "array" ? " entries" : "");

/** RFC 6901; what came in as a field's name is cut, so that a refusal cannot carry a book back. */
function pointerTo(path: readonly PropertyKey[], root: "" | "?"): string {
  const parts = path.map((part) =>
    String(part).slice(0, 64).toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1"),
  );
  return root === "?" ? `?${parts.join(".")}` : parts.map((part) => `/${part}`).join("");
}
