import type { Deed } from "../../shared/audit/event.ts";
import { sftpApproval } from "../../shared/config/sftp-approval.ts";
import type { sftpRequestRoutes } from "../../shared/contract/sftp-requests.ts";
import { newId } from "../../shared/data/ids.ts";
import { holderOfAddress } from "../../shared/data/invitations.ts";
import { submissionChanges } from "../../shared/data/sftp-requests.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import type { SftpRequest } from "../../shared/domain/sftp-request.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { type RequestNews, requesterLetters } from "../../shared/sftp-requests/letters.ts";
import { provisionOf } from "../../shared/sftp-requests/provision.ts";
import { requestViewOf, subjectOf } from "./own-request.ts";
import { toOperators } from "./tell-operators.ts";

type RequestCall = Parameters<typeof requestSftpAccount>[0];

/**
 * Asks for an SFTP account. Who asks is known from the session alone: nothing that came by mail, whoever seems to have sent
 * it, makes a request. Where the installation approves by itself, it is decided in the same transaction. Source: PRODUCT.md S1; SECURITY attack 88.
 */
export const requestSftpAccount: Operation<typeof sftpRequestRoutes.requestSftpAccount> = async (call) => {
  await assertOutside(call);
  const asked = newRequest(call);
  const { request, reply, ...work } =
    sftpApproval() === "automatic" ? await decided(call, asked) : await waits(call, asked);
  await call.commit(
    { ...work, changes: [...submissionChanges(call.caller.scope, request, call.caller.practice), ...work.changes] },
    reply,
  );
  return reply;
};

async function waits(call: RequestCall, request: SftpRequest) {
  const { notes: said } = request;
  return {
    request,
    reply: requestViewOf(request, call),
    changes: [],
    deeds: [submitted(request)] as const,
    mails: requesterLetters(request, newsOf(call, "it was asked for, and waits for a decision")),
    ...(await toOperators(call, request, { what: "an SFTP account is asked for", said })),
  };
}

/** Nobody is asked: the installation says yes to whatever a signed-in person of a practice asks for. */
async function decided(call: RequestCall, asked: SftpRequest) {
  const { practice, user: owner } = call.caller;
  const { accountId, changes, deeds, mails, what } = await provisionOf(asked, { practice, owner }, call.now);
  const by = { decidedAt: call.now.toISOString(), decidedByName: "Gatehouse" };
  const request: SftpRequest = { ...asked, ...by, state: "provisioned", accountId };
  return {
    request,
    reply: requestViewOf(request, call),
    changes,
    deeds: [
      submitted(request),
      { action: "sftp-request.approved" as const, ...subjectOf(request), reason: "by the installation itself" },
      ...deeds,
    ] as const,
    mails: [...requesterLetters(request, newsOf(call, what)), ...mails],
  };
}

function newsOf({ caller, now }: RequestCall, what: string): RequestNews {
  return { what, by: fullNameOf(caller.user), now, timeZone: caller.practice.timeZone };
}

/** Who is named is somebody outside: a user of the practice is shown a password signed in, and proves himself for it. */
async function assertOutside({ caller, body }: RequestCall): Promise<void> {
  const holder = body.vendorEmail && (await holderOfAddress(caller.scope, body.vendorEmail));
  if (holder) throw refusalAt("sftp.recipient-is-user", "/vendorEmail");
}

function newRequest({ caller, body, now }: RequestCall): SftpRequest {
  const { user, practice } = caller;
  const { contactName, softwareName, claimType, notes, addresses, publicKey, vendorEmail, enrolments } = body;
  return {
    practiceId: practice.practiceId,
    practiceName: practice.name,
    requestId: newId("sfr", now),
    state: "submitted",
    version: 1,
    ...{ contactName, softwareName, claimType, enrolments },
    addresses: [...new Set(addresses)],
    ...(notes ? { notes } : {}),
    ...(publicKey ? { publicKey } : {}),
    ...(vendorEmail ? { vendorEmail } : {}),
    comments: [],
    requestedBy: user.userId,
    requestedByName: fullNameOf(user),
    ...(user.email ? { requestedByEmail: user.email } : {}),
    requestedAt: now.toISOString(),
    approvals: [],
  };
}

function submitted(request: SftpRequest): Deed {
  const { claimType, contactName, addresses, vendorEmail, publicKey } = request;
  return {
    action: "sftp-request.submitted",
    ...subjectOf(request),
    changes: {
      claimType: { after: claimType },
      contactName: { after: contactName },
      addresses: { after: addresses },
      vendorEmail: { after: vendorEmail },
      hasPublicKey: { after: publicKey !== undefined },
    },
  };
}
