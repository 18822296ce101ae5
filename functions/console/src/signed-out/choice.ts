import type * as z from "zod/mini";
import type { ChoiceAsked } from "../../../../shared/contract/session-choice.ts";
import type { Role } from "../../../../shared/domain/role.ts";

/** What a sign-in asks to choose. */
export type Asked = z.output<typeof ChoiceAsked>;
/** What was chosen; what there was no choice of is absent. */
export interface Choice {
  readonly role?: Role;
  readonly siteId?: string;
}
