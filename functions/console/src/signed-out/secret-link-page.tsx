import { useEffect } from "react";
import type * as z from "zod/mini";
import type { SecretLinkDoor } from "../../../../shared/contract/secret-links.ts";
import type { ProblemError } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { useLinkToken } from "../link-token.ts";
import { hasNonceFor } from "../reveal-nonce.ts";
import { secretLinks } from "./calls.ts";
import { Frame } from "./frame.tsx";
import { HandOff } from "./hand-off.tsx";
import { LookUpFailed, useLinkLookUp } from "./link-look-up.tsx";
import { ShowAgain } from "./show-again.tsx";

type Door = z.output<typeof SecretLinkDoor>;
const ask = (token: string) => secretLinks.lookUpSecretLink({ body: { token } });

/** What the link to an SFTP password opens. Looking consumes nothing, so that mail scanners may look; only a button does. */
export function SecretLinkPage() {
  const token = useLinkToken("secret");
  const [looked] = useLinkLookUp(token, ask);
  if (!looked) {
    return (
      <Frame title="SFTP access">
        <p role="status">Looking the link up</p>
      </Frame>
    );
  }
  if ("problem" in looked) return <NoLink problem={looked.problem} />;
  const { found: door } = looked;
  if (door.state === "open") return door.needs === "sign-in" ? <OwnPassword /> : <HandOff token={token} door={door} />;
  if (door.state === "used" && hasNonceFor(token)) return <ShowAgain token={token} practiceName={door.practiceName} />;
  return <Over door={door} />;
}

export type OpenDoor = Extract<Door, { state: "open" }>;

/** The own password is shown by the signed-in console: the way there needs no press, as its page has one button only. */
function OwnPassword() {
  const page = hrefOf("/sftp/password");
  useEffect(() => window.location.replace(page), [page]);
  return (
    <Frame title="Your new SFTP password">
      <p>
        It is shown on <a href={page}>the next page</a>, once you are signed in.
      </p>
    </Frame>
  );
}

function Over({ door: { state, practiceName } }: { door: Exclude<Door, OpenDoor> }) {
  return state === "used" ? (
    <Frame title="This link was used">
      <p>It works once. If you need another one, ask who sent it at {practiceName}.</p>
      <p>
        <strong>If it was not you who used it</strong>, say so there at once: somebody else has read your mail.
      </p>
    </Frame>
  ) : (
    <Frame title="This link has expired">
      <p>It was good for a day. Ask who sent it at {practiceName} for another one.</p>
    </Frame>
  );
}

function NoLink({ problem }: { problem: ProblemError }) {
  const isLink = problem.code === "secret-link.invalid" || problem.code === "request.invalid";
  return (
    <Frame title={isLink ? "This link is not valid" : "The link could not be looked up"}>
      {isLink ? (
        <p>
          Use the link in the newest mail, and copy the whole of it: it ends with a long text after #. If that does not
          help, ask who sent it for another one.
        </p>
      ) : (
        <LookUpFailed problem={problem} />
      )}
    </Frame>
  );
}
