import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { inWords } from "../../../../shared/domain/policy-effect.ts";
import { practices } from "./calls.ts";
import { Page } from "./page.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";

/** The security policy of the practice. Who may not change it sees it. */
export function SecurityPage() {
  const mayEdit = useMay("policy:edit");
  const { data, error, refetch } = useQuery({ queryKey: ["policy"], queryFn: () => practices.getPolicy() });
  return (
    <Page title="Security settings" description="What your practice asks of everybody who signs in.">
      {error && (
        <ProblemAlert thrown={error} header="The settings could not be loaded" onRetry={() => void refetch()} />
      )}
      {!error && !data && <Spinner />}
      {data && mayEdit && <PolicyForm key={data.version} read={data} />}
      {data && !mayEdit && (
        <Container>
          <KeyValuePairs
            columns={2}
            items={inWords(data.value.policy).map(({ title, told }) => ({ label: title, value: told }))}
          />
        </Container>
      )}
    </Page>
  );
}
