import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Versioned } from "../api/client.ts";
import { sftpAccounts, users } from "./calls.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { type SftpAccount, useAccountStep } from "./sftp-accounts.ts";
import { fullName } from "./user-standing.tsx";

/** Who answers for the account and gets its letters, and the way to give it to somebody else. */
export function SftpOwner({ read }: { read: Versioned<SftpAccount> }) {
  const [isOpen, setOpen] = useState(false);
  const { ownerName } = read.value;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Gets the letters about the account, and answers for it."
          actions={<Button onClick={() => setOpen(true)}>Hand over</Button>}
        >
          Owner
        </Header>
      }
    >
      <Box variant="p">{ownerName}</Box>
      {isOpen && <HandOver read={read} onClose={() => setOpen(false)} />}
    </Container>
  );
}

function HandOver({ read, onClose }: { read: Versioned<SftpAccount>; onClose: () => void }) {
  const { value, version } = read;
  const [person, setPerson] = useState<SelectProps.Option>();
  const step = useAccountStep({
    call: async (ownerId: string) => {
      const path = { accountId: value.accountId };
      const changed = await sftpAccounts.changeSftpAccount({ path, body: { ownerId }, version });
      return changed.value;
    },
    told: ({ ownerName, softwareName }) => [`${ownerName} answers for the SFTP account for ${softwareName} now`],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      header={`Hand the SFTP account for ${value.softwareName} over`}
      confirm="Hand over"
      isBusy={step.isPending}
      isOff={!person}
      onConfirm={() => person?.value && step.mutate(person.value)}
      onDismiss={onClose}
    >
      {step.error && <ProblemAlert thrown={step.error} header="It was not handed over" />}
      <Box variant="p">
        {value.ownerName} gets no more letters about it. What he has seen of passwords he still knows: have a new one
        made where that matters.
      </Box>
      <FormField label="New owner" description="An active user with an e-mail address.">
        <PersonChoice but={value.ownerId} chosen={person} onChosen={setPerson} />
      </FormField>
    </ConfirmDialog>
  );
}

interface PersonChoiceProps {
  /** The user who is not offered. */
  readonly but: string;
  readonly chosen: SelectProps.Option | undefined;
  readonly onChosen: (person: SelectProps.Option) => void;
}

/** An active colleague, found by the service. */
function PersonChoice({ but, chosen, onChosen }: PersonChoiceProps) {
  const [search, setSearch] = useState("");
  const { data, isFetching, error } = useQuery({
    queryKey: ["users", "owners", search],
    queryFn: () => users.listUsers({ query: { ...(search ? { search } : {}), status: "active", limit: 25 } }),
  });
  const options = (data?.items ?? [])
    .filter(({ userId, email }) => userId !== but && email !== undefined)
    .map((user) => ({ value: user.userId, label: fullName(user) }));
  return (
    <Select
      options={options}
      filteringType="manual"
      filteringPlaceholder="Name, e-mail or username"
      filteringAriaLabel="Find a person"
      placeholder="Find a person"
      statusType={error ? "error" : isFetching ? "loading" : "finished"}
      loadingText="Looking"
      errorText="The people could not be loaded"
      empty="Nobody to give it to"
      selectedOption={chosen ?? null}
      onLoadItems={({ detail }) => setSearch(detail.filteringText)}
      onChange={({ detail }) => onChosen(detail.selectedOption)}
    />
  );
}
