import Alert from "@cloudscape-design/components/alert";
import { useQuery } from "@tanstack/react-query";
import { profile } from "./calls.ts";
import { PageLink } from "./page-link.tsx";
import { useSession } from "./session.tsx";

const few = 2;

/** Asks for recovery codes as long as there are none, and again when few are left. */
export function RecoveryCodesHint() {
  const { secondStep } = useSession();
  const { data } = useQuery({ queryKey: ["recovery-codes"], queryFn: () => profile.getRecoveryCodes() });
  // They stand in for a second step; who has none has no use for them.
  if (secondStep === "none" || !data || (data.madeAt && data.left > few)) return null;
  return (
    <Alert
      type="info"
      header={data.madeAt ? `${data.left} recovery codes left` : "Make your recovery codes"}
      action={<PageLink to="/me">Open My profile</PageLink>}
    >
      They let you in on the day your phone is lost or broken. Without them somebody has to reset your second step.
    </Alert>
  );
}
