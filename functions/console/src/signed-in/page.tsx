import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useEffect, useRef } from "react";
import { useSession } from "./session.tsx";

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Names the document after the page and moves the focus to its heading whenever another page is shown. */
export function usePageTitle(title: string): React.RefObject<HTMLSpanElement | null> {
  const { practiceName } = useSession();
  const heading = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    document.title = `${title} - ${practiceName} - Gatehouse`;
  }, [title, practiceName]);
  useEffect(() => {
    const h1 = heading.current?.closest("h1");
    h1?.setAttribute("tabindex", "-1");
    h1?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return heading;
}

/** One signed-in page with its heading. Lists bring their own (`Table variant="full-page"`). */
export function Page({ title, description, actions, children }: PageProps) {
  const heading = usePageTitle(title);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description} actions={actions}>
          <span ref={heading}>{title}</span>
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
}
