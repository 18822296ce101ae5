import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { tellOtherTabs } from "../tabs.ts";
import { wayLabels } from "../ways.ts";
import { keepCsrfToken, login } from "./calls.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { settleStepUp, useIsStepUpAsked } from "./step-up.ts";
import { StepUpCode } from "./step-up-code.tsx";
import { TextField } from "./text-field.tsx";

/** Asks for password and second step before something sensitive, whichever page wants it done. */
export function StepUpDialog() {
  return useIsStepUpAsked() ? <OpenDialog /> : null;
}

const complaints = { password: "Enter your password.", code: "Enter the 6 or 8 digits of the code." } as const;
const origins = {
  totp: "The code that your authenticator app shows now",
  email: "The code in the newest mail",
  sms: "The code in the newest text message",
} as const;
const formId = "step-up";

function OpenDialog() {
  const { secondStep, otherSteps } = useSession();
  const [method, setMethod] = useState(secondStep);
  const others = [secondStep, ...otherSteps].filter((way) => way !== method);
  const fields = useFormFields({ password: "", code: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending } = useMutation({
    mutationFn: () => {
      const { password, code } = fields.values;
      return login.stepUp({ body: { password, method, ...(method === "none" ? {} : { code }) } });
    },
    onSuccess: ({ csrfToken }) => {
      keepCsrfToken(csrfToken);
      tellOtherTabs("renewed");
      settleStepUp(true);
    },
    onError: fields.showProblem,
  });
  const confirm = () => {
    fields.clearProblem();
    const { password, code } = fields.values;
    const isCode = method === "none" || /^\s*(\d\s*){6,8}$/.test(code);
    const missing = {
      ...(password ? {} : { password: complaints.password }),
      ...(isCode ? {} : { code: complaints.code }),
    };
    if (Object.keys(missing).length > 0) return fields.refuse(missing);
    if (!isPending) mutate();
  };
  return (
    <Modal
      visible
      header="Confirm that it is you"
      closeAriaLabel="Cancel"
      onDismiss={() => settleStepUp(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => settleStepUp(false)}>Cancel</Button>
            <Button variant="primary" form={formId} loading={isPending} loadingText="Checking">
              Confirm
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={formId} ref={form} onSubmit={submitting(confirm)} noValidate>
        <SpaceBetween size="l">
          <Box variant="p">
            What you are about to do is sensitive. Give your password{method === "none" ? "" : " and your second step"}{" "}
            again; then it is done at once.
          </Box>
          {fields.problem && <ProblemAlert thrown={fields.problem} header="That was not right" />}
          <TextField
            label="Password"
            value={fields.values.password}
            error={fields.errors.password}
            onText={(text) => fields.set("password", text)}
            input={{ type: "password", autoComplete: "current-password", autoFocus: true }}
          />
          {(method === "email" || method === "sms") && <StepUpCode key={method} method={method} />}
          {method !== "none" && (
            <TextField
              label="Code"
              description={origins[method]}
              value={fields.values.code}
              error={fields.errors.code}
              onText={(text) => fields.set("code", text)}
              input={{ inputMode: "numeric", autoComplete: "one-time-code" }}
            />
          )}
          {others.map(
            (way) =>
              way !== "none" && (
                <Button key={way} variant="inline-link" formAction="none" onClick={() => setMethod(way)}>
                  {wayLabels[way]}
                </Button>
              ),
          )}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
