import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

interface Page<T> {
  readonly items: T[];
  readonly nextCursor?: string | undefined;
}
export interface PagedList<T> {
  readonly items: readonly T[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly reload: () => void;
  readonly isReloading: boolean;
  /** When the newest page was read (Unix milliseconds); 0 before the first. */
  readonly readAtMs: number;
  /** For `Pagination`: how many pages are known, whether more follow, and a way to one of them. */
  readonly pageNumber: number;
  readonly pagesKnown: number;
  readonly hasMore: boolean;
  readonly openPage: (pageNumber: number) => void;
}

/** A list that the service hands out by cursor, page after page; pages read once are kept while the list is shown. */
export function usePagedList<T>(key: readonly unknown[], read: (cursor?: string) => Promise<Page<T>>): PagedList<T> {
  const [pageNumber, setPageNumber] = useState(1);
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const identity = JSON.stringify(key);
  useEffect(() => {
    if (identity) setPageNumber(1);
  }, [identity]);
  const pages = query.data?.pages ?? [];
  const openPage = (wanted: number) => {
    if (wanted <= pages.length) return setPageNumber(wanted);
    void query.fetchNextPage().then(() => setPageNumber(wanted));
  };
  return {
    items: pages[Math.min(pageNumber, Math.max(1, pages.length)) - 1]?.items ?? [],
    isLoading: query.isPending || query.isFetchingNextPage,
    isReloading: query.isFetching && !query.isPending,
    readAtMs: query.dataUpdatedAt,
    error: query.error,
    reload: () => void query.refetch(),
    pageNumber,
    pagesKnown: Math.max(1, pages.length),
    hasMore: query.hasNextPage,
    openPage,
  };
}
