import Alert from "@cloudscape-design/components/alert";
import { PageButton } from "./page-link.tsx";
import { useMay, useSession } from "./session.tsx";

/** Reminds those who oversee it of a use of emergency access that nobody has reviewed. */
export function EmergencyHint() {
  const { breakGlass } = useSession();
  const mayOversee = useMay("break-glass:oversee");
  if (!mayOversee || !breakGlass?.isUnreviewed) return null;
  return (
    <Alert
      type="warning"
      header="Emergency access was used"
      action={<PageButton to="/emergency">Open emergency access</PageButton>}
    >
      Look at what was done under it and confirm the review. Until then nobody can break the glass again.
    </Alert>
  );
}
