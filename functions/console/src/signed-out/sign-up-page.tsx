import { useState } from "react";
import { practiceRoutes } from "../../../../shared/contract/practices.ts";
import type { Application } from "../../../../shared/domain/application.ts";
import { hrefOf } from "../base-address.ts";
import { typedOrNothing, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { ownTimeZone } from "../time-zones.ts";
import { Alert, ProblemAlert } from "./alert.tsx";
import { practices } from "./calls.ts";
import { Frame } from "./frame.tsx";
import { ApplicationSection, CompanySection, LoginSection } from "./sign-up-sections.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

const complaints = {
  name: "Enter the practice's name, at most 120 characters.",
  email: "Enter an e-mail address such as name@practice.example.",
  timeZone: "Choose the practice's time zone.",
  npi: "An NPI has 10 digits, and its last digit checks the others. Correct it or leave it out.",
  firstName: "At most 64 characters.",
  lastName: "At most 64 characters.",
  username: "3 to 64 letters, digits, dots, hyphens or underscores.",
} as const;
const empty = { name: "", email: "", npi: "", firstName: "", lastName: "", username: "" };

/** Sign a practice up: only the company's part is needed, the rest can be done later from the checklist. */
export function SignUpPage() {
  const [sentTo, setSentTo] = useState<string>();
  const [applications, setApplications] = useState<readonly Application[]>([]);
  const fields = useFormFields({ ...empty, timeZone: ownTimeZone() }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const intention = useIntention();
  const { isBusy, send } = useSending();
  const signUp = () => {
    fields.clearProblem();
    const body = fields.check(practiceRoutes.signUp.body, bodyOf(fields.values, applications));
    if (!body) return;
    send(async () => {
      await practices.signUp({ body, intention: intention.keyFor(body) });
      intention.fulfil();
      setSentTo(body.company.email);
    }, fields.showProblem);
  };
  if (sentTo) return <MailSent address={sentTo} onAgain={() => setSentTo(undefined)} />;
  return (
    <Frame title="Sign up your practice" wide>
      <p>You become its security administrator. We mail you a link to confirm your address and choose a password.</p>
      <form ref={form} onSubmit={submitting(signUp)} noValidate>
        <ProblemAlert problem={fields.problem} />
        <CompanySection fields={fields} />
        <ApplicationSection chosen={applications} onChosen={setApplications} />
        <LoginSection fields={fields} />
        <SubmitButton text="Sign up" busyText="Signing up" isBusy={isBusy} />
      </form>
      <p className="aside">
        Signed up already? <a href={hrefOf("/signin")}>Sign in</a>
      </p>
    </Frame>
  );
}

/** What was left empty is left out: the service tells "not given" from "wrong". */
function bodyOf(values: Record<keyof typeof complaints, string>, applications: readonly Application[]) {
  const { name, email, timeZone, npi, ...typed } = values;
  const login = {
    firstName: typedOrNothing(typed.firstName),
    lastName: typedOrNothing(typed.lastName),
    username: typedOrNothing(typed.username),
  };
  return {
    company: { name, email, timeZone, npi: typedOrNothing(npi) },
    applications: applications.length > 0 ? [...applications] : undefined,
    login: Object.values(login).some(Boolean) ? login : undefined,
  };
}

function MailSent({ address, onAgain }: { address: string; onAgain: () => void }) {
  return (
    <Frame title="Look in your mailbox">
      <Alert kind="success">
        A mail is on its way to <strong>{address}</strong>. Open the link in it to confirm the address and choose your
        password.
      </Alert>
      <p>The sender is Gatehouse. No mail after a few minutes? Look in your spam folder, then check the address.</p>
      <p className="aside">
        <button type="button" className="link" onClick={onAgain}>
          Correct what you typed
        </button>
      </p>
    </Frame>
  );
}
