import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { practices } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { SiteForm } from "./site-form.tsx";
import { type Site, sitesKey } from "./sites.ts";

/** One site with its address and how many are there by their access; edited in its place. */
export function SiteLine({ site, mayEdit }: { site: Site; mayEdit: boolean }) {
  const [isEdited, setIsEdited] = useState(false);
  const { isBusy, setArchived } = useArchiving(site);
  if (isEdited) return <SiteForm site={site} onEnd={() => setIsEdited(false)} />;
  const { name, addressLines, isArchived, members } = site;
  const named = members === 1 ? "1 user by access" : `${members} users by access`;
  return (
    <div className="session">
      <div>
        <SpaceBetween direction="horizontal" size="xs">
          <Box variant="strong">{name}</Box>
          {isArchived && <Badge>Archived</Badge>}
        </SpaceBetween>
        <Box variant="p" color="text-body-secondary">
          {[...addressLines, ...(members > 0 ? [named] : [])].join(", ") || "No address entered"}
        </Box>
      </div>
      {mayEdit && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => setIsEdited(true)} ariaLabel={`Edit ${name}`}>
            Edit
          </Button>
          <Button
            onClick={() => setArchived(!isArchived)}
            loading={isBusy}
            loadingText="Saving"
            ariaLabel={`${isArchived ? "Open again" : "Archive"} ${name}`}
          >
            {isArchived ? "Open again" : "Archive"}
          </Button>
        </SpaceBetween>
      )}
    </div>
  );
}

function useArchiving({ siteId, name, version }: Site) {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (isArchived: boolean) =>
      practices.changeSite({ path: { siteId }, body: { isArchived }, version: `"v${version}"` }),
    onSuccess: ({ value }) => tell(`The site ${name} is ${value.isArchived ? "archived" : "open again"}`),
    onError: (thrown) => complain(`The site ${name} was not changed`, thrown),
    onSettled: () => queries.invalidateQueries({ queryKey: sitesKey }),
  });
  return { isBusy: isPending, setArchived: (isArchived: boolean) => isPending || mutate(isArchived) };
}
