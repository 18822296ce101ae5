import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { practices } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { type Pharmacy, pharmaciesKey } from "./pharmacies.ts";
import { PharmacyDialog } from "./pharmacy-dialog.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** The pharmacies that the practice prescribes to often. */
export function PharmaciesSection({ mayEdit }: { mayEdit: boolean }) {
  const { data, error, refetch } = useQuery({ queryKey: pharmaciesKey, queryFn: () => practices.listPharmacies() });
  const [edited, setEdited] = useState<Pharmacy | "new">();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Those that you prescribe to often, for e-prescribing."
          actions={mayEdit && <Button onClick={() => setEdited("new")}>Add pharmacy</Button>}
        >
          Favourite pharmacies
        </Header>
      }
    >
      {error && (
        <ProblemAlert thrown={error} header="The pharmacies could not be loaded" onRetry={() => void refetch()} />
      )}
      {!error && !data && <Spinner />}
      {data?.items.length === 0 && <Box variant="p">No pharmacy yet.</Box>}
      {data && data.items.length > 0 && (
        <ul className="sessions" aria-label="Favourite pharmacies">
          {data.items.map((pharmacy) => (
            <li key={pharmacy.ncpdpId}>
              <PharmacyLine pharmacy={pharmacy} onEdit={mayEdit ? () => setEdited(pharmacy) : undefined} />
            </li>
          ))}
        </ul>
      )}
      {edited && <PharmacyDialog pharmacy={edited === "new" ? undefined : edited} onEnd={() => setEdited(undefined)} />}
    </Container>
  );
}

function PharmacyLine({ pharmacy, onEdit }: { pharmacy: Pharmacy; onEdit: (() => void) | undefined }) {
  const { ncpdpId, name, phone, addressLines } = pharmacy;
  const { mutate, isPending } = useRemoval(pharmacy);
  return (
    <div className="session">
      <div>
        <Box variant="strong">{name}</Box>
        <Box variant="p" color="text-body-secondary">
          {[`NCPDP ${ncpdpId}`, phone, ...addressLines].filter(Boolean).join(", ")}
        </Box>
      </div>
      {onEdit && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={onEdit} ariaLabel={`Edit ${name}`}>
            Edit
          </Button>
          <Button
            onClick={() => isPending || mutate()}
            loading={isPending}
            loadingText="Removing"
            ariaLabel={`Remove ${name}`}
          >
            Remove
          </Button>
        </SpaceBetween>
      )}
    </div>
  );
}

function useRemoval({ ncpdpId, name }: Pharmacy) {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => practices.removePharmacy({ path: { ncpdpId } }),
    onSuccess: () => tell(`${name} is removed from the favourites`),
    onError: (thrown) => complain(`${name} was not removed`, thrown),
    onSettled: () => queries.invalidateQueries({ queryKey: pharmaciesKey }),
  });
}
