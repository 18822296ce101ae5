import { type Import, readImport } from "../../shared/data/imports.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Caller } from "../../shared/http/callers.ts";

/** The import that the caller began himself: what it may grant is what he may. @throws Refusal for anybody else's */
export async function ownImport({ scope, user }: Caller, importId: string, now: Date): Promise<Import> {
  const found = await readImport(scope, importId, now);
  if (!found || found.userId !== user.userId) throw new Refusal("import.not-found");
  return found;
}
