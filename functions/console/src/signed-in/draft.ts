import { useMemo, useState } from "react";
import * as z from "zod/mini";
import { dropDrafts, readDraft, writeDraft } from "../drafts.ts";
import { useSession } from "./session.tsx";

/** What was typed into a form of this person and not sent yet. It outlasts the session's end; never for a field that is secret. */
export interface Draft<T> {
  readonly kept: T | undefined;
  readonly keep: (value: T) => void;
  readonly drop: () => void;
}

/** The draft of a form, for this person in this tab. What no longer fits the schema is forgotten. */
export function useDraft<S extends z.ZodMiniType>(form: string, schema: S): Draft<z.output<S>> {
  const { userId } = useSession();
  const name = `${userId}.${form}`;
  const [kept] = useState(() => z.safeParse(schema, readDraft(name)).data);
  return useMemo(
    () => ({ kept, keep: (value) => writeDraft(name, value), drop: () => dropDrafts(name) }),
    [kept, name],
  );
}

/** A state that is kept as a draft from its first change on. */
export function useKept<S extends z.ZodMiniType>(
  form: string,
  schema: S,
  initial: z.output<S>,
): readonly [z.output<S>, (value: z.output<S>) => void, () => void] {
  const draft = useDraft(form, schema);
  const [value, setValue] = useState(draft.kept ?? initial);
  const change = (next: z.output<S>) => {
    setValue(next);
    draft.keep(next);
  };
  return [value, change, draft.drop];
}

/** Texts of a form that are kept as a draft. */
export const DraftTexts = z.record(z.string(), z.string());
