import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { fullName, Standing, type User } from "./user-standing.tsx";

/** What the button beside a lock does. */
export interface Unlocking {
  /** Absent for those who may not unlock. */
  readonly unlock?: ((user: User) => void) | undefined;
  /** The user whose unlocking is under way. */
  readonly unlocking?: string | undefined;
}

/** The standing, with the one button that ends a lock. */
export function StandingWithUnlock({ user, unlock, unlocking }: { user: User } & Unlocking) {
  if (user.status !== "locked" || !unlock) return <Standing user={user} />;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Standing user={user} />
      <Button
        variant="inline-link"
        ariaLabel={`Unlock ${fullName(user)}`}
        loading={unlocking === user.userId}
        onClick={() => unlock(user)}
      >
        Unlock
      </Button>
    </SpaceBetween>
  );
}
