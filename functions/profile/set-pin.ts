import type { profileRoutes } from "../../shared/contract/profile.ts";
import { readPin, replacePin } from "../../shared/data/pins.ts";
import { pinStateOf, viewOfPin } from "../../shared/domain/pin.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { newRecipe, slowHash } from "../../shared/secrets/slow-hash.ts";
import { ownLetter } from "./own-letter.ts";

/** Sets the own PIN; the one before, its tries and its lock end with this write. Source: PRODUCT.md U15, A9. */
export const setPin: Operation<typeof profileRoutes.setPin> = async (call) => {
  const { scope, user } = call.caller;
  const before = await readPin(scope, user.userId);
  const setAt = call.now.toISOString();
  const hash = await slowHash(call.body.pin, newRecipe(15));
  const reply = viewOfPin({ setAt, tries: 0 });
  await call.commit(
    {
      changes: [replacePin(scope, user.userId, { hash, setAt })],
      deeds: [
        {
          action: "pin.set",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          changes: { pinState: { before: pinStateOf(before?.tries), after: reply.state } },
        },
      ],
      mails: [ownLetter(call, "pin-changed")],
    },
    reply,
  );
  return reply;
};
