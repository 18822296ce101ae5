import type * as z from "zod/mini";
import type { UserDetail } from "../../../../shared/contract/user-edit.ts";

/** A user with all that is kept of the person. */
export type UserDetails = z.output<typeof UserDetail>;

/** Under which one user is kept between pages. */
export const userKey = (userId: string): readonly string[] => ["users", userId];
