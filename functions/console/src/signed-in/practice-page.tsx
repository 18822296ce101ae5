import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { PracticeView } from "../../../../shared/contract/practices.ts";
import { applications } from "../../../../shared/domain/application.ts";
import { titleOfZone } from "../time-zones.ts";
import { practices } from "./calls.ts";
import { ClosuresSection } from "./closures-section.tsx";
import { companyInWords } from "./company-fields.tsx";
import { Page } from "./page.tsx";
import { PharmaciesSection } from "./pharmacies-section.tsx";
import { PracticeForm } from "./practice-form.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";

/** The practice's own settings. Who may not change them sees them. */
export function PracticePage() {
  const mayEdit = useMay("practice:edit");
  const { data, error, refetch } = useQuery({ queryKey: ["practice"], queryFn: () => practices.getPractice() });
  return (
    <Page title="Practice" description="What Gatehouse knows of your practice, and what your people open.">
      {error && (
        <ProblemAlert thrown={error} header="The practice could not be loaded" onRetry={() => void refetch()} />
      )}
      {!error && !data && <Spinner />}
      {data && (
        <SpaceBetween size="l">
          {mayEdit ? <PracticeForm practice={data} /> : <PracticeFacts practice={data.value} />}
          <PharmaciesSection mayEdit={mayEdit} />
          <ClosuresSection practice={data} mayEdit={mayEdit} />
        </SpaceBetween>
      )}
    </Page>
  );
}

function PracticeFacts({ practice }: { practice: z.output<typeof PracticeView> }) {
  return (
    <Container>
      <KeyValuePairs
        columns={2}
        items={[
          { label: "Name", value: practice.name },
          { label: "Time zone", value: titleOfZone(practice.timeZone) },
          { label: "Organisation NPI", value: practice.npi ?? "Not entered yet" },
          ...companyInWords(practice).map(({ label, value }) => ({ label, value: value || "Not entered yet" })),
          {
            label: "Applications",
            value: practice.applications.map((name) => applications[name]).join(", ") || "None chosen yet",
          },
        ]}
      />
    </Container>
  );
}
