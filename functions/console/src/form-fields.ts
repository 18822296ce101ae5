import { useEffect, useRef, useState } from "react";
import * as z from "zod/mini";
import { type ProblemError, problemOf } from "./api/problem-error.ts";

type Values = Readonly<Record<string, string>>;
type Errors<V extends Values> = Partial<Record<keyof V & string, string>>;

/** The texts a person is typing into one form, with what is wrong about each. */
export interface FormFields<V extends Values> {
  readonly values: V;
  readonly errors: Errors<V>;
  /** What was refused as a whole, for the alert above the form. */
  readonly problem: ProblemError | undefined;
  readonly set: (name: keyof V & string, value: string) => void;
  /**
   * Checks a body against the route's own schema; shows what is wrong and answers undefined when something is.
   * @param also what the schema cannot know to be wrong, shown together with what it found
   */
  readonly check: <S extends z.ZodMiniType>(schema: S, body: unknown, also?: Errors<V>) => z.input<S> | undefined;
  readonly refuse: (errors: Errors<V>) => void;
  /** Shows what a call threw: beside the fields it names, and above the form. */
  readonly showProblem: (thrown: unknown) => void;
  readonly clearProblem: () => void;
  /** Counts up whenever errors were shown, so that the form can move the focus to the first. */
  readonly attempt: number;
}

/** Texts kept from before a session's end, and a way to keep them. Never for a form with a secret in it. */
interface KeptTexts {
  readonly kept: Values | undefined;
  readonly keep: (values: Values) => void;
}

const ofForm = (initial: Values, kept: Values = {}): Values =>
  Object.fromEntries(Object.entries(kept).filter(([name]) => name in initial));

/**
 * @param initial every field of the form with its first text
 * @param complaints what to say when our own check finds a field wrong; the last part of a pointer that is a field's name is meant
 */
export function useFormFields<V extends Values>(
  initial: V,
  complaints: Record<keyof V, string>,
  draft?: KeptTexts,
): FormFields<V> {
  const [values, setValues] = useState<V>(() => ({ ...initial, ...ofForm(initial, draft?.kept) }));
  const [isTouched, setIsTouched] = useState(false);
  const keep = draft?.keep;
  useEffect(() => {
    if (isTouched) keep?.(values);
  }, [values, isTouched, keep]);
  const [errors, setErrors] = useState<Errors<V>>({});
  const [problem, setProblem] = useState<ProblemError>();
  const [attempt, setAttempt] = useState(0);
  const refuse = (found: Errors<V>) => {
    setErrors(found);
    setAttempt((before) => before + 1);
  };
  const isField = (name: string): name is keyof V & string => Object.hasOwn(initial, name);
  const fieldIn = (path: readonly PropertyKey[]) => path.map(String).findLast(isField);
  return {
    values,
    errors,
    problem,
    attempt,
    refuse,
    clearProblem: () => setProblem(undefined),
    set: (name, value) => {
      setIsTouched(true);
      setValues((before) => ({ ...before, [name]: value }));
      setErrors(({ [name]: _, ...others }) => others as Errors<V>);
    },
    check: (schema, body, also = {}) => {
      const read = z.safeParse(schema, body);
      if (read.success && Object.keys(also).length === 0) return body as z.input<typeof schema>;
      const names = (read.error?.issues ?? []).map(({ path }) => fieldIn(path)).filter((name) => name !== undefined);
      refuse({ ...(Object.fromEntries(names.map((name) => [name, complaints[name]])) as Errors<V>), ...also });
      return undefined;
    },
    showProblem: (thrown) => {
      const shown = problemOf(thrown);
      setProblem(shown);
      const named = shown.errors.map(({ pointer, detail }) => [fieldIn(pointer.split("/")), detail] as const);
      refuse(Object.fromEntries(named.filter(([name]) => name !== undefined)) as Errors<V>);
    },
  };
}

/** Moves the focus to the first field at fault, or to the alert, after each refused attempt. */
export function useFocusOnFault(attempt: number): React.RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (attempt === 0) return;
    const fault = form.current?.querySelector<HTMLElement>("[aria-invalid='true']");
    const shown = fault ?? form.current?.querySelector<HTMLElement>("[data-problem]");
    shown?.focus({ preventScroll: true });
    shown?.scrollIntoView({ block: "center" });
  }, [attempt]);
  return form;
}

/** A text that may be left out: the trimmed text, or undefined when nothing was typed. */
export const typedOrNothing = (text: string): string | undefined => text.trim() || undefined;
