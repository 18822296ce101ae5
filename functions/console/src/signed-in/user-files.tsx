import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { PageButton } from "./page-link.tsx";
import { saveCsv } from "./save-csv.ts";
import { useMay } from "./session.tsx";
import { type UserFilter, useUserFilter } from "./user-filter.ts";

/** Users out of and into files: the list that is shown as CSV, and the way to the import. */
export function UserFiles() {
  const { filter } = useUserFilter();
  const { tell, complain } = useNotices();
  const mayInvite = useMay("users:invite");
  const { mutate, isPending } = useMutation({
    mutationFn: exported,
    onSuccess: ({ csv, count }) => {
      saveCsv("users.csv", csv);
      tell(`${count === 1 ? "1 user is" : `${count} users are`} exported`, "The file holds the list as it is shown.");
    },
    onError: (thrown) => complain("The list could not be exported", thrown),
  });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {mayInvite && <PageButton to="/users/import">Import CSV</PageButton>}
      <Button
        iconName="download"
        loading={isPending}
        loadingText="Exporting the list"
        onClick={() => !isPending && mutate(filter)}
      >
        Export CSV
      </Button>
    </SpaceBetween>
  );
}

/** All parts of the list, put together. */
async function exported(question: UserFilter): Promise<{ csv: string; count: number }> {
  const parts: string[] = [];
  let cursor: string | undefined;
  let count = 0;
  do {
    const part = await users.exportUsers({ body: { question, ...(cursor && { cursor }) } });
    parts.push(part.csv);
    count = part.before + part.count;
    cursor = part.nextCursor;
  } while (cursor);
  return { csv: parts.join(""), count };
}
