import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import type { checklistItems } from "../../../../shared/contract/practices.ts";
import { practices } from "./calls.ts";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

type Item = (typeof checklistItems)[number];

/** Every step of setting a practice up, why it matters, and the page where it is done. */
const steps: Readonly<Record<Item, { title: string; why: string; path: string; action: string }>> = {
  applications: {
    title: "Choose your applications",
    why: "Users can then be granted what they need.",
    path: "/practice",
    action: "Choose applications",
  },
  npi: {
    title: "Enter the organisation's NPI",
    why: "Claims and payers name your practice by it.",
    path: "/practice",
    action: "Enter the NPI",
  },
  "second-step": {
    title: "Set up 2-step verification",
    why: "A stolen password alone then opens nothing.",
    path: "/me",
    action: "See your profile",
  },
  department: {
    title: "Add a department",
    why: "Your people then stand in groups in every list.",
    path: "/departments",
    action: "Add departments",
  },
  colleague: {
    title: "Invite a colleague",
    why: "Everybody signs in under the own name.",
    path: "/users/invite",
    action: "Invite a colleague",
  },
  "second-administrator": {
    title: "Invite a second security administrator",
    why: "Somebody can help when you are away or locked out.",
    path: "/users/invite",
    action: "Invite an administrator",
  },
};

/** What is left to set up. Gone once all is done. */
export function Checklist() {
  const { data, error, refetch } = useQuery({ queryKey: ["practice"], queryFn: () => practices.getPractice() });
  if (error)
    return <ProblemAlert thrown={error} header="The checklist could not be loaded" onRetry={() => void refetch()} />;
  if (!data) return <Container>Loading the checklist</Container>;
  const { checklist } = data.value;
  const done = checklist.filter(({ isDone }) => isDone).length;
  if (done === checklist.length) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${done} of ${checklist.length})`}
          description="Everything can be done later, in any order."
        >
          Set up your practice
        </Header>
      }
    >
      <ul className="checklist">
        {checklist.map(({ item, isDone }) => (
          <li key={item}>
            <span>
              <StatusIndicator type={isDone ? "success" : "pending"} iconAriaLabel={isDone ? "Done" : "Open"}>
                {steps[item].title}
              </StatusIndicator>
              {!isDone && (
                <Box color="text-body-secondary" fontSize="body-s">
                  {steps[item].why}
                </Box>
              )}
            </span>
            {!isDone && <PageLink to={steps[item].path}>{steps[item].action}</PageLink>}
          </li>
        ))}
      </ul>
    </Container>
  );
}
