import { type ReactNode, useState } from "react";
import type * as z from "zod/mini";
import type { secretLinkRoutes } from "../../../../shared/contract/secret-links.ts";
import { forgetLinkToken } from "../link-token.ts";
import { forgetNonce } from "../reveal-nonce.ts";
import { Alert } from "./alert.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Frame } from "./frame.tsx";

type Shown = z.output<typeof secretLinkRoutes.revealSecret.reply>;
type KeyTaken = z.output<typeof secretLinkRoutes.giveKeyByLink.reply>;
/** What came of a hand-off: a password that is shown this once, or that the key was taken. */
export type Given = Shown | KeyTaken;

/** What the software needs now: where to connect, under which name, and the password if there is one. */
export function HandedOver({ given }: { given: Given }) {
  const { softwareName, username, server } = given;
  const [isDone, setDone] = useState(false);
  const forget = () => {
    forgetLinkToken("secret");
    forgetNonce();
    setDone(true);
  };
  if (isDone) {
    return (
      <Frame title="Done">
        <p>The password is shown no more, and the link is used. You can close this page.</p>
      </Frame>
    );
  }
  return (
    <Frame title={`SFTP access for ${softwareName}`}>
      {"secret" in given ? (
        <Alert kind="success">
          <p>This is the password. It is shown this once: enter it in the software now.</p>
        </Alert>
      ) : (
        <Alert kind="success">
          <p>The key is taken. The software can sign in with it now.</p>
        </Alert>
      )}
      <dl className="facts">
        {"secret" in given && (
          <Fact name="Password" text={given.secret}>
            It ends {new Intl.DateTimeFormat("en-US", { dateStyle: "long" }).format(new Date(given.expiresAt))}.
          </Fact>
        )}
        <Fact name="Username" text={username} />
        {server && <Fact name="Host" text={server.host} />}
        {server && <Fact name="Port" text={String(server.port)} />}
        {server?.fingerprint && (
          <Fact name="Key of the server" text={server.fingerprint}>
            If the software shows another one when it connects first, do not go on.
          </Fact>
        )}
        {"fingerprint" in given && <Fact name="Your key" text={given.fingerprint} />}
        <Fact name="Claim files go to" text="/inbound" />
        <Fact name="Answers lie in" text="/outbound" />
      </dl>
      {"secret" in given && (
        <p>
          <button type="button" className="primary" onClick={forget}>
            I have entered it
          </button>
        </p>
      )}
    </Frame>
  );
}

function Fact({ name, text, children }: { name: string; text: string; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{text}</code>
        <CopyButton text={text} what={name} />
        {children && <p className="small">{children}</p>}
      </dd>
    </div>
  );
}
