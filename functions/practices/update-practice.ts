import { differences } from "../../shared/audit/event.ts";
import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { practiceViewOf } from "./practice-view.ts";

/** Changes the own practice, when nobody else did since it was read. */
export const updatePractice: Operation<typeof practiceRoutes.updatePractice> = async (call) => {
  const { caller, body, expectedVersion } = call;
  // Zone and closures move the own hours too; only somebody without hours may change them. Source: SECURITY, attack 63.
  if (caller.user.accessHours && (body.timeZone !== undefined || body.closures !== undefined))
    throw new Refusal("practice.own-hours");
  const set = { ...body, ...(body.applications ? { applications: [...new Set(body.applications)] } : {}) };
  const after: Practice = { ...caller.practice, ...set, version: expectedVersion + 1 };
  const reply = practiceViewOf(after, caller.user);
  await call.commit(
    {
      changes: [
        update("practice", keys.practice(caller.scope), {
          set: { ...set, version: after.version },
          expect: { version: expectedVersion },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [
        {
          action: "practice.changed",
          subjectId: after.practiceId,
          subjectName: after.name,
          subjectVersion: after.version,
          changes: differences(caller.practice, set),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(after.version);
  return reply;
};
