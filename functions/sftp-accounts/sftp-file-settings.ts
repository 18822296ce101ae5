import { differences } from "../../shared/audit/event.ts";
import type { sftpFileRoutes } from "../../shared/contract/sftp-files.ts";
import { fileSettingsChange, readSftpArrivals, type SftpArrivals } from "../../shared/data/sftp-files.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { defaultSilenceDays } from "../../shared/domain/sftp-silence.ts";
import type { Operation } from "../../shared/http/call.ts";
import { accountOf } from "./account-change.ts";

function settingsOf({ senders = [], silenceDays = defaultSilenceDays, lastFileAt, version = 0 }: SftpArrivals) {
  return { senders: [...senders], silenceDays, lastFileAt, version };
}

/** Which senders' files an account takes, and when its silence is told. */
export const getSftpFileSettings: Operation<typeof sftpFileRoutes.getSftpFileSettings> = async (call) => {
  const { scope } = call.caller;
  const { accountId } = await accountOf(call);
  const settings = settingsOf(await readSftpArrivals({ scope, accountId }));
  call.answer.setVersion(settings.version);
  return settings;
};

/** Sets them, when nobody else did since they were read. A sender that is learned meanwhile is replaced by those that are set. */
export const replaceSftpFileSettings: Operation<typeof sftpFileRoutes.replaceSftpFileSettings> = async (call) => {
  const { scope } = call.caller;
  const { accountId, username } = await accountOf(call);
  const place = { scope, accountId };
  const arrivals = await readSftpArrivals(place);
  const before = settingsOf(arrivals);
  if (before.version !== call.expectedVersion) throw new Refusal("request.changed-meanwhile");
  const { silenceDays } = call.body;
  const senders = [...new Set(call.body.senders)];
  const reply = { ...before, senders, silenceDays, version: before.version + 1 };
  await call.commit(
    {
      changes: [fileSettingsChange(place, arrivals, { senders, silenceDays })],
      deeds: [
        {
          action: "sftp.file-settings-changed",
          subjectId: accountId,
          subjectName: username,
          changes: differences({ senders: before.senders, silenceDays: before.silenceDays }, { senders, silenceDays }),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(reply.version);
  return reply;
};
