import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { problemOf } from "../api/problem-error.ts";

interface Notices {
  readonly items: readonly FlashbarProps.MessageDefinition[];
  /** Tells that something was done. It stays until it is dismissed. */
  readonly tell: (header: string, content?: ReactNode) => void;
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
  const [items, setItems] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const add = useCallback((item: FlashbarProps.MessageDefinition) => {
    const id = crypto.randomUUID();
    const onDismiss = () => setItems((before) => before.filter((other) => other.id !== id));
    const added = { ...item, id, onDismiss, dismissible: true, dismissLabel: "Dismiss the message" };
    setItems((before) => [added, ...before].slice(0, mostShown));
  }, []);
  const notices = useMemo(
    (): Notices => ({
      items,
      tell: (header, content) => add({ type: "success", header, content, ariaRole: "status" }),
      complain: (header, thrown) => {
        const { detail, requestId } = problemOf(thrown);
        const content = requestId ? `${detail} Error id ${requestId}` : detail;
        add({ type: "error", header, content, ariaRole: "alert" });
      },
    }),
    [items, add],
  );
  return <NoticesContext value={notices}>{children}</NoticesContext>;
}

export function NoticeBar() {
  return <Flashbar items={[...useNotices().items]} />;
}
