import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Versioned } from "../api/client.ts";
import { problemOf } from "../api/problem-error.ts";
import { useNotices } from "./notices.tsx";
import { sessionKey } from "./session.tsx";

interface EditTask<T, C> {
  readonly queryKey: readonly string[];
  readonly read: () => Promise<Versioned<T>>;
  readonly save: (change: C, version: string) => Promise<Versioned<T>>;
  /** What the notice says afterwards. */
  readonly saved: string;
  readonly onSaved?: () => void;
  readonly onError: (thrown: unknown) => void;
}
/** Somebody else saved first: both versions, and the two ways out. */
export interface Conflict<T, C> {
  readonly theirs: T;
  readonly yours: C;
  /** Saves yours over theirs. */
  readonly overwrite: () => void;
  readonly giveUp: () => void;
}
export interface Edit<T, C> {
  readonly save: (change: C, version: string) => void;
  readonly isSaving: boolean;
  readonly conflict: Conflict<T, C> | undefined;
}

/** Saves a change of something versioned. Nobody's change is lost unseen: a newer version is shown beside the own one. */
export function useEdit<T, C>({ queryKey, read, save, saved, onSaved, onError }: EditTask<T, C>): Edit<T, C> {
  const queries = useQueryClient();
  const { tell } = useNotices();
  const [found, setFound] = useState<{ theirs: Versioned<T>; yours: C }>();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ change, version }: { change: C; version: string }) => save(change, version),
    onSuccess: async (stored) => {
      setFound(undefined);
      queries.setQueryData(queryKey, stored);
      tell(saved);
      onSaved?.();
      await queries.invalidateQueries({ queryKey: sessionKey });
    },
    onError: async (thrown, { change }) => {
      setFound(undefined);
      if (problemOf(thrown).code !== "request.changed-meanwhile") return onError(thrown);
      await read().then((theirs) => setFound({ theirs, yours: change }), onError);
    },
  });
  const forget = () => {
    if (found) queries.setQueryData(queryKey, found.theirs);
    setFound(undefined);
  };
  return {
    save: (change, version) => isPending || mutate({ change, version }),
    isSaving: isPending,
    conflict: found && {
      theirs: found.theirs.value,
      yours: found.yours,
      overwrite: () => mutate({ change: found.yours, version: found.theirs.version }),
      giveUp: forget,
    },
  };
}
