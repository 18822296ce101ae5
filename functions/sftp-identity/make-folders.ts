import { putOnce } from "../../shared/files/objects.ts";

/** What an account sees, and nothing else. Source: PRODUCT.md S5. */
export const folders = ["inbound", "outbound"] as const;

const hourMs = 3_600_000;
/** When each home's folders were last known to be there, while this function's sandbox lives. */
const known = new Map<string, number>();

/**
 * Makes the folders of a home that are not there: S3 knows none without an object, and Transfer leaves out of a session what is
 * mapped to nothing. Software may remove them, and so does the rule that removes old files; hence once an hour and not once.
 * Source: AWS: Transfer Family, HomeDirectoryMapEntry, "the entry is ignored".
 */
export async function makeFolders(home: string, now: Date): Promise<void> {
  if (Math.abs(now.getTime() - (known.get(home) ?? 0)) < hourMs) return;
  await Promise.all(folders.map((folder) => putOnce(`${home}/${folder}/`, "")));
  known.set(home, now.getTime());
}
