import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { type BreakGlassMark, breakGlassPeopleAtMost, mayBreakGlass } from "../../shared/domain/break-glass.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { peopleOf } from "./get-break-glass-people.ts";

type MarkCall = Parameters<typeof markForBreakGlass>[0];
type Marks = Readonly<Record<string, BreakGlassMark>>;

/** Chooses who may break the glass, or takes it back: that ends an emergency access which runs, with its next request. */
export const markForBreakGlass: Operation<typeof practiceRoutes.markForBreakGlass> = async (call) => {
  const { scope, user: own, practice } = call.caller;
  const user = await readUser(scope, call.path.userId);
  if (!user) throw new Refusal("user.not-found");
  if (user.userId === own.userId) throw new Refusal("user.own-account");
  const { isMarked, reason } = call.body;
  const { [user.userId]: before, ...others } = practice.breakGlassMarks ?? {};
  const marks: Marks = isMarked ? { ...others, [user.userId]: markOf(call, user) } : others;
  if (isMarked) assertMarkable(user, practice);
  const reply = peopleOf(marks);
  await call.commit({
    changes: [marksChange(call, marks)],
    deeds: [
      {
        action: isMarked ? "break-glass.marked" : "break-glass.unmarked",
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        reason,
        changes: { mayBreakGlass: { before: before !== undefined, after: isMarked } },
      },
    ],
  });
  return reply;
};

/** Whoever is to be relied on in an emergency can sign in now, with a second step. */
function assertMarkable(user: User, practice: Practice): void {
  const isAble = user.status === "active" && user.secondStep !== "none" && user.type !== "patient";
  if (!isAble) throw new Refusal("user.wrong-status");
  const people = Object.keys(practice.breakGlassMarks ?? {}).length;
  if (!mayBreakGlass(practice, user.userId) && people >= breakGlassPeopleAtMost)
    throw new Refusal("break-glass.too-many-people");
}

function markOf({ caller, now }: MarkCall, user: User): BreakGlassMark {
  return { name: fullNameOf(user), markedAt: now.toISOString(), markedBy: fullNameOf(caller.user) };
}

/** The list is replaced as a whole, when nobody else changed it; the practice's version, which edits name, stays. */
function marksChange({ caller: { scope, practice } }: MarkCall, marks: Marks) {
  const { breakGlassMarks } = practice;
  return update("practice", keys.practice(scope), {
    set: { breakGlassMarks: marks },
    ...(breakGlassMarks ? { expect: { breakGlassMarks } } : { absent: ["breakGlassMarks"] }),
    refusal: "request.changed-meanwhile",
  });
}
