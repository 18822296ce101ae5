import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { epcsMarks } from "../../../../shared/domain/epcs.ts";
import { useIntention } from "../intention.ts";
import { practices } from "./calls.ts";
import { type EpcsPlace, type Mark, type Proposal, proposalTitle, useEpcsChanged } from "./epcs.ts";
import { useNotices } from "./notices.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

interface DesignateProps {
  readonly person: { readonly userId: string; readonly name: string };
  readonly places: readonly EpcsPlace[];
  readonly isDesignated: boolean;
  readonly onClose: () => void;
}

/** Says what it means to be designated for a place, or no longer, and asks why. */
export function DesignateDialog({ person, places, isDesignated, onClose }: DesignateProps) {
  const { userId, name } = person;
  const [place, setPlace] = useState(places[0]?.place ?? "");
  const changed = useEpcsChanged();
  const { tell, complain } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: (reason: string) =>
      practices.designateForEpcs({ path: { userId }, body: { place, isDesignated, reason } }),
    onSuccess: () => {
      tell(isDesignated ? `${name} is designated for EPCS` : `${name} is no longer designated for EPCS`);
      return changed();
    },
    onError: (thrown) => complain("The designated people were not changed", thrown),
    onSettled: onClose,
  });
  const options = places.map((each) => ({ value: each.place, label: each.name }));
  return (
    <ReasonDialog
      header={isDesignated ? `Designate ${name} for EPCS?` : `Take ${name} off the designated people?`}
      consequence={
        isDesignated
          ? `${name} may propose EPCS marks, suspend them at once and, as a DEA registrant, approve what others propose. Sign-in codes by mail or text end.`
          : `${name} no longer proposes, approves or suspends anything there.`
      }
      confirm={isDesignated ? "Designate" : "Take off"}
      isBusy={isPending}
      onConfirm={(reason) => mutate(reason)}
      onDismiss={onClose}
    >
      {options.length > 1 && (
        <FormField label="Where">
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === place) ?? null}
            onChange={({ detail }) => setPlace(detail.selectedOption.value ?? "")}
          />
        </FormField>
      )}
    </ReasonDialog>
  );
}

/** Suspends a mark at once. */
export function SuspendDialog({ mark, place, onClose }: { mark: Mark; place: EpcsPlace; onClose: () => void }) {
  const changed = useEpcsChanged();
  const { tell, complain } = useNotices();
  const intention = useIntention();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { place: string; reason: string }) =>
      practices.suspendEpcsMark({ path: { userId: mark.userId }, body, intention: intention.keyFor(body) }),
    onSuccess: () => {
      tell(`The mark of ${mark.name} is suspended`, "To bring it back takes a new proposal and its approval.");
      return changed();
    },
    onError: (thrown) => complain("The mark was not suspended", thrown),
    onSettled: onClose,
  });
  return (
    <ReasonDialog
      header={`Suspend ${epcsMarks[mark.mark]} of ${mark.name}?`}
      consequence="It is out of force at once, and everybody concerned is told by mail. To bring it back, one person proposes it anew and another approves."
      confirm="Suspend"
      isBusy={isPending}
      onConfirm={(reason) => mutate({ place: place.place, reason })}
      onDismiss={onClose}
    />
  );
}

/** Cancels a proposal. */
export function CancelDialog({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
  const changed = useEpcsChanged();
  const { tell, complain } = useNotices();
  const intention = useIntention();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { reason: string }) =>
      practices.cancelEpcsProposal({
        path: { proposalId: proposal.proposalId },
        body,
        intention: intention.keyFor(body),
      }),
    onSuccess: () => {
      tell("The proposal is cancelled");
      return changed();
    },
    onError: (thrown) => complain("The proposal was not cancelled", thrown),
    onSettled: onClose,
  });
  return (
    <ReasonDialog
      header={`Cancel: ${proposalTitle(proposal)}?`}
      consequence="Nobody can approve it any more. Everything stays as it is now."
      confirm="Cancel proposal"
      isBusy={isPending}
      onConfirm={(reason) => mutate({ reason })}
      onDismiss={onClose}
    />
  );
}
