import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useState } from "react";
import type { PagedList } from "./use-paged-list.ts";

const tickMs = 10_000;

/** Loads a list again, and says how old it is. @param of such as "the users" */
export function ReloadList({ list, of }: { list: PagedList<unknown>; of: string }) {
  const age = useAge(list.readAtMs);
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {age && (
        <Box color="text-body-secondary" fontSize="body-s">
          {age}
        </Box>
      )}
      <Button
        iconName="refresh"
        ariaLabel={`Load ${of} again`}
        loading={list.isReloading}
        loadingText={`Loading ${of} again`}
        onClick={list.reload}
      />
    </SpaceBetween>
  );
}

/** "Updated 20 s ago": it counts by itself and asks nobody. */
function useAge(readAtMs: number): string | undefined {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Math.max(readAtMs, Date.now()));
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [readAtMs]);
  if (readAtMs === 0) return undefined;
  const seconds = Math.max(0, Math.round((now - readAtMs) / 10_000) * 10);
  if (seconds === 0) return "Updated just now";
  return seconds < 60 ? `Updated ${seconds} s ago` : `Updated ${Math.round(seconds / 60)} min ago`;
}
