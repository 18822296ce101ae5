import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMemo, useState } from "react";
import { AuditDetail } from "./audit-detail.tsx";
import { useAuditFilter } from "./audit-filter.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditCards, AuditTable } from "./audit-list.tsx";
import { audit } from "./calls.ts";
import { ListProblem, nothingLoaded } from "./list-problem.tsx";
import { usePageTitle } from "./page.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { useSession } from "./session.tsx";
import { useSidePanel } from "./side-panel.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";
import { type PagedList, usePagedList } from "./use-paged-list.ts";

/** Who did what to whom, when, from where and how it ended: newest first. */
export function AuditPage() {
  const filtering = useAuditFilter();
  const { filter, isFiltered, change, clear } = filtering;
  const list = usePagedList(["audit", "list", filter], (cursor) =>
    audit.listAuditEvents({ query: { ...filter, limit: 25, cursor } }),
  );
  const [openId, setOpenId] = useState<string>();
  useSidePanel(
    useMemo(
      () => openId && <AuditDetail eventId={openId} onClose={() => setOpenId(undefined)} onNarrow={change} />,
      [openId, change],
    ),
  );
  const isNarrow = useNarrowScreen();
  const List = isNarrow ? AuditCards : AuditTable;
  return (
    <>
      <ListProblem list={list} of="audit log" />
      <List
        events={list.error ? [] : list.items}
        isLoading={list.isLoading}
        openId={openId}
        onOpen={setOpenId}
        header={<AuditHeader list={list} />}
        filter={<AuditFilters {...filtering} />}
        pagination={<PagesOfList list={list} of="the audit log" />}
        empty={list.error ? nothingLoaded : <NoEvents isFiltered={isFiltered} hasMore={list.hasMore} onClear={clear} />}
      />
    </>
  );
}

function AuditHeader({ list }: { list: PagedList<unknown> }) {
  const heading = usePageTitle("Audit log");
  const { timeZone } = useSession();
  return (
    <Header
      variant="awsui-h1-sticky"
      description={`Times are in ${timeZone.replaceAll("_", " ")}. Reading this log is itself logged.`}
      actions={
        <Button
          iconName="refresh"
          ariaLabel="Load the audit log again"
          loading={list.isReloading}
          loadingText="Loading the audit log again"
          onClick={list.reload}
        />
      }
    >
      <span ref={heading}>Audit log</span>
    </Header>
  );
}

function NoEvents({ isFiltered, hasMore, onClear }: { isFiltered: boolean; hasMore: boolean; onClear: () => void }) {
  if (!isFiltered) return "Nothing has happened yet.";
  return (
    <SpaceBetween size="s" alignItems="center">
      <span>
        {hasMore ? "Nothing on this page. Go on to the next one." : "No matches. Nothing fits these filters."}
      </span>
      <Button onClick={onClear}>Clear filters</Button>
    </SpaceBetween>
  );
}
