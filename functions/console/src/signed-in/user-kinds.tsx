import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { UserType } from "../../../../shared/domain/user-type.ts";
import type { UserCountsShown } from "./use-user-counts.ts";

const kinds: readonly { readonly type: UserType | undefined; readonly title: string }[] = [
  { type: undefined, title: "All" },
  { type: "provider", title: "Providers" },
  { type: "staff", title: "Staff" },
  { type: "patient", title: "Patients" },
];

interface UserKindsProps {
  readonly shown: UserType | undefined;
  readonly counts: UserCountsShown | undefined;
  readonly onShow: (type: UserType | undefined) => void;
}

/** The three views over the users, and all of them, each with how many there are. */
export function UserKinds({ shown, counts, onShow }: UserKindsProps) {
  return (
    <fieldset className="plain" aria-label="Kind of person">
      <SpaceBetween direction="horizontal" size="xs">
        {kinds.map(({ type, title }) => (
          <Button
            key={title}
            variant={type === shown ? "primary" : "normal"}
            nativeButtonAttributes={{ "aria-pressed": type === shown }}
            onClick={() => onShow(type)}
          >
            {counts ? `${title} (${(type ? counts.type[type] : counts.all).toLocaleString("en-US")})` : title}
          </Button>
        ))}
      </SpaceBetween>
    </fieldset>
  );
}
