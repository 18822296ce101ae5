import type { profileRoutes } from "../../shared/contract/profile.ts";
import { replaceRecoveryCodes } from "../../shared/data/recovery-codes.ts";
import { inGroups, recoveryCodeCount } from "../../shared/domain/recovery-code.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { newRecoveryCode } from "../../shared/secrets/codes.ts";
import { newRecipe, slowHash } from "../../shared/secrets/slow-hash.ts";
import { ownLetter } from "./own-letter.ts";

/** Ten new codes, shown this once; with the same write the earlier ones are dead. Source: PRODUCT.md A2, RULINGS 14. */
export const makeRecoveryCodes: Operation<typeof profileRoutes.makeRecoveryCodes> = async (call) => {
  const { scope, user } = call.caller;
  // They stand in for a second step; without one they would be nothing but a weaker password.
  if (user.secondStep === "none") throw new Refusal("second-step.unavailable");
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  const recipe = newRecipe(14);
  const hashes = await Promise.all(codes.map((code) => slowHash(code, recipe)));
  const madeAt = call.now.toISOString();
  const reply = { codes: codes.map(inGroups), madeAt };
  await call.commit(
    {
      changes: [replaceRecoveryCodes(scope, user.userId, { hashes, madeAt })],
      deeds: [{ action: "recovery-codes.made", subjectId: user.userId, subjectName: fullNameOf(user) }],
      mails: [ownLetter(call, "recovery-codes-made")],
    },
    reply,
  );
  return reply;
};
