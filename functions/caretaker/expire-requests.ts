import { commit } from "../../shared/data/commit.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { sftpRequestsDueBy, stepped } from "../../shared/data/sftp-requests.ts";
import { listOperators } from "../../shared/data/vendor.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { assertSftpRequestStep, type SftpRequest, sftpRequestDays } from "../../shared/domain/sftp-request.ts";
import { operatorLetters, requesterLetters } from "../../shared/sftp-requests/letters.ts";
import { careOrigin } from "./care-origin.ts";

/** Requests that one run lets expire; the next run goes on with the rest. */
const requestsPerRun = 100;

/** Ends the requests that nobody decided within their days, and tells who asked and the operators. Source: PRODUCT.md S1. */
export async function expireRequests(now: Date): Promise<void> {
  for (const request of await sftpRequestsDueBy(now, requestsPerRun)) {
    try {
      await expire(request, now);
    } catch (error) {
      // Somebody decided it, or another run was here, since it was read.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

async function expire(before: SftpRequest, now: Date): Promise<void> {
  assertSftpRequestStep("expire", before, { hand: "installation", now });
  const scope = scopeOf(before.practiceId);
  const [practice, support] = await Promise.all([readPractice(scope), listOperators(now)]);
  const by = "Gatehouse";
  const { after, changes } = stepped(before, ["expire"], { decidedAt: now.toISOString(), decidedByName: by });
  const what = `nobody decided within ${sftpRequestDays} days, so the request is over`;
  const news = { what, by, now, timeZone: practice?.timeZone ?? "UTC" };
  const { requestId, softwareName, version } = after;
  await commit(careOrigin(scope, now), {
    changes,
    deeds: [
      {
        action: "sftp-request.expired",
        ...{ subjectId: requestId, subjectName: softwareName, subjectVersion: version },
      },
    ],
    mails: requesterLetters(after, news),
    ...(support
      ? {
          elsewhere: {
            origin: careOrigin(support.scope, now),
            deeds: [],
            mails: operatorLetters(after, support, news),
          },
        }
      : {}),
  });
}
