import { differences } from "../../shared/audit/event.ts";
import type { loginRoutes } from "../../shared/contract/login.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { choicesOf, rolesChosen } from "../../shared/domain/role.ts";
import { siteChoicesOf } from "../../shared/domain/site.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cookieOf } from "../../shared/http/cookies.ts";
import { csrfTokenOf, newSecret, secretHash } from "../../shared/secrets/codes.ts";

/**
 * Goes on in another role or at another site that the person holds at this moment, by a new bearer. Its life, and when it
 * was proved last, stay as they were. Source: PRODUCT.md A3; SECURITY B4.
 */
export const changeRoleAndSite: Operation<typeof loginRoutes.changeRoleAndSite> = async (call) => {
  const { user, practice, session, scope, roles } = call.caller;
  const { role, siteId } = call.body;
  if (role !== undefined && !choicesOf(user.roles).includes(role)) throw new Refusal("sign-in.role-not-held");
  const site = siteChoicesOf(user, practice).find((own) => own.siteId === siteId);
  if (siteId !== undefined && !site) throw new Refusal("sign-in.site-not-held");
  const secret = newSecret();
  const wanted = {
    ...(role ? { roles: [...rolesChosen(user.roles, role)] } : {}),
    ...(site ? { siteId: site.siteId } : {}),
  };
  const before = { roles: [...roles], site: session.siteId && practice.sites?.[session.siteId] };
  await call.commit({
    changes: [
      update("session", keys.session(user.userId, session.sessionId), {
        set: { ...wanted, secretHash: secretHash(secret), lastSeenAt: call.now.toISOString() },
        expect: { secretHash: session.secretHash },
        refusal: "session.required",
      }),
    ],
    deeds: [
      {
        action: "session.changed",
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        changes: differences(before, {
          ...(wanted.roles ? { roles: wanted.roles } : {}),
          ...(site ? { site: site.name } : {}),
        }),
      },
    ],
  });
  const bearer = { practiceId: scope.practiceId, userId: user.userId, rowId: session.sessionId, secret };
  call.answer.setCookie(cookieOf("session", bearer));
  return { outcome: "changed" as const, csrfToken: csrfTokenOf(secret) };
};
