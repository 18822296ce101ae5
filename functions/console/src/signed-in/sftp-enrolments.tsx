import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type * as z from "zod/mini";
import { sftpRequestRoutes } from "../../../../shared/contract/sftp-requests.ts";
import type { Versioned } from "../api/client.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { sftpRequests } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { type OwnRequest, requestKey } from "./sftp-requests.ts";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";

type Change = z.input<typeof sftpRequestRoutes.updateSftpRequest.body>;
type Enrolment = OwnRequest["enrolments"][number];
const complaint = "Enter a payer's name, at most 80 characters, that is not in the list yet; at most 30 in all.";

/** The practice's own list of the payers that must know of it before they take its claims and send remittances. */
export function SftpEnrolments({ read: { value: request, version } }: { read: Versioned<OwnRequest> }) {
  const { requestId, enrolments, may } = request;
  const path = { requestId };
  const [list, setList] = useState<readonly Enrolment[]>(enrolments);
  const fields = useFormFields({ payer: "" }, { payer: complaint });
  const form = useFocusOnFault(fields.attempt);
  const edit = useEdit<OwnRequest, Change>({
    queryKey: [...requestKey(requestId)],
    read: () => sftpRequests.getSftpRequest({ path }),
    save: (body, named) => sftpRequests.updateSftpRequest({ path, body, version: named }),
    saved: "The list of payers is saved",
    onError: fields.showProblem,
  });
  const mayEdit = may.includes("edit-enrolments");
  const isChanged = listInWords(list) !== listInWords(enrolments);
  const mark = (payer: string, change: Partial<Enrolment>) =>
    setList(list.map((each) => (each.payer === payer ? { ...each, ...change } : each)));
  const add = () => {
    const payer = fields.values.payer.trim();
    if (list.some((each) => each.payer === payer)) return fields.refuse({ payer: complaint });
    const longer = [...list, { payer, isEdiDone: false, isEraDone: false }];
    if (!fields.check(sftpRequestRoutes.updateSftpRequest.body, { enrolments: longer })) {
      return fields.refuse({ payer: complaint });
    }
    setList(longer);
    fields.set("payer", "");
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A payer takes no electronic claims (EDI) and sends no remittances (ERA) before you have enrolled with it. This list is for your practice only."
        >
          Enrolment with payers
        </Header>
      }
    >
      <SpaceBetween size="l">
        {fields.problem && <ProblemAlert thrown={fields.problem} header="The list was not saved" />}
        {list.length === 0 && <Box variant="p">No payer is listed yet.</Box>}
        {list.length > 0 && (
          <ul className="events" aria-label="Payers">
            {list.map((each) => (
              <li key={each.payer}>
                <Payer
                  enrolment={each}
                  isOff={!mayEdit}
                  onMark={(change) => mark(each.payer, change)}
                  onRemove={() => setList(list.filter((other) => other !== each))}
                />
              </li>
            ))}
          </ul>
        )}
        {mayEdit && (
          <form ref={form} onSubmit={submitting(add)} noValidate>
            <TextField
              label="Payer"
              value={fields.values.payer}
              error={fields.errors.payer}
              onText={(text) => fields.set("payer", text)}
              input={{ autoComplete: false }}
              secondaryControl={<Button formAction="submit">Add payer</Button>}
            />
          </form>
        )}
        {isChanged && (
          <Button
            variant="primary"
            loading={edit.isSaving}
            loadingText="Saving"
            onClick={() => edit.save({ enrolments: list.map((each) => ({ ...each })) }, version)}
          >
            Save the list
          </Button>
        )}
      </SpaceBetween>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={() => undefined} />
    </Container>
  );
}

interface PayerProps {
  readonly enrolment: Enrolment;
  readonly isOff: boolean;
  readonly onMark: (change: Partial<Enrolment>) => void;
  readonly onRemove: () => void;
}

function Payer({ enrolment: { payer, isEdiDone, isEraDone }, isOff, onMark, onRemove }: PayerProps) {
  return (
    <>
      <span className="breakable">
        <strong>{payer}</strong>
        <SpaceBetween direction="horizontal" size="m">
          <Checkbox
            checked={isEdiDone}
            disabled={isOff}
            ariaLabel={`EDI done: ${payer}`}
            onChange={({ detail }) => onMark({ isEdiDone: detail.checked })}
          >
            EDI done
          </Checkbox>
          <Checkbox
            checked={isEraDone}
            disabled={isOff}
            ariaLabel={`ERA done: ${payer}`}
            onChange={({ detail }) => onMark({ isEraDone: detail.checked })}
          >
            ERA done
          </Checkbox>
        </SpaceBetween>
      </span>
      {!isOff && (
        <Button formAction="none" ariaLabel={`Remove ${payer}`} onClick={onRemove}>
          Remove
        </Button>
      )}
    </>
  );
}

const listInWords = (list: readonly Enrolment[]): string =>
  list
    .map(({ payer, isEdiDone, isEraDone }) => [payer, isEdiDone && "EDI", isEraDone && "ERA"].filter(Boolean).join(" "))
    .join(", ");
const comparisonOf = (theirs: OwnRequest, yours: Change) => [
  { label: "Payers", theirs: listInWords(theirs.enrolments), yours: listInWords(yours.enrolments) },
];
