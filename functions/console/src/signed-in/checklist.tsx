import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useQuery } from "@tanstack/react-query";
import type { checklistItems } from "../../../../shared/contract/practices.ts";
import { practices, sftpRequests } from "./calls.ts";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { sftpKey, useSftpAccounts } from "./sftp-accounts.ts";
import { Status } from "./status.tsx";

type Item = (typeof checklistItems)[number] | "sftp" | "enrolments";

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
  sftp: {
    title: "Connect the software that sends your claims",
    why: "With an SFTP account it sends claim files and fetches the answers.",
    path: "/sftp/new",
    action: "Request an account",
  },
  enrolments: {
    title: "Enrol with each payer for claims (EDI) and remittances (ERA)",
    why: "A payer takes no electronic claim before that. The list is kept with each SFTP request.",
    path: "/sftp/requests",
    action: "See the requests",
  },
};

/** What is left to set up. Gone once all is done. */
export function Checklist() {
  const { data, error, refetch } = useQuery({ queryKey: ["practice"], queryFn: () => practices.getPractice() });
  const sftp = useSftpItems();
  if (error)
    return <ProblemAlert thrown={error} header="The checklist could not be loaded" onRetry={() => void refetch()} />;
  if (!data) return <Container>Loading the checklist</Container>;
  const checklist: { item: Item; isDone: boolean }[] = [...data.value.checklist, ...sftp];
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
              <Status type={isDone ? "success" : "pending"} iconAriaLabel={isDone ? "Done" : "Open"}>
                {steps[item].title}
              </Status>
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

const over: readonly string[] = ["rejected", "cancelled", "expired"];

/** Whether software is connected and its payers know of it, for those who may ask for that; nothing while it is not known. */
function useSftpItems(): { item: Item; isDone: boolean }[] {
  const mayRequest = useMay("sftp:request");
  const accounts = useSftpAccounts(mayRequest).data?.items;
  const requests = useQuery({
    queryKey: [...sftpKey, "requests", "enrolments"],
    queryFn: () => sftpRequests.listSftpRequests({ query: { limit: 25 } }),
    enabled: mayRequest,
  }).data?.items;
  if (!accounts || !requests) return [];
  const payers = requests.filter(({ state }) => !over.includes(state)).map((request) => request.payers);
  const isEnrolled = payers.some(({ all }) => all > 0) && payers.every(({ open }) => open === 0);
  return [
    { item: "sftp", isDone: accounts.length > 0 },
    { item: "enrolments", isDone: isEnrolled },
  ];
}
