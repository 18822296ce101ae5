import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Json } from "../json.ts";
import { openDatabase, type StateFolder } from "../state/database.ts";
import type { Properties } from "../template/properties.ts";
import type { Listening } from "./http.ts";
import { ServiceError, serveJson } from "./json-protocol.ts";

/** Secrets Manager: versions with the stages AWSCURRENT and AWSPREVIOUS. */
export interface Secrets extends Listening {
  /** Makes the secret unless it is there already: a secret keeps its value over restarts. */
  create(arn: string, value: () => string): void;
  /** Puts a new value into a secret that is there, as whoever operates the stacks does. */
  put(arn: string, value: string): void;
}

const schema = `CREATE TABLE IF NOT EXISTS versions
  (arn TEXT, name TEXT, version TEXT, stage TEXT, value TEXT, at REAL, PRIMARY KEY (arn, version))`;

interface Version {
  arn: string;
  name: string;
  version: string;
  stage: string | null;
  value: string;
  at: number;
}

/** `arn:…:secret:name-AbCdEf` to `name`. */
const nameOf = (arn: string): string => (arn.split(":").at(-1) ?? arn).replace(/-[A-Za-z0-9]{6}$/, "");

function versionsOf(database: DatabaseSync, id: string): Version[] {
  const rows = database.prepare("SELECT * FROM versions WHERE arn = ? OR name = ? ORDER BY at DESC").all(id, id);
  if (rows.length === 0)
    throw new ServiceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  return rows.map((row) => ({
    arn: String(row["arn"]),
    name: String(row["name"]),
    version: String(row["version"]),
    stage: row["stage"] === null ? null : String(row["stage"]),
    value: String(row["value"]),
    at: Number(row["at"]),
  }));
}

function shown(version: Version): { [key: string]: Json } {
  return {
    ARN: version.arn,
    Name: version.name,
    VersionId: version.version,
    VersionStages: version.stage ? [version.stage] : [],
    CreatedDate: version.at,
  };
}

function putValue(database: DatabaseSync, secret: { arn: string; value: string; version: string }): void {
  const { arn, value, version } = secret;
  database.exec("BEGIN IMMEDIATE");
  database.prepare("UPDATE versions SET stage = NULL WHERE arn = ? AND stage = 'AWSPREVIOUS'").run(arn);
  database.prepare("UPDATE versions SET stage = 'AWSPREVIOUS' WHERE arn = ? AND stage = 'AWSCURRENT'").run(arn);
  const row = [arn, nameOf(arn), version, "AWSCURRENT", value, Date.now() / 1000];
  database.prepare("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)").run(...row);
  database.exec("COMMIT");
}

function getValue(database: DatabaseSync, input: Properties): Json {
  const versions = versionsOf(database, input.string("SecretId"));
  const id = input.optionalString("VersionId");
  const stage = input.optionalString("VersionStage") ?? "AWSCURRENT";
  const version = versions.find((each) => (id ? each.version === id : each.stage === stage));
  if (!version) {
    const wanted = id ? `VersionId: ${id}` : `staging label: ${stage}`;
    throw new ServiceError(
      "ResourceNotFoundException",
      `Secrets Manager can't find the specified secret value for ${wanted}`,
    );
  }
  return { ...shown(version), SecretString: version.value };
}

/** Starts Secrets Manager with what its database holds. */
export async function startSecrets(state: StateFolder): Promise<Secrets> {
  const database = openDatabase(state, "secrets");
  database.exec(schema);
  const server = await serveJson({
    GetSecretValue: (input) => getValue(database, input),
    PutSecretValue: (input) => {
      const arn = versionsOf(database, input.string("SecretId"))[0]?.arn ?? "";
      const version = input.optionalString("ClientRequestToken") ?? randomUUID();
      putValue(database, { arn, value: input.string("SecretString"), version });
      return { ARN: arn, Name: nameOf(arn), VersionId: version, VersionStages: ["AWSCURRENT"] };
    },
    DescribeSecret: (input) => {
      const versions = versionsOf(database, input.string("SecretId"));
      const stages = versions.map((each): [string, Json] => [each.version, each.stage ? [each.stage] : []]);
      return {
        ARN: versions[0]?.arn ?? "",
        Name: versions[0]?.name ?? "",
        VersionIdsToStages: Object.fromEntries(stages),
      };
    },
  });
  return {
    ...server,
    create: (arn, value) => {
      const there = database.prepare("SELECT 1 FROM versions WHERE arn = ?").get(arn);
      if (!there) putValue(database, { arn, value: value(), version: randomUUID() });
    },
    put: (arn, value) => putValue(database, { arn, value, version: randomUUID() }),
    close: () => server.close().then(() => database.close()),
  };
}
