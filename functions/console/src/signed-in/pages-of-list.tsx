import Pagination from "@cloudscape-design/components/pagination";
import type { PagedList } from "./use-paged-list.ts";

/** The way through a list's pages; nothing when there is one only. */
export function PagesOfList({ list, of }: { list: PagedList<unknown>; of: string }) {
  if (list.pagesKnown === 1 && !list.hasMore) return null;
  return (
    <Pagination
      currentPageIndex={list.pageNumber}
      pagesCount={list.pagesKnown}
      openEnd={list.hasMore}
      onChange={({ detail }) => list.openPage(detail.currentPageIndex)}
      ariaLabels={{
        nextPageLabel: `Next page of ${of}`,
        previousPageLabel: `Previous page of ${of}`,
        pageLabel: (number) => `Page ${number} of ${of}`,
      }}
    />
  );
}
