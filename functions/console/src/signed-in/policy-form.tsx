import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import {
  type PolicyChange,
  type PolicyEffects,
  PolicySettings,
  type PolicyView,
} from "../../../../shared/contract/policy.ts";
import { inWords } from "../../../../shared/domain/policy-effect.ts";
import type { Versioned } from "../api/client.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { practices } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { PolicyReview } from "./policy-review.tsx";
import {
  LockSection,
  NeedSection,
  PasswordSection,
  PlaceSection,
  SessionSection,
  SftpSection,
  UnusedSection,
} from "./policy-sections.tsx";
import { complaints, oddLineOf, type Policy, policyOfTexts, textsOf } from "./policy-texts.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useEdit } from "./use-edit.ts";

type View = z.output<typeof PolicyView>;
type Change = z.input<typeof PolicyChange>;
type Foreseen = z.output<typeof PolicyEffects>;

/** The policy's settings; what a change brings is shown before it is saved. */
export function PolicyForm({ read }: { read: Versioned<View> }) {
  const fields = useFormFields(textsOf(read.value.policy), complaints);
  const form = useFocusOnFault(fields.attempt);
  const [review, setReview] = useState<{ policy: Policy; foreseen: Foreseen }>();
  const edit = useEdit<View, Change>({
    queryKey: ["policy"],
    read: practices.getPolicy,
    save: (body, version) => practices.replacePolicy({ body, version }),
    saved: "The security settings are saved",
    onError: fields.showProblem,
  });
  const foresee = useMutation({
    mutationFn: (policy: Policy) => practices.foreseePolicy({ body: { policy } }),
    onSuccess: (foreseen, policy) => setReview({ policy, foreseen }),
    onError: fields.showProblem,
  });
  const look = () => {
    fields.clearProblem();
    const oddLine = oddLineOf(fields.values.addresses);
    if (oddLine) return fields.refuse({ addresses: `${oddLine} is no address or range such as 203.0.113.0/24.` });
    const policy = policyOfTexts(fields.values);
    if (!PolicySettings.shape.passwordAge.safeParse(policy.passwordAge).success)
      return fields.refuse({ ageDays: complaints.ageDays });
    if (!PolicySettings.shape.unusedAccounts.safeParse(policy.unusedAccounts).success)
      return fields.refuse({ unusedDays: complaints.unusedDays });
    if (fields.check(PolicySettings, policy)) foresee.mutate(policy);
  };
  const save = (reason: string | undefined) => {
    if (review) edit.save({ policy: review.policy, ...(reason ? { reason } : {}) }, read.version);
    setReview(undefined);
  };
  return (
    <form ref={form} onSubmit={submitting(look)} noValidate>
      <Form
        actions={
          <Button variant="primary" formAction="submit" loading={foresee.isPending || edit.isSaving}>
            Review changes
          </Button>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="The settings were not saved" />}
          <LockSection fields={fields} />
          <SessionSection fields={fields} />
          <PasswordSection fields={fields} isSmsOffered={read.value.isSmsOffered} />
          <NeedSection fields={fields} />
          <UnusedSection fields={fields} />
          <SftpSection fields={fields} />
          <PlaceSection fields={fields} yourAddress={read.value.yourAddress} />
        </SpaceBetween>
      </Form>
      {review && (
        <PolicyReview
          foreseen={review.foreseen}
          yourAddress={read.value.yourAddress}
          onSave={save}
          onDismiss={() => setReview(undefined)}
        />
      )}
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={() => undefined} />
    </form>
  );
}

const comparisonOf = (theirs: View, yours: Change) => {
  const ours = inWords(PolicySettings.parse(yours.policy));
  return inWords(theirs.policy).map(({ title, told }, at) => ({ label: title, theirs: told, yours: ours[at]?.told }));
};
