import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type * as z from "zod/mini";
import { sftpRequestRoutes } from "../../../../shared/contract/sftp-requests.ts";
import { typedOrNothing, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { sftpRequests } from "./calls.ts";
import { DraftTexts, useDraft } from "./draft.ts";
import { useNotices } from "./notices.tsx";
import { linesOf, oddLineOf } from "./policy-texts.ts";
import { sftpKey } from "./sftp-accounts.ts";
import { type OwnRequest, requestPath } from "./sftp-requests.ts";

type Form = z.input<typeof sftpRequestRoutes.requestSftpAccount.body>;

/** How the software is to sign in at first. */
export const firstWays = {
  password: { label: "A password", description: "You get it by mail once the account is made." },
  key: { label: "A public key", description: "No password is made. The private key stays with the software." },
  vendor: {
    label: "Its maker sets it up",
    description: "The maker of the software gets a link that takes a public key, or shows a password once.",
  },
} as const;
export type FirstWay = keyof typeof firstWays;

const initial = {
  ...{ contactName: "", softwareName: "", claimType: "837P", notes: "", addresses: "", enrolments: "" },
  ...{ way: "password", publicKey: "", vendorEmail: "", isAllowed: "" },
};
export type RequestTexts = typeof initial;

const complaints: Readonly<Record<keyof RequestTexts, string>> = {
  contactName: "Enter a name, at most 80 characters.",
  softwareName: "Choose the software or type its name, at most 80 characters.",
  claimType: "Choose what it sends.",
  notes: "At most 1,000 characters.",
  addresses: "Enter at most 20 addresses or ranges, one a line.",
  enrolments: "Enter at most 30 payers, one a line, each once and with at most 80 characters.",
  way: "Choose how it signs in.",
  publicKey:
    "Paste the one line of the .pub file: ed25519, ECDSA, or RSA of at least 3072 bits. Never the private key.",
  vendorEmail: "Enter an e-mail address, such as onboarding@vendor.com.",
  isAllowed: "Tick this, or choose another way to sign in.",
};

/** The texts of the form for an SFTP account, and its sending. What was typed outlasts the session's end: nothing of it is secret. */
export function useSftpRequestForm() {
  const [, navigate] = useLocation();
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const draft = useDraft("sftp-request", DraftTexts);
  const fields = useFormFields(initial, complaints, draft);
  const { mutate, isPending } = useMutation({
    mutationFn: (body: Form) => sftpRequests.requestSftpAccount({ body, intention: intention.keyFor(body) }),
    onError: fields.showProblem,
    onSuccess: async (request) => {
      intention.fulfil();
      draft.drop();
      await queries.invalidateQueries({ queryKey: sftpKey });
      tell(...sent(request));
      navigate(requestPath(request.requestId));
    },
  });
  const send = () => {
    fields.clearProblem();
    const { body: schema } = sftpRequestRoutes.requestSftpAccount;
    const body = fields.check(schema, formOf(fields.values), oddIn(fields.values));
    if (body && !isPending) mutate(body);
  };
  return { fields, send, isPending };
}

/** What the contract takes, or cannot say so well. */
function oddIn({ addresses, enrolments, way, isAllowed, vendorEmail }: RequestTexts): Partial<RequestTexts> {
  const oddLine = oddLineOf(addresses);
  const payers = linesOf(enrolments);
  return {
    ...(oddLine ? { addresses: `${oddLine} is no address or range such as 203.0.113.0/24.` } : {}),
    ...(new Set(payers).size < payers.length ? { enrolments: complaints.enrolments } : {}),
    ...(way === "vendor" && !isAllowed ? { isAllowed: complaints.isAllowed } : {}),
    ...(way === "vendor" && !vendorEmail.trim() ? { vendorEmail: complaints.vendorEmail } : {}),
  };
}

const formOf = (texts: RequestTexts) => ({
  ...{ contactName: texts.contactName, softwareName: texts.softwareName, claimType: texts.claimType },
  notes: typedOrNothing(texts.notes),
  addresses: linesOf(texts.addresses),
  enrolments: linesOf(texts.enrolments).map((payer) => ({ payer, isEdiDone: false, isEraDone: false })),
  ...(texts.way === "key" ? { publicKey: texts.publicKey.trim() } : {}),
  ...(texts.way === "vendor" ? { vendorEmail: texts.vendorEmail } : {}),
});

function sent({ state, softwareName }: OwnRequest): readonly [string, string] {
  if (state === "provisioned") return [`The account for ${softwareName} is made`, "Its mails are on their way."];
  return [`The request for ${softwareName} is sent`, "You get a mail at each step of it."];
}
