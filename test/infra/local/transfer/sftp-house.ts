import type { JsonObject } from "../../../../infra/local/json.ts";
import { EventBus } from "../../../../infra/local/services/event-bus.ts";
import { LogGroups } from "../../../../infra/local/services/logs.ts";
import { ObjectStore } from "../../../../infra/local/services/s3/objects.ts";
import { hostKeyIn } from "../../../../infra/local/services/transfer/host-key.ts";
import type { IdentityEvent } from "../../../../infra/local/services/transfer/identity.ts";
import { type SftpServer, startSftpServer } from "../../../../infra/local/services/transfer/server.ts";

export const bucket = "claims";
export const own = "practices/prc_a/sftp/sfa_a";
export const state = { path: "/nowhere", inMemory: true } as const;

const arn = (key: string) => `arn:aws:s3:::${bucket}${key}`;

/** The policy of a session as Gatehouse's identity function makes it: its own prefix, of which `outbound` is only read. */
export const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: arn(""),
      Condition: { StringLike: { "s3:prefix": [`${own}/inbound/*`, `${own}/outbound/*`] } },
    },
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: arn(`/${own}/inbound/*`),
    },
    { Effect: "Allow", Action: "s3:GetObject", Resource: arn(`/${own}/outbound/*`) },
  ],
});

export const role = "arn:aws:iam::000000000000:role/sftp-user";

/** Both fences, as in production. */
export const fenced = {
  Role: role,
  Policy: policy,
  HomeDirectoryType: "LOGICAL",
  HomeDirectoryDetails: JSON.stringify(
    ["inbound", "outbound"].map((name) => ({ Entry: `/${name}`, Target: `/${bucket}/${own}/${name}` })),
  ),
};

/** The session policy alone. */
export const policyOnly = { Role: role, Policy: policy, HomeDirectoryType: "PATH", HomeDirectory: `/${bucket}/${own}` };

/** The logical home alone. */
export const homeOnly = { ...fenced, Policy: undefined };

/** What a double of the identity function does with an event. */
export type Double = (event: IdentityEvent) => unknown;

/** A server with a store, and a double in the place of its function. */
export interface SftpHouse extends SftpServer {
  readonly objects: ObjectStore;
  readonly events: JsonObject[];
  /** What the function was asked. */
  readonly asked: IdentityEvent[];
  /** What went wrong beside refusals. */
  readonly faults: string[];
  lines(): Record<string, unknown>[];
  close(): Promise<void>;
}

/** Starts it; objects of another practice are there, and one to fetch. */
export async function sftpHouse(double: Double, objects: ObjectStore = new ObjectStore(state)): Promise<SftpHouse> {
  const [events, asked, faults]: [JsonObject[], IdentityEvent[], string[]] = [[], [], []];
  const bus = new EventBus((line) => faults.push(line));
  bus.listen({ rule: "all", fits: () => true, take: async (event) => events.push(event) });
  const logs = new LogGroups("000000000000", (line) => faults.push(line));
  objects.createBucket(bucket);
  const put = (key: string, text: string) => objects.put(bucket, key, { body: Buffer.from(text), headers: {} });
  put("practices/prc_b/sftp/sfa_b/inbound/claims.837", "CANARY of another practice");
  put("practices/prc_a/sftp/sfa_other/inbound/claims.837", "CANARY of another account");
  put(`${own}/inbound/`, "");
  put(`${own}/outbound/ack.999`, "an acknowledgement");
  const id = "s-0123456789abcdef0";
  const facts = {
    ...{ id, account: "000000000000", region: "us-east-1", logGroups: ["sftp"] },
    arn: `arn:aws:transfer:us-east-1:000000000000:server/${id}`,
  };
  const server = await startSftpServer({
    ...{ facts, objects, tellers: { bus, logs }, methods: ["publickey", "password"], setStatIsFine: true },
    ...{ hostKey: hostKeyIn(state), port: 0 },
    ask: async (event) => {
      asked.push(event);
      return double(event);
    },
    failed: (error) => void faults.push(String(error)),
  });
  return {
    ...server,
    ...{ objects, events, asked, faults },
    lines: () => logs.lines("sftp").map(({ message }) => JSON.parse(message)),
    close: async () => {
      await server.close();
      objects.close();
    },
  };
}
