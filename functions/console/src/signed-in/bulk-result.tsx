import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { PageLink } from "./page-link.tsx";

/** Somebody for whom nothing was changed. */
export interface Refused {
  readonly userId: string;
  readonly name: string;
  readonly why: string;
}

/** Opens who was not changed, and why. */
export function NotChanged({ refused }: { refused: readonly Refused[] }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Show why</Button>
      {isOpen && (
        <Modal
          visible
          size="large"
          header="Not changed"
          closeAriaLabel="Close"
          onDismiss={close}
          footer={
            <Box float="right">
              <Button variant="primary" onClick={close}>
                Close
              </Button>
            </Box>
          }
        >
          <Table
            variant="embedded"
            wrapLines
            items={refused}
            trackBy="userId"
            ariaLabels={{ tableLabel: "Not changed" }}
            columnDefinitions={[
              {
                id: "name",
                header: "Name",
                isRowHeader: true,
                cell: ({ userId, name }) => <PageLink to={`/users/${userId}`}>{name}</PageLink>,
              },
              { id: "why", header: "Why", cell: ({ why }) => why },
            ]}
          />
        </Modal>
      )}
    </>
  );
}
