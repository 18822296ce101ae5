import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { problemOf } from "../api/problem-error.ts";
import { errorIdOf } from "./problem-alert.tsx";

interface Notice extends FlashbarProps.MessageDefinition {
  /** Whether another page was opened since: a notice comes along once, as after a form that leads back to its list. */
  readonly hasTravelled?: boolean;
}
interface Notices {
  readonly items: readonly Notice[];
  /** Tells that something was done. It stays until it is dismissed or the second page after it is opened. */
  readonly tell: (header: string, content?: ReactNode) => void;
  /** Tells that only a part was done. */
  readonly warn: (header: string, content: ReactNode) => void;
  /** Tells why something was not done. */
  readonly complain: (header: string, thrown: unknown) => void;
}
const NoticesContext = createContext<Notices | undefined>(undefined);

/** What happened, on top of every page. */
export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (!notices) throw new Error("useNotices outside of its provider");
  return notices;
}

const mostShown = 3;

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<readonly Notice[]>([]);
  const [location] = useLocation();
  const add = useCallback((item: Notice) => {
    const id = crypto.randomUUID();
    const onDismiss = () => setItems((before) => before.filter((other) => other.id !== id));
    const added = { ...item, id, onDismiss, dismissible: true, dismissLabel: "Dismiss the message" };
    setItems((before) => [added, ...before.filter(({ header }) => header !== item.header)].slice(0, mostShown));
  }, []);
  useEffect(() => {
    if (location) setItems((before) => before.filter(isNew).map((item) => ({ ...item, hasTravelled: true })));
  }, [location]);
  const notices = useMemo(
    (): Notices => ({
      items,
      tell: (header, content) => add({ type: "success", header, content, ariaRole: "status" }),
      warn: (header, content) => add({ type: "warning", header, content, ariaRole: "alert" }),
      complain: (header, thrown) => {
        const { detail } = problemOf(thrown);
        const errorId = errorIdOf(thrown);
        const content = errorId ? `${detail} Error id ${errorId}` : detail;
        add({ type: "error", header, content, ariaRole: "alert" });
      },
    }),
    [items, add],
  );
  return <NoticesContext value={notices}>{children}</NoticesContext>;
}

const isNew = ({ hasTravelled = false }: Notice): boolean => !hasTravelled;

/** The notices themselves, drawn by the shell. */
export function NoticeBar() {
  const { items } = useNotices();
  return <Flashbar items={items.map(({ hasTravelled: _, ...item }) => item)} />;
}
