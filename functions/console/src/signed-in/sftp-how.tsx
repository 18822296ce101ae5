import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useState } from "react";

const storageKey = "gatehouse.sftp-how";
const steps = [
  {
    title: "1. Request",
    text: "Say which software sends your claims, and who knows it. When the request is approved, the account is there.",
  },
  {
    title: "2. Two mails",
    text: "One says where the software connects and under which name. The other is a link that shows the password once, to you or to the maker of the software. A public key needs no password at all.",
  },
  {
    title: "3. Claims go out",
    text: "The software puts claim files into /inbound and fetches the answers from /outbound. The account's page shows each file, and why a sign-in was refused.",
  },
] as const;

/** Whether the explanation is shown; who has read it in this browser is not shown it again. */
export function useHow() {
  const [isShown, setShown] = useState(() => localStorage.getItem(storageKey) !== "read");
  return {
    isShown,
    show: () => setShown(true),
    hide: () => {
      localStorage.setItem(storageKey, "read");
      setShown(false);
    },
  };
}

/** How an account comes about and what it is for, in three steps. */
export function HowSftpWorks({ onDismiss }: { onDismiss: () => void }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Button iconName="close" variant="icon" ariaLabel="Dismiss the explanation" onClick={onDismiss} />}
        >
          How it works
        </Header>
      }
    >
      <div className="filters how">
        {steps.map(({ title, text }) => (
          <div key={title}>
            <Box variant="h3">{title}</Box>
            <Box variant="p">{text}</Box>
          </div>
        ))}
      </div>
    </Container>
  );
}
