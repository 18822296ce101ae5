import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type * as z from "zod/mini";
import type { NewTotp, OwnSecondStep } from "../../../../shared/contract/own-second-step.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { QrCode } from "../signed-out/qr-code.tsx";
import { submitting } from "../submitting.ts";
import { tellOtherTabs } from "../tabs.ts";
import { keepCsrfToken, login } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { sessionKey } from "./session.tsx";
import { StepUpCode } from "./step-up-code.tsx";
import { TextField } from "./text-field.tsx";

type Method = z.output<typeof OwnSecondStep>["method"];
type Key = z.output<typeof NewTotp>;

const codeOrigins = {
  totp: "The code that your present app shows now",
  email: "The code in the newest mail",
  sms: "The code in the newest text message",
} as const;

interface SecondStepDialogProps {
  readonly own: { readonly method: Method };
  readonly wanted: "totp" | "email";
  readonly onDismiss: () => void;
}

/** Asks for password and present second step, then shows the new app's key and takes its first code. */
export function SecondStepDialog({ own, wanted, onDismiss }: SecondStepDialogProps) {
  const [key, setKey] = useState<Key>();
  const onDone = useDone(onDismiss);
  const common = { wanted, onDismiss, onDone };
  return key ? <ProveApp key="prove" {...common} newKey={key} /> : <GiveProof {...common} {...own} onKey={setKey} />;
}

interface StepProps {
  readonly wanted: "totp" | "email";
  readonly onDismiss: () => void;
  readonly onDone: (csrfToken: string) => void;
}

/** The session goes on with a new token; other tabs of this browser hold the one of before. */
function useDone(onDismiss: () => void): (csrfToken: string) => void {
  const queries = useQueryClient();
  const { tell } = useNotices();
  return (csrfToken) => {
    keepCsrfToken(csrfToken);
    tellOtherTabs("signed-in");
    onDismiss();
    tell("Your second step is set up", "Every other session of yours has ended.");
    for (const queryKey of [sessionKey, ["second-step"], ["profile"]]) void queries.invalidateQueries({ queryKey });
  };
}

const proofComplaints = { password: "Enter your password.", code: "Enter the 6 or 8 digits of the code." } as const;

function GiveProof({
  wanted,
  method,
  onKey,
  onDismiss,
  onDone,
}: StepProps & { method: Method; onKey: (key: Key) => void }) {
  const intention = useIntention();
  const fields = useFormFields({ password: "", code: "" }, proofComplaints);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const { password, code } = fields.values;
      const body = { password, method, ...(method === "none" ? {} : { code }) };
      if (wanted === "totp") return onKey(await login.startNewApp({ body }));
      onDone((await login.takeEmailCodes({ body, intention: intention.keyFor(body) })).csrfToken);
    },
    onError: fields.showProblem,
  });
  const go = () => {
    fields.clearProblem();
    const isCode = method === "none" || /^\s*(\d\s*){6,8}$/.test(fields.values.code);
    const missing = {
      ...(fields.values.password ? {} : { password: proofComplaints.password }),
      ...(isCode ? {} : { code: proofComplaints.code }),
    };
    if (Object.keys(missing).length > 0) return fields.refuse(missing);
    if (!isPending) mutate();
  };
  return (
    <Step
      header={wanted === "totp" ? "Set up an authenticator app" : "Use e-mail codes"}
      button="Go on"
      {...{ fields, isPending, go, onDismiss }}
    >
      <Box variant="p">
        {wanted === "totp"
          ? "First show that it is you. What you have now stays good until the new app is proved."
          : "Show that it is you. From then on a code is mailed to you at every sign-in, and the app is not asked for."}
      </Box>
      <TextField
        label="Password"
        value={fields.values.password}
        error={fields.errors.password}
        onText={(text) => fields.set("password", text)}
        input={{ type: "password", autoComplete: "current-password", autoFocus: true }}
      />
      {(method === "email" || method === "sms") && <StepUpCode method={method} />}
      {method !== "none" && <CodeField fields={fields} description={codeOrigins[method]} />}
    </Step>
  );
}

function ProveApp({ newKey, onDismiss, onDone }: StepProps & { newKey: Key }) {
  const intention = useIntention();
  const fields = useFormFields({ code: "" }, { code: "Type the 6 digits that the new app shows now." });
  const { mutate, isPending } = useMutation({
    mutationFn: () => {
      const body = { code: fields.values.code };
      return login.confirmNewApp({ body, intention: intention.keyFor(body) });
    },
    onSuccess: ({ csrfToken }) => onDone(csrfToken),
    onError: fields.showProblem,
  });
  const go = () => {
    fields.clearProblem();
    if (!/^\s*(\d\s*){6}$/.test(fields.values.code))
      return fields.refuse({ code: "Type the 6 digits that the new app shows now." });
    if (!isPending) mutate();
  };
  return (
    <Step header="Set up an authenticator app" button="Verify" {...{ fields, isPending, go, onDismiss }}>
      <Box variant="p">Add an account in the new app and scan this picture. Then type the code that it shows.</Box>
      <QrCode text={newKey.otpauthUri} label="Picture of the key for your authenticator app" />
      <Box variant="p">
        Cannot scan? Type the key: <code className="key">{newKey.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </Box>
      <CodeField fields={fields} description="6 digits. They change every 30 seconds." />
    </Step>
  );
}

interface StepFrameProps {
  readonly header: string;
  readonly button: string;
  readonly fields: { readonly problem?: unknown; readonly attempt: number };
  readonly isPending: boolean;
  readonly go: () => void;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

const formId = "second-step";

function Step({ header, button, fields, isPending, go, onDismiss, children }: StepFrameProps) {
  const form = useFocusOnFault(fields.attempt);
  return (
    <Modal
      visible
      header={header}
      closeAriaLabel="Cancel"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>Cancel</Button>
            <Button variant="primary" form={formId} loading={isPending} loadingText="Checking">
              {button}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={formId} ref={form} onSubmit={submitting(go)} noValidate>
        <SpaceBetween size="l">
          {Boolean(fields.problem) && <ProblemAlert thrown={fields.problem} header="That was not right" />}
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

interface CodeFieldProps {
  readonly fields: {
    readonly values: { readonly code: string };
    readonly errors: { readonly code?: string | undefined };
    readonly set: (name: "code", text: string) => void;
  };
  readonly description: string;
}

const CodeField = ({ fields, description }: CodeFieldProps) => (
  <TextField
    label="Code"
    description={description}
    value={fields.values.code}
    error={fields.errors.code}
    onText={(text) => fields.set("code", text)}
    input={{ inputMode: "numeric", autoComplete: "one-time-code" }}
  />
);
