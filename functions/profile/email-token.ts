import type { User } from "../../shared/domain/user.ts";

/** The id that a link to a new address carries: practice and user. */
export const emailTokenIdOf = ({ practiceId, userId }: Pick<User, "practiceId" | "userId">) =>
  `${practiceId}~${userId}`;
