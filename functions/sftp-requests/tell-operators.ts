import type { Elsewhere } from "../../shared/data/commit.ts";
import { listOperators } from "../../shared/data/vendor.ts";
import type { SftpRequest } from "../../shared/domain/sftp-request.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { operatorLetters } from "../../shared/sftp-requests/letters.ts";

type Telling = Pick<Call, "now" | "origin"> & { readonly caller: Caller };

/** The letters to the vendor's operators about what somebody of a practice did; none while there is no vendor. */
export async function toOperators(
  { caller, now, origin }: Telling,
  request: SftpRequest,
  { what, said }: { what: string; said?: string | undefined },
): Promise<{ readonly elsewhere?: Elsewhere }> {
  const support = await listOperators(now);
  if (!support) return {};
  const news = { what, said, by: fullNameOf(caller.user), now, timeZone: caller.practice.timeZone };
  const { practiceId } = support.scope;
  return {
    elsewhere: { origin: { ...origin, practiceId }, deeds: [], mails: operatorLetters(request, support, news) },
  };
}
