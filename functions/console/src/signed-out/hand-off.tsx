import { useState } from "react";
import type * as z from "zod/mini";
import { secretLinkRoutes } from "../../../../shared/contract/secret-links.ts";
import { type ProblemError, problemOf } from "../api/problem-error.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { forgetLinkToken } from "../link-token.ts";
import { nonceFor } from "../reveal-nonce.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { revealed, secretLinks } from "./calls.ts";
import { CodeField } from "./code-field.tsx";
import { Field } from "./field.tsx";
import { Frame } from "./frame.tsx";
import { type Given, HandedOver } from "./handed-over.tsx";
import type { OpenDoor } from "./secret-link-page.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

interface HandOffProps {
  readonly token: string;
  readonly door: OpenDoor;
}
type Sent = z.output<typeof secretLinkRoutes.sendSecretLinkCode.reply>;

/** Takes the access over from the practice: first a code shows who reads the mailbox, then a key is given, or a password shown once. */
export function HandOff({ token, door }: HandOffProps) {
  const [sent, setSent] = useState<Sent>();
  const [given, setGiven] = useState<Given>();
  if (given) return <HandedOver given={given} />;
  return (
    <Frame title={`SFTP access for ${door.softwareName}`}>
      {sent ? (
        <Taking token={token} door={door} sent={sent} onSent={setSent} onGiven={setGiven} />
      ) : (
        <>
          <p>
            {door.practiceName} gives you access to the SFTP account that {door.softwareName} uses to send its claim
            files.
          </p>
          <p>
            First we mail a code to <strong>{door.email}</strong>, where the link went: nobody else can use it.
          </p>
          <AskForCode token={token} text="Mail me a code" onSent={setSent} isFirst />
        </>
      )}
    </Frame>
  );
}

interface AskForCodeProps {
  readonly token: string;
  readonly text: string;
  readonly isFirst?: boolean;
  readonly onSent: (sent: Sent) => void;
}

function AskForCode({ token, text, isFirst = false, onSent }: AskForCodeProps) {
  const [problem, setProblem] = useState<ProblemError>();
  const { isBusy, send } = useSending();
  const ask = () =>
    send(
      async () => {
        setProblem(undefined);
        onSent(await secretLinks.sendSecretLinkCode({ body: { token } }));
      },
      (thrown) => setProblem(problemOf(thrown)),
    );
  return (
    <form onSubmit={submitting(ask)} noValidate>
      <ProblemAlert problem={problem} />
      {isFirst ? (
        <SubmitButton text={text} busyText="Mailing" isBusy={isBusy} />
      ) : (
        <button type="submit" className="again" aria-disabled={isBusy}>
          {text}
        </button>
      )}
    </form>
  );
}

const complaints = {
  code: "Type the digits from the newest mail.",
  publicKey:
    "Paste the one line of the .pub file: ed25519, ECDSA, or RSA of at least 3072 bits. Never the private key.",
} as const;

interface TakingProps extends HandOffProps {
  readonly sent: Sent;
  readonly onSent: (sent: Sent) => void;
  readonly onGiven: (given: Given) => void;
}

function Taking({ token, door, sent, onSent, onGiven }: TakingProps) {
  const [way, setWay] = useState<"key" | "password">(door.mayGiveKey ? "key" : "password");
  const { fields, isBusy, take } = useTaking({ token, way, onGiven });
  const form = useFocusOnFault(fields.attempt);
  return (
    <>
      <p role="status">
        We mailed a code to <strong>{sent.email}</strong>. It is good for {sent.minutes} minutes.
      </p>
      <form ref={form} onSubmit={submitting(take)} noValidate>
        <ProblemAlert problem={fields.problem} />
        <CodeField
          value={fields.values.code}
          onText={(text) => fields.set("code", text)}
          error={fields.errors.code}
          hint="Type the digits from the newest mail."
        />
        {way === "key" && (
          <Field
            label="Public key"
            hint="One line, such as id_ed25519.pub holds. The private key stays with you, and there is no password that anybody could steal."
            error={fields.errors.publicKey}
          >
            {(tied) => (
              <textarea
                {...tied}
                name="publicKey"
                rows={4}
                spellCheck={false}
                autoComplete="off"
                placeholder="ssh-ed25519 AAAA..."
                value={fields.values.publicKey}
                onChange={(event) => fields.set("publicKey", event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {way === "password" && (
          <p>The password is made now, is shown once, and is kept nowhere. Have the software open beside you.</p>
        )}
        <SubmitButton
          text={way === "key" ? "Give the key" : "Show the password"}
          busyText={way === "key" ? "Giving" : "Making the password"}
          isBusy={isBusy}
        />
        {door.mayGiveKey && (
          <p>
            <button type="button" className="link" onClick={() => setWay(way === "key" ? "password" : "key")}>
              {way === "key" ? "The software knows no keys: show a password instead" : "Give a public key instead"}
            </button>
          </p>
        )}
      </form>
      <p className="aside">The sender is Gatehouse. No mail after a minute? Look in your spam folder.</p>
      <AskForCode token={token} text="Mail another code" onSent={onSent} />
    </>
  );
}

function useTaking({ token, way, onGiven }: Pick<TakingProps, "token" | "onGiven"> & { way: "key" | "password" }) {
  const fields = useFormFields({ code: "", publicKey: "" }, complaints);
  const { isBusy, send } = useSending();
  const take = () => {
    fields.clearProblem();
    const { code, publicKey } = fields.values;
    const wanted = { token, code, ...(way === "key" ? { publicKey: publicKey.trim() } : {}) };
    const schema = way === "key" ? secretLinkRoutes.giveKeyByLink.body : secretLinkRoutes.revealSecret.body;
    if (!fields.check(schema, wanted)) return;
    send(async () => {
      if (way === "password") return onGiven(await revealed({ body: { token, code }, intention: nonceFor(token) }));
      const taken = await secretLinks.giveKeyByLink({ body: { token, code, publicKey: publicKey.trim() } });
      forgetLinkToken("secret");
      onGiven(taken);
    }, fields.showProblem);
  };
  return { fields, isBusy, take };
}
