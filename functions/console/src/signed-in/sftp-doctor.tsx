import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sftpAccountRoutes } from "../../../../shared/contract/sftp-accounts.ts";
import { typedOrNothing, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { sftpAccounts } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { SecretField } from "./secret-field.tsx";
import { useMay } from "./session.tsx";
import { type SftpAccount, sftpKey } from "./sftp-accounts.ts";
import { Status } from "./status.tsx";
import { TextField } from "./text-field.tsx";

/** Why the software is refused, in plain words with what to do, and a way to try what would happen. */
export function SftpDoctor({ account }: { account: SftpAccount }) {
  const mayManage = useMay("sftp:manage");
  return (
    <SpaceBetween size="l">
      <Findings account={account} />
      {mayManage && <TestConnection account={account} />}
    </SpaceBetween>
  );
}

function Findings({ account: { doctor } }: { account: SftpAccount }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Why sign-ins were refused, newest first. The software itself is told nothing."
        >
          SFTP doctor
        </Header>
      }
    >
      {doctor.length === 0 && <Status type="success">No sign-in was refused.</Status>}
      {doctor.length > 0 && (
        <ul className="events" aria-label="Refused sign-ins">
          {doctor.map(({ reason, sentence, count, lastAt, from }) => (
            <li key={`${reason} ${from}`}>
              <span>
                <Status type="warning">{sentence}</Status>
                <Box color="text-body-secondary">
                  {count === 1 ? "Once, " : `${count.toLocaleString("en-US")} times, last `}
                  <Moment at={lastAt} /> from <span className="nowrap">{from}</span>
                </Box>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

const complaints = {
  address: "Enter one address, such as 203.0.113.7.",
  password: "Paste the whole password: 52 letters and digits.",
} as const;

function TestConnection({ account: { accountId } }: { account: SftpAccount }) {
  const queries = useQueryClient();
  const intention = useIntention();
  const fields = useFormFields({ address: "", password: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending, data, reset } = useMutation({
    mutationFn: (body: { address?: string | undefined; password?: string | undefined }) =>
      sftpAccounts.testSftpAccount({ path: { accountId }, body, intention: intention.keyFor(body) }),
    onError: fields.showProblem,
    onSuccess: () => queries.invalidateQueries({ queryKey: sftpKey }),
    // The same test again is another test: what it found may have been mended.
    onSettled: () => intention.fulfil(),
  });
  const test = () => {
    fields.clearProblem();
    reset();
    const { address, password } = fields.values;
    const typed = { address: typedOrNothing(address), password: typedOrNothing(password) };
    const body = fields.check(sftpAccountRoutes.testSftpAccount.body, typed);
    if (body && !isPending) mutate(body);
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Says what the server would say, without a connection. A wrong password counts as a try."
        >
          Test the connection
        </Header>
      }
    >
      <form ref={form} onSubmit={submitting(test)} noValidate>
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="Nothing was tested" />}
          <TextField
            label={
              <>
                Address of the software <i>- optional</i>
              </>
            }
            description="Without one, your own address now."
            value={fields.values.address}
            error={fields.errors.address}
            onText={(text) => fields.set("address", text)}
            input={{ autoComplete: false }}
          />
          <SecretField
            label="Password of the account"
            description="It may stay empty: then the address and the account alone are looked at."
            input={{ autoComplete: false }}
            value={fields.values.password}
            error={fields.errors.password}
            onText={(text) => fields.set("password", text)}
          />
          <div>
            <Button formAction="submit" loading={isPending} loadingText="Testing">
              Test
            </Button>
            <div aria-live="polite">
              {data && (
                <Box margin={{ top: "l" }}>
                  <Alert type={data.isLetIn ? "success" : "warning"} header={data.isLetIn ? "Let in" : "Refused"}>
                    {data.sentence}
                  </Alert>
                </Box>
              )}
            </div>
          </div>
        </SpaceBetween>
      </form>
    </Container>
  );
}
