import TopNavigation from "@cloudscape-design/components/top-navigation";
import { useState } from "react";
import { useLocation } from "wouter";
import { type Appearance, appearances, chooseAppearance, chosenAppearance } from "../appearance.ts";
import { hrefOf } from "../base-address.ts";
import { ChoiceDialog } from "./choice-dialog.tsx";
import { signOut, useSession } from "./session.tsx";

const logo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32' width='32' height='32'%3E%3Crect width='32' height='32' rx='8' fill='%2363d2c7'/%3E%3Cpath d='M8 25V14a8 8 0 0 1 16 0v11h-4V14a4 4 0 0 0-8 0v11z' fill='%2306201e'/%3E%3C/svg%3E";

/** Our name, and the menu of the person signed in. */
export function TopBar() {
  const { firstName, lastName, username, site, choices } = useSession();
  const [isChoosing, setChoosing] = useState(false);
  const [, navigate] = useLocation();
  const [appearance, setAppearance] = useState(chosenAppearance);
  const choose = (id: string) => {
    if (id === "profile") navigate("/me");
    if (id === "choice") setChoosing(true);
    if (id === "sign-out") void signOut();
    if (isAppearance(id)) {
      chooseAppearance(id);
      setAppearance(id);
    }
  };
  return (
    <div id="top-bar">
      <TopNavigation
        identity={{
          href: hrefOf("/"),
          title: "Gatehouse",
          logo: { src: logo, alt: "A gate" },
          onFollow: (event) => {
            event.preventDefault();
            navigate("/");
          },
        }}
        utilities={[
          {
            type: "menu-dropdown",
            text: site ? `${firstName} ${lastName}, ${site.name}` : `${firstName} ${lastName}`,
            description: site ? `${username} at ${site.name}` : username,
            iconName: "user-profile",
            onItemClick: ({ detail }) => choose(detail.id),
            items: [
              { id: "profile", text: "My profile" },
              ...(choices ? [{ id: "choice", text: "Change role or site" }] : []),
              {
                text: "Appearance",
                items: Object.entries(appearances).map(([id, text]) => ({
                  itemType: "checkbox" as const,
                  id,
                  text,
                  checked: id === appearance,
                })),
              },
              { id: "sign-out", text: "Sign out" },
            ],
          },
        ]}
      />
      {isChoosing && <ChoiceDialog onDismiss={() => setChoosing(false)} />}
    </div>
  );
}

const isAppearance = (id: string): id is Appearance => id in appearances;
