import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import { NewSite } from "../../../../shared/contract/sites.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { practices } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { SiteLine } from "./site-line.tsx";
import { sitesKey } from "./sites.ts";
import { TextField } from "./text-field.tsx";

/** The practice's sites; who may edit the practice adds, renames, archives and reopens them here. */
export function SitesSection({ mayEdit }: { mayEdit: boolean }) {
  const { data, error, refetch } = useQuery({ queryKey: sitesKey, queryFn: () => practices.listSites() });
  const description =
    "Where your people work. Who has more than one chooses at sign-in, and the audit log names it with all he does.";
  return (
    <Container
      header={
        <Header variant="h2" description={description}>
          Sites
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && <ProblemAlert thrown={error} header="The sites could not be loaded" onRetry={() => void refetch()} />}
        {!error && !data && <Spinner />}
        {data?.items.length === 0 && <Box variant="p">No site yet. Nobody is asked for one until there are two.</Box>}
        {data && data.items.length > 0 && (
          <ul className="sessions" aria-label="Sites">
            {data.items.map((site) => (
              <li key={site.siteId}>
                <SiteLine site={site} mayEdit={mayEdit} />
              </li>
            ))}
          </ul>
        )}
        {mayEdit && <AddSite />}
      </SpaceBetween>
    </Container>
  );
}

function AddSite() {
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const fields = useFormFields({ name: "" }, { name: "Enter a name, at most 80 characters." });
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending } = useMutation({
    mutationFn: (body: z.input<typeof NewSite>) => practices.addSite({ body, intention: intention.keyFor(body) }),
    onSuccess: ({ name }) => {
      intention.fulfil();
      fields.set("name", "");
      tell(`The site ${name} is added`);
      return queries.invalidateQueries({ queryKey: sitesKey });
    },
    onError: fields.showProblem,
  });
  const add = () => {
    fields.clearProblem();
    const body = fields.check(NewSite, { name: fields.values.name });
    if (body && !isPending) mutate(body);
  };
  return (
    <form ref={form} onSubmit={submitting(add)} noValidate>
      <SpaceBetween size="s">
        {fields.problem && <ProblemAlert thrown={fields.problem} header="The site was not added" />}
        <TextField
          label="New site"
          value={fields.values.name}
          error={fields.errors.name}
          onText={(text) => {
            fields.clearProblem();
            fields.set("name", text);
          }}
          input={{ autoComplete: false, placeholder: "Lakeside office" }}
        />
        <Button formAction="submit" loading={isPending} loadingText="Adding">
          Add site
        </Button>
      </SpaceBetween>
    </form>
  );
}
