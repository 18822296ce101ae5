import type * as z from "zod/mini";
import type { AccessView } from "../../../../shared/contract/user-access.ts";
import { type Application, applications } from "../../../../shared/domain/application.ts";

/** When a user may be in and what he may open, as it was read. */
export type Access = z.output<typeof AccessView>;
export const accessKey = (userId: string): readonly string[] => ["users", userId, "access"];
export const titlesOf = (names: readonly Application[]): string => names.map((name) => applications[name]).join(", ");
