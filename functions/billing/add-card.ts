import type { billingRoutes } from "../../shared/contract/billing.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { readPayer, readSeat } from "../../shared/data/seats.ts";
import { offerOf } from "../../shared/domain/plan.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { consoleUrl } from "../../shared/mail/console-url.ts";
import { atProvider, payments } from "../../shared/payments/provider.ts";

/** Sends the caller to the provider's own page: the card's number is typed there and never here. */
export const addCard: Operation<typeof billingRoutes.addCard> = async (call) => {
  const { caller, now } = call;
  const { scope, user } = caller;
  payments();
  if (offerOf(await readSeat(scope, user.userId))) throw new Refusal("plan.payer-is-covered");
  const payer = await readPayer(scope, user.userId);
  const who = { practiceId: scope.practiceId, userId: user.userId, name: fullNameOf(user), email: user.email };
  const customerId =
    payer?.customerId ?? (await atProvider((provider) => provider.createCustomer(who, `customer.${user.userId}`)));
  const back = `${await consoleUrl()}/billing`;
  const page = await atProvider((provider) => provider.cardPage(customerId, back, newId("pur", now)));
  const reply = { page };
  await call.commit(
    {
      changes: payer
        ? []
        : [
            insert(
              "practice",
              { ...keys.payer(scope, user.userId), practiceId: scope.practiceId, userId: user.userId, customerId },
              "request.changed-meanwhile",
            ),
          ],
      deeds: [{ action: "billing.card-asked", subjectId: user.userId, subjectName: fullNameOf(user) }],
    },
    reply,
  );
  return reply;
};
