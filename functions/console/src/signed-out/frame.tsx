import { type ReactNode, useEffect, useRef } from "react";
import { hrefOf } from "../base-address.ts";
import { Help } from "./help.tsx";

/** One signed-out page: our name, one heading that gets the focus, the page's content, and where to find help. */
export function Frame({ title, children, wide = false }: { title: string; children: ReactNode; wide?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - Gatehouse`;
    heading.current?.focus();
  }, [title]);
  return (
    <div className={wide ? "frame frame-wide" : "frame"}>
      <header>
        <a className="brand" href={hrefOf("/signin")}>
          <GateMark />
          Gatehouse
        </a>
        <p className="claim">Security administration of your practice</p>
      </header>
      <main className="card">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
      <footer>
        <Help />
      </footer>
    </div>
  );
}

function GateMark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="mark-ground" />
      <path d="M8 25V14a8 8 0 0 1 16 0v11h-4V14a4 4 0 0 0-8 0v11z" className="mark-gate" />
    </svg>
  );
}
