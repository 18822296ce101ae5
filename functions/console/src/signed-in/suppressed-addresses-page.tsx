import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import type { SuppressedAddress } from "../../../../shared/contract/operators.ts";
import { operators } from "./calls.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { LineList } from "./line-list.tsx";
import { Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { Page } from "./page.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { usePagedList } from "./use-paged-list.ts";

type Address = z.output<typeof SuppressedAddress>;
const key = ["operator", "suppressed"] as const;

const causes = {
  bounced: "The address does not exist",
  suppressed: "The mail service sends nothing there",
  complained: "The mail was marked as spam",
} as const satisfies Record<Address["because"], string>;

/** The addresses that mail does not reach, newest first, and the way to take one off the list. */
export function SuppressedAddressesPage() {
  const list = usePagedList(key, (cursor) => operators.listSuppressedAddresses({ query: { limit: 25, cursor } }));
  return (
    <Page
      title="Undeliverable addresses"
      description="No practice mails anything to them. The audit log keeps what you look at."
    >
      <SpaceBetween size="l">
        {list.error !== null && (
          <ProblemAlert thrown={list.error} header="The addresses could not be loaded" onRetry={list.reload} />
        )}
        {list.error === null && (
          <LineList
            of="addresses"
            lines={list.isLoading ? undefined : list.items}
            nameOf={({ email }) => email}
            none="Mail reaches every address."
            columns={columns}
          />
        )}
        <PagesOfList list={list} of="the addresses" />
      </SpaceBetween>
    </Page>
  );
}

const columns = [
  { header: "Address", cell: ({ email }: Address) => <span className="breakable">{email}</span> },
  {
    header: "Why",
    cell: ({ because, reason }: Address) => (
      <>
        {causes[because]}
        {reason && (
          <Box variant="small" display="block">
            <span className="breakable">{reason}</span>
          </Box>
        )}
      </>
    ),
  },
  { header: "Since", cell: ({ since }: Address) => <Moment at={since} isRelative /> },
  { header: "Action", cell: (address: Address) => <Release address={address} />, isAction: true },
];

function Release({ address: { addressId, email } }: { address: Address }) {
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const { tell, complain } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: () => operators.releaseSuppressedAddress({ path: { addressId } }),
    onSuccess: () => tell(`Mail goes to ${email} again`),
    onError: (thrown) => complain(`${email} was not taken off the list`, thrown),
    onSettled: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: key });
    },
  });
  return (
    <>
      <Button ariaLabel={`Take off: ${email}`} onClick={() => setOpen(true)}>
        Take off
      </Button>
      {isOpen && (
        <ConfirmDialog
          header={`Take ${email} off the list?`}
          confirm="Take off"
          isBusy={isPending}
          onConfirm={() => mutate()}
          onDismiss={() => setOpen(false)}
        >
          <Box variant="p">
            Do it once its owner says that the mailbox works. If mail does not reach it again, it comes back here.
          </Box>
        </ConfirmDialog>
      )}
    </>
  );
}
