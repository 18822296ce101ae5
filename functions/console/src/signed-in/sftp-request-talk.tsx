import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import { submitting } from "../submitting.ts";
import { Moment } from "./moment.tsx";
import { type AskedRequest, type OwnRequest, useRequestStep } from "./sftp-requests.ts";

interface TalkProps {
  readonly comments: OwnRequest["comments"];
  /** Who reads it, as the field's description says. */
  readonly readBy: string;
  /** Undefined where nothing more can be said. */
  readonly say: ((text: string, intention: string) => Promise<OwnRequest | AskedRequest>) | undefined;
}

/** What the practice and the support said about a request, oldest first. */
export function RequestTalk({ comments, readBy, say }: TalkProps) {
  return (
    <Container header={<Header variant="h2">Comments</Header>}>
      <SpaceBetween size="l">
        {comments.length === 0 && <Box variant="p">Nobody has said anything yet.</Box>}
        {comments.length > 0 && (
          <ul className="history" aria-label="Comments">
            {comments.map(({ at, byName, text }) => (
              <li key={`${at} ${byName}`}>
                <SpaceBetween direction="horizontal" size="xs">
                  <strong>{byName}</strong>
                  <Box color="text-body-secondary">
                    <Moment at={at} />
                  </Box>
                </SpaceBetween>
                <div className="typed">{text}</div>
              </li>
            ))}
          </ul>
        )}
        {say && <CommentForm say={say} readBy={readBy} />}
      </SpaceBetween>
    </Container>
  );
}

function CommentForm({ say, readBy }: { say: NonNullable<TalkProps["say"]>; readBy: string }) {
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const step = useRequestStep({
    call: say,
    told: () => ["The comment is sent"],
    failed: "The comment was not sent",
  });
  const send = () => {
    const said = text.trim();
    setMissing(said === "");
    if (said !== "" && !step.isPending) step.mutate(said, { onSuccess: () => setText("") });
  };
  return (
    <form onSubmit={submitting(send)} noValidate>
      <SpaceBetween size="s">
        <FormField
          label="Comment"
          description={`${readBy} No passwords and nothing of patients.`}
          errorText={isMissing && text.trim() === "" ? "Write something first." : undefined}
        >
          <Textarea rows={3} value={text} onChange={({ detail }) => setText(detail.value.slice(0, 1000))} />
        </FormField>
        <Button formAction="submit" loading={step.isPending} loadingText="Sending">
          Send comment
        </Button>
      </SpaceBetween>
    </form>
  );
}
