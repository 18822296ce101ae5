import type { phoneRoutes } from "../../shared/contract/phone.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { phoneNews } from "./own-phone.ts";

/** Forgets the own number, unless it is what the second step goes to, and tells its owner by mail. */
export const removePhone: Operation<typeof phoneRoutes.removePhone> = async (call) => {
  const { user, scope } = call.caller;
  if (user.phone === undefined) throw new Refusal("phone.none");
  if (user.secondStep === "sms") throw new Refusal("phone.in-use");
  const news = phoneNews(call, undefined);
  await call.commit({
    changes: [
      update("practice", keys.user(scope, user.userId), {
        remove: ["phone", "phoneConfirmedAt"],
        expect: { phone: user.phone, secondStep: user.secondStep },
        refusal: "request.busy",
      }),
    ],
    deeds: [{ action: "phone.removed", ...news.told }],
    mails: news.mails,
  });
};
