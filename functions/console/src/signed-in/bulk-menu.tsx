import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { type BulkActionName, bulkAction, bulkActionNames } from "./bulk-actions.ts";
import { ReasonField } from "./reason-dialog.tsx";
import { useSession } from "./session.tsx";
import { useBulk } from "./use-bulk.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** What the reader may do to several users at once. */
export function useBulkActions(): readonly BulkActionName[] {
  const { permissions } = useSession();
  return bulkActionNames.filter((name) => permissions.includes(bulkAction(name).permission));
}

/** The menu over the selected users. */
export function BulkMenu({ selected, onDone }: { selected: readonly User[]; onDone: () => void }) {
  const allowed = useBulkActions();
  const [asked, setAsked] = useState<BulkActionName>();
  const { run, isPending, doneSoFar } = useBulk(() => {
    setAsked(undefined);
    onDone();
  });
  const choose = (name: BulkActionName | undefined) => {
    if (name && bulkAction(name).consequence) setAsked(name);
    else if (name) run({ name, users: selected, reason: "" });
  };
  return (
    <>
      <ButtonDropdown
        items={allowed.map((name) => ({ id: name, text: bulkAction(name).title }))}
        disabled={selected.length === 0}
        disabledReason="Select users first."
        loading={isPending}
        loadingText={`${doneSoFar} of ${selected.length} done`}
        expandToViewport
        onItemClick={({ detail }) => choose(allowed.find((name) => name === detail.id))}
      >
        {selected.length > 0 ? `Actions (${selected.length})` : "Actions"}
      </ButtonDropdown>
      {asked && (
        <BulkDialog
          name={asked}
          users={selected}
          isBusy={isPending}
          onConfirm={(reason) => run({ name: asked, users: selected, reason })}
          onDismiss={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

interface BulkDialogProps {
  readonly name: BulkActionName;
  readonly users: readonly User[];
  readonly isBusy: boolean;
  readonly onConfirm: (reason: string) => void;
  readonly onDismiss: () => void;
}

function BulkDialog({ name, users, isBusy, onConfirm, onDismiss }: BulkDialogProps) {
  const { title, consequence, reasonOf = 0 } = bulkAction(name);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const confirm = () => {
    const isShort = reason.trim().length < reasonOf;
    setMissing(isShort);
    if (!isShort && !isBusy) onConfirm(reason.trim());
  };
  return (
    <Modal
      visible
      header={`${title}: ${users.length} ${users.length === 1 ? "user" : "users"}`}
      closeAriaLabel="Cancel"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>Cancel</Button>
            <Button variant="primary" loading={isBusy} onClick={confirm}>
              {title}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Alert type="warning">{consequence}</Alert>
        <Box>{namesOf(users)}</Box>
        {reasonOf > 0 && <ReasonField reason={reason} least={reasonOf} isMissing={isMissing} onReason={setReason} />}
      </SpaceBetween>
    </Modal>
  );
}

const mostNamed = 5;

/** "Ada Okafor, Ben Smith and 18 more". */
function namesOf(users: readonly User[]): string {
  const named = users.slice(0, mostNamed).map(fullName).join(", ");
  return users.length > mostNamed ? `${named} and ${users.length - mostNamed} more` : named;
}
