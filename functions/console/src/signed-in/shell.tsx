import AppLayout from "@cloudscape-design/components/app-layout";
import LiveRegion from "@cloudscape-design/components/live-region";
import SideNavigation from "@cloudscape-design/components/side-navigation";
import { type ReactNode, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { basePath, hrefOf } from "../base-address.ts";
import { AccessEndWarning } from "./access-end-warning.tsx";
import { BreakGlassBanner } from "./break-glass-banner.tsx";
import { EndedSessionNotice } from "./ended-session-notice.tsx";
import { sections } from "./navigation.ts";
import { NoticeBar } from "./notices.tsx";
import { PasswordReminder } from "./password-reminder.tsx";
import { useSession } from "./session.tsx";
import { SessionEndWarning } from "./session-end-warning.tsx";
import { SidePanelContext } from "./side-panel.tsx";
import { StepUpDialog } from "./step-up-dialog.tsx";
import { TopBar } from "./top-bar.tsx";

/** What stays while pages change: skip link, top bar, side navigation, notices and the warning of the session's end. */
export function Shell({ children }: { children: ReactNode }) {
  const [panel, setPanel] = useState<ReactNode>();
  const [location] = useLocation();
  const isList = ["/users", "/invitations", "/audit"].includes(location);
  useNavigationWithoutOrientation();
  return (
    <SidePanelContext value={setPanel}>
      <a className="skip-link" href={`${hrefOf(location)}${window.location.search}#main-content`}>
        Skip to main content
      </a>
      <TopBar />
      <AppLayout
        headerSelector="#top-bar"
        contentType={isList ? "table" : "default"}
        navigation={<PageNavigation />}
        toolsHide
        notifications={
          <>
            <BreakGlassBanner />
            <AccessEndWarning />
            <NoticeBar />
          </>
        }
        stickyNotifications
        splitPanel={panel}
        splitPanelOpen={Boolean(panel)}
        splitPanelPreferences={{ position: "side" }}
        onSplitPanelToggle={({ detail }) => detail.open || setPanel(undefined)}
        ariaLabels={{
          navigation: "Pages",
          navigationToggle: "Open navigation",
          navigationClose: "Close navigation",
          notifications: "Messages",
        }}
        content={
          <div id="main-content" tabIndex={-1}>
            <PasswordReminder />
            {children}
          </div>
        }
      />
      <PageAnnouncement location={location} />
      <StepUpDialog />
      <EndedSessionNotice />
      <SessionEndWarning />
    </SidePanelContext>
  );
}

function PageNavigation() {
  const { practiceName, permissions, breakGlass, isOfEpcs } = useSession();
  const isOpen = (needs: (typeof sections)[number]["pages"][number]["needs"]) => {
    if (needs === "break-glass") return breakGlass !== undefined;
    if (needs === "epcs") return isOfEpcs || permissions.includes("epcs:oversee");
    return permissions.includes(needs);
  };
  const [location, navigate] = useLocation();
  const shown = sections
    .map(({ title, pages }) => ({
      title,
      pages: pages.filter(({ needs }) => isOpen(needs)),
    }))
    .filter(({ pages }) => pages.length > 0);
  return (
    <SideNavigation
      header={{ text: practiceName, href: hrefOf("/") }}
      activeHref={hrefOf(pageOf(location))}
      onFollow={(event) => {
        event.preventDefault();
        navigate(event.detail.href.slice(basePath.length) || "/");
      }}
      items={[
        { type: "link", text: "Overview", href: hrefOf("/") },
        ...shown.map(({ title, pages }) => ({
          type: "section" as const,
          text: title,
          items: pages.map((page) => ({ type: "link" as const, text: page.title, href: hrefOf(page.path) })),
        })),
      ]}
    />
  );
}

/** Says the new page's title to a screen reader, after the page has named the document. */
function PageAnnouncement({ location }: { location: string }) {
  const [title, setTitle] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setTitle(location && document.title), 100);
    return () => clearTimeout(timer);
  }, [location]);
  return <LiveRegion hidden>{title}</LiveRegion>;
}

/** Cloudscape's layout puts aria-orientation on a `nav` at phone width, where the role does not allow it. */
function useNavigationWithoutOrientation(): void {
  useEffect(() => {
    const clean = () => {
      for (const nav of document.querySelectorAll("nav[aria-orientation]")) nav.removeAttribute("aria-orientation");
    };
    clean();
    const watcher = new MutationObserver(clean);
    watcher.observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-orientation"] });
    return () => watcher.disconnect();
  }, []);
}

/** The page of the navigation under which an address stands: the one with the longest path. */
function pageOf(location: string): string {
  const paths = sections.flatMap(({ pages }) => pages.map(({ path }) => path as string));
  const above = paths.filter((path) => location === path || location.startsWith(`${path}/`));
  return above.toSorted((one, other) => other.length - one.length)[0] ?? location;
}
