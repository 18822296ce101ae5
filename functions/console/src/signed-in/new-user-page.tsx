import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import type * as z from "zod/mini";
import type { CreatedUser } from "../../../../shared/contract/user-create.ts";
import { problemOf } from "../api/problem-error.ts";
import { useFocusOnFault } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { users } from "./calls.ts";
import { LoginStep } from "./new-user-login.tsx";
import { ReviewStep } from "./new-user-review.tsx";
import { BillingStep, ContactStep, SitesStep } from "./new-user-steps.tsx";
import { useNotices } from "./notices.tsx";
import { OneTimePassword } from "./one-time-password.tsx";
import { Page } from "./page.tsx";
import { PageButton } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { faultsOfStep, isTouched, type NewUserForm, stepOf, useNewUser } from "./use-new-user.ts";
import { fullName } from "./user-standing.tsx";

type Created = z.output<typeof CreatedUser>;

const steps: readonly { title: string; show: (form: NewUserForm) => ReactNode }[] = [
  { title: "Login information", show: (form) => <LoginStep form={form} /> },
  { title: "Contact information", show: (form) => <ContactStep form={form} /> },
  { title: "Sites", show: (form) => <SitesStep form={form} /> },
  { title: "Billing information", show: (form) => <BillingStep form={form} /> },
];
const review = steps.length;

/** Adds a user in four steps and a look at all of them; nothing is sent before that. */
export function NewUserPage() {
  const form = useNewUser();
  const [step, setStep] = useState(0);
  const { isPending, create, created } = useCreate(form, setStep);
  const { fields } = form;
  const element = useFocusOnFault(fields.attempt);
  if (created) return <Shown created={created} />;
  const next = () => {
    if (step === review) return create();
    const faults = faultsOfStep(form, step);
    if (Object.keys(faults).length > 0) return fields.refuse(faults);
    setStep(step + 1);
  };
  const title = steps[step]?.title ?? "Review and create";
  return (
    <Page title="Add user">
      <form ref={element} onSubmit={submitting(next)} noValidate>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Cancel form={form} />
              {step > 0 && (
                <Button formAction="none" onClick={() => setStep(step - 1)}>
                  Back
                </Button>
              )}
              <Button variant="primary" formAction="submit" loading={isPending} loadingText="Adding the user">
                {step === review ? "Create user" : "Next"}
              </Button>
            </SpaceBetween>
          }
        >
          <Container
            key={step}
            header={
              <Header variant="h2" description={`Step ${step + 1} of ${review + 1}`}>
                {title}
              </Header>
            }
          >
            <SpaceBetween size="l">
              {fields.problem && <ProblemAlert thrown={fields.problem} header="The user was not added" />}
              {steps[step]?.show(form) ?? (
                <ReviewStep form={form} titles={steps.map((each) => each.title)} onEdit={setStep} />
              )}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </Page>
  );
}

function useCreate(form: NewUserForm, goTo: (step: number) => void) {
  const [, navigate] = useLocation();
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const [created, setCreated] = useState<Created>();
  const { mutate, isPending } = useMutation({
    mutationFn: users.createUser,
    onError: (thrown) => {
      form.fields.showProblem(thrown);
      const names = problemOf(thrown).errors.map(({ pointer }) => stepOf(pointer.split("/").at(-1) ?? ""));
      const first = names.find((step) => step >= 0);
      if (first !== undefined) goTo(first);
    },
    onSuccess: async (reply) => {
      intention.fulfil();
      form.forget();
      await queries.invalidateQueries({ queryKey: ["users"] });
      if (reply.oneTimePassword) return setCreated(reply);
      tell(`${fullName(reply.user)} was added`, `The invitation is on its way to ${reply.user.email}.`);
      navigate(`/users/${reply.user.userId}`);
    },
  });
  const create = () => {
    form.fields.clearProblem();
    const body = form.body();
    if (!isPending) mutate({ body, intention: intention.keyFor(body) });
  };
  return { isPending, create, created };
}

/** Leaves at once while nothing was typed, and asks first otherwise. */
function Cancel({ form }: { form: NewUserForm }) {
  const [, navigate] = useLocation();
  const [isAsked, setIsAsked] = useState(false);
  const leave = () => {
    form.forget();
    navigate("/users");
  };
  if (!isAsked)
    return (
      <Button variant="link" formAction="none" onClick={() => (isTouched(form) ? setIsAsked(true) : leave())}>
        Cancel
      </Button>
    );
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Box padding={{ top: "xxs" }}>Leave without adding the user?</Box>
      <Button formAction="none" onClick={() => setIsAsked(false)}>
        Stay
      </Button>
      <Button formAction="none" onClick={leave}>
        Leave
      </Button>
    </SpaceBetween>
  );
}

function Shown({ created: { user, oneTimePassword = "" } }: { created: Created }) {
  return (
    <Page title={`${fullName(user)} was added`}>
      <Container header={<Header variant="h2">The one-time password</Header>}>
        <SpaceBetween size="l">
          <OneTimePassword password={oneTimePassword} username={user.username ?? ""} />
          <SpaceBetween direction="horizontal" size="xs">
            <PageButton to={`/users/${user.userId}`} variant="primary">
              Open {fullName(user)}
            </PageButton>
            <PageButton to="/users">Back to the users</PageButton>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
    </Page>
  );
}
