import { differences, type FieldChanges } from "../../shared/audit/event.ts";
import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { relistings } from "../../shared/data/practice-list.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { practiceViewOf } from "./practice-view.ts";

/** Changes the own practice, when nobody else did since it was read. */
export const updatePractice: Operation<typeof practiceRoutes.updatePractice> = async (call) => {
  const { caller, body, expectedVersion } = call;
  // Zone and closures move the own hours too; only somebody without hours may change them. Source: SECURITY, attack 63.
  if (caller.user.accessHours && (body.timeZone !== undefined || body.closures !== undefined))
    throw new Refusal("practice.own-hours");
  const { taxId, ...lasting } = body;
  const set = {
    ...lasting,
    ...(taxId ? { taxId } : {}),
    ...(body.applications ? { applications: [...new Set(body.applications)] } : {}),
  };
  const { taxId: _known, ...untaxed } = caller.practice;
  const before = taxId === null ? untaxed : caller.practice;
  const after: Practice = { ...before, ...set, version: expectedVersion + 1 };
  assertOtherNpis(after);
  const reply = practiceViewOf(after, caller.user);
  await call.commit(
    {
      changes: [
        update("practice", keys.practice(caller.scope), {
          set: { ...set, version: after.version },
          remove: taxId === null ? ["taxId"] : [],
          expect: { version: expectedVersion },
          refusal: "request.changed-meanwhile",
        }),
        ...relistings(caller.scope, caller.practice.name, after.name),
      ],
      deeds: [
        {
          action: "practice.changed",
          subjectId: after.practiceId,
          subjectName: after.name,
          subjectVersion: after.version,
          changes: changesOf(caller.practice, after, body),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(after.version);
  return reply;
};

/** The further NPIs are other parts' of the practice, not its own again. */
function assertOtherNpis({ npi, furtherNpis = [] }: Practice): void {
  if (npi !== undefined && furtherNpis.includes(npi)) throw refusalAt("practice.npi-twice", "/furtherNpis");
}

/** What was changed. Of a tax id, which may be a person's, the log keeps that it changed and its end. */
function changesOf(before: Practice, after: Practice, asked: Readonly<Record<string, unknown>>): FieldChanges {
  const named = Object.keys(asked) as (keyof Practice)[];
  const shown = (practice: Practice) => ({
    ...practice,
    ...(practice.taxId ? { taxId: maskedTaxId(practice.taxId) } : {}),
  });
  const wanted = Object.fromEntries(named.map((name) => [name, shown(after)[name]]));
  return differences<Partial<Practice>>(shown(before), wanted);
}

const maskedTaxId = (taxId: string): string => `\u2022\u2022-\u2022\u2022\u2022${taxId.slice(-4)}`;
