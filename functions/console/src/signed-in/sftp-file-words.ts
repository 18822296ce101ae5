import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { type FileOutcome, fileOutcomes } from "../../../../shared/domain/sftp-file.ts";

/** The sign that stands before each. */
export const fileSigns = {
  accepted: "success",
  "accepted-in-part": "warning",
  rejected: "error",
  received: "success",
  fetched: "info",
  "broken-off": "stopped",
} as const satisfies Record<FileOutcome, StatusIndicatorProps.Type>;

/** "Accepted in part". */
export const inWords = (outcome: FileOutcome): string =>
  fileOutcomes[outcome].charAt(0).toUpperCase() + fileOutcomes[outcome].slice(1);
/** "1 claim", "12 claims". */
export const countOfClaims = (claims: number): string =>
  claims === 1 ? "1 claim" : `${claims.toLocaleString("en-US")} claims`;

const sizes = [
  { unit: "MB", bytes: 1_000_000 },
  { unit: "KB", bytes: 1000 },
] as const;

/** "14 KB"; below a kilobyte, "812 bytes". */
export function sizeInWords(bytes: number): string {
  const size = sizes.find((each) => bytes >= each.bytes);
  return size ? `${Math.round(bytes / size.bytes).toLocaleString("en-US")} ${size.unit}` : `${bytes} bytes`;
}
