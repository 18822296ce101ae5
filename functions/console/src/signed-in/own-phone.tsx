import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import { type OwnPhone as OwnPhoneView, phoneRoutes } from "../../../../shared/contract/phone.ts";
import type { CodeSent } from "../../../../shared/contract/second-step.ts";
import { type FormFields, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { login } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { sessionKey } from "./session.tsx";
import { TextField } from "./text-field.tsx";

const phoneKey = ["phone"];

/** The own phone number: shown masked, changed by a code that is texted to the new one. */
export function OwnPhone() {
  const { data, error, refetch } = useQuery({ queryKey: phoneKey, queryFn: () => login.getPhone() });
  if (data && !data.phone && !data.mayTakeCodes) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Sign-in codes can be texted to it. A new number counts once you typed the code that went to it."
          actions={data?.phone && <RemoveButton />}
        >
          Phone number
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && (
          <ProblemAlert thrown={error} header="Your number could not be loaded" onRetry={() => void refetch()} />
        )}
        {data && <Standing own={data} />}
        {data?.mayTakeCodes && <NewNumber />}
      </SpaceBetween>
    </Container>
  );
}

function Standing({ own }: { own: z.output<typeof OwnPhoneView> }) {
  if (!own.phone) return <Box color="text-body-secondary">You have none yet.</Box>;
  return (
    <Box>
      <strong>{own.phone}</strong>, confirmed <Moment at={own.confirmedAt} />.
      {!own.mayTakeCodes && " Your practice or your role takes no codes by text, so it is not used."}
    </Box>
  );
}

function RemoveButton() {
  const { tell } = useNotices();
  const renew = useRenewed();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => login.removePhone(),
    onSuccess: async () => {
      tell("Your phone number is removed");
      await renew();
    },
  });
  return (
    <SpaceBetween size="xs">
      <Button loading={isPending} loadingText="Removing" onClick={() => mutate()}>
        Remove number
      </Button>
      {error && <ProblemAlert thrown={error} header="Your number was not removed" />}
    </SpaceBetween>
  );
}

/** The number, the session's ways to verify, and what else shows them are read anew. */
function useRenewed(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: phoneKey });
    await queries.invalidateQueries({ queryKey: sessionKey });
  };
}

/** First the number, then the code that was texted to it. */
function NewNumber() {
  const [sent, setSent] = useState<z.output<typeof CodeSent>>();
  const fields = useFormFields(
    { phone: "", code: "" },
    { phone: "Enter your number with its country, such as +1 312 555 0147.", code: "Enter the digits of the code." },
  );
  const form = useFocusOnFault(fields.attempt);
  const { isBusy, ask, confirm } = useNewNumber(fields, setSent);
  return (
    <form ref={form} onSubmit={submitting(sent ? confirm : ask)} noValidate>
      <SpaceBetween size="m">
        {fields.problem && <ProblemAlert thrown={fields.problem} header="Your number was not changed" />}
        {sent ? (
          <SentTo fields={fields} sent={sent} />
        ) : (
          <TextField
            label="New mobile number"
            description="With its country, such as +1 312 555 0147."
            value={fields.values.phone}
            error={fields.errors.phone}
            onText={(text) => fields.set("phone", text)}
            input={{ inputMode: "tel", autoComplete: "tel" }}
          />
        )}
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" formAction="submit" loading={isBusy} loadingText="A moment">
            {sent ? "Confirm number" : "Text me a code"}
          </Button>
          {sent && (
            <Button formAction="none" onClick={() => setSent(undefined)}>
              Another number
            </Button>
          )}
        </SpaceBetween>
      </SpaceBetween>
    </form>
  );
}

type Fields = FormFields<{ phone: string; code: string }>;

function SentTo({ fields, sent }: { fields: Fields; sent: z.output<typeof CodeSent> }) {
  return (
    <SpaceBetween size="xs">
      <div role="status">
        We texted a code to <strong>{sent.destination}</strong>. The text begins with Gatehouse.
      </div>
      <TextField
        label="Code"
        description="The code in the newest text message"
        value={fields.values.code}
        error={fields.errors.code}
        onText={(text) => fields.set("code", text)}
        input={{ inputMode: "numeric", autoComplete: "one-time-code", autoFocus: true }}
      />
    </SpaceBetween>
  );
}

function useNewNumber(fields: Fields, onSent: (sent: z.output<typeof CodeSent> | undefined) => void) {
  const { tell } = useNotices();
  const renew = useRenewed();
  const intention = useIntention();
  const asking = useMutation({
    mutationFn: (phone: string) => login.startPhone({ body: { phone }, intention: intention.keyFor({ phone }) }),
    onSuccess: onSent,
    onSettled: () => intention.fulfil(),
    onError: fields.showProblem,
  });
  const confirming = useMutation({
    mutationFn: (code: string) => login.confirmPhone({ body: { code }, intention: intention.keyFor({ code }) }),
    onSettled: () => intention.fulfil(),
    onSuccess: async () => {
      tell("Your phone number is confirmed", "We mailed you a notice of it.");
      fields.set("phone", "");
      fields.set("code", "");
      onSent(undefined);
      await renew();
    },
    onError: fields.showProblem,
  });
  return {
    isBusy: asking.isPending || confirming.isPending,
    ask: () => {
      fields.clearProblem();
      const body = fields.check(phoneRoutes.startPhone.body, { phone: fields.values.phone });
      if (body && !asking.isPending) asking.mutate(body.phone);
    },
    confirm: () => {
      fields.clearProblem();
      const body = fields.check(phoneRoutes.confirmPhone.body, { code: fields.values.code });
      if (body && !confirming.isPending) confirming.mutate(body.code);
    },
  };
}
