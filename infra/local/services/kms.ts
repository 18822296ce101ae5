import { createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Json } from "../json.ts";
import { openDatabase, type StateFolder } from "../state/database.ts";
import type { Properties } from "../template/properties.ts";
import type { Listening } from "./http.ts";
import { ServiceError, serveJson } from "./json-protocol.ts";

/** KMS as signing needs it (ECC_NIST_P256 with ECDSA_SHA_256). Symmetric keys exist but encrypt nothing here. */
export interface Kms extends Listening {
  /** Makes the key unless it is there already. */
  create(id: string, spec: string): void;
  alias(name: string, key: string): void;
}

const schema = `CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, arn TEXT, spec TEXT, private TEXT);
  CREATE TABLE IF NOT EXISTS aliases (name TEXT PRIMARY KEY, key TEXT)`;
const signing = "ECC_NIST_P256";
const algorithm = "ECDSA_SHA_256";

interface Key {
  readonly id: string;
  readonly arn: string;
  readonly spec: string;
  readonly private: string;
}

function keyOf(database: DatabaseSync, input: Properties): Key {
  const wanted = input.string("KeyId");
  const alias = wanted.startsWith("arn:") ? wanted.slice(wanted.lastIndexOf(":") + 1) : wanted;
  const target = database.prepare("SELECT key FROM aliases WHERE name = ?").get(alias)?.["key"];
  const id = String(target ?? wanted).replace(/^arn:.*:key\//, "");
  const row = database.prepare("SELECT * FROM keys WHERE id = ?").get(id);
  if (!row) throw new ServiceError("NotFoundException", `Key '${wanted}' does not exist`);
  return { id, arn: String(row["arn"]), spec: String(row["spec"]), private: String(row["private"] ?? "") };
}

function signingKeyOf(database: DatabaseSync, input: Properties): Key {
  const key = keyOf(database, input);
  if (!key.private) throw new ServiceError("InvalidKeyUsageException", `${key.arn} key usage is ENCRYPT_DECRYPT`);
  if (input.has("MessageType") && input.string("MessageType") !== "RAW") {
    throw new ServiceError(
      "UnsupportedOperationException",
      "the local target signs messages, not digests (MessageType RAW)",
    );
  }
  return key;
}

function described(key: Key): { [name: string]: Json } {
  const usage = key.private ? "SIGN_VERIFY" : "ENCRYPT_DECRYPT";
  return { KeyId: key.id, Arn: key.arn, KeySpec: key.spec, KeyUsage: usage, KeyState: "Enabled", Enabled: true };
}

function operations(database: DatabaseSync) {
  const message = (input: Properties): Buffer => Buffer.from(input.string("Message"), "base64");
  return {
    DescribeKey: (input: Properties): Json => ({ KeyMetadata: described(keyOf(database, input)) }),
    GetPublicKey: (input: Properties): Json => {
      const key = keyOf(database, input);
      const spki = createPublicKey(key.private).export({ type: "spki", format: "der" });
      const facts = { KeyId: key.arn, KeySpec: key.spec, KeyUsage: "SIGN_VERIFY", SigningAlgorithms: [algorithm] };
      return { ...facts, PublicKey: spki.toString("base64") };
    },
    Sign: (input: Properties): Json => {
      const key = signingKeyOf(database, input);
      const signature = sign("sha256", message(input), key.private).toString("base64");
      return { KeyId: key.arn, Signature: signature, SigningAlgorithm: algorithm };
    },
    Verify: (input: Properties): Json => {
      const key = signingKeyOf(database, input);
      const signature = Buffer.from(input.string("Signature"), "base64");
      if (verify("sha256", message(input), createPublicKey(key.private), signature)) {
        return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: algorithm };
      }
      throw new ServiceError("KMSInvalidSignatureException", "the signature does not fit");
    },
  };
}

/** Starts KMS with the keys its database holds. @param arnOf the ARN of a key id */
export async function startKms(state: StateFolder, arnOf: (id: string) => string): Promise<Kms> {
  const database = openDatabase(state, "kms");
  database.exec(schema);
  const create = (id: string, spec: string): void => {
    if (database.prepare("SELECT 1 FROM keys WHERE id = ?").get(id)) return;
    const pair = spec === signing ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : undefined;
    const pem = pair ? String(pair.privateKey.export({ type: "pkcs8", format: "pem" })) : null;
    database.prepare("INSERT INTO keys VALUES (?, ?, ?, ?)").run(id, arnOf(id), spec, pem);
  };
  const server = await serveJson({
    ...operations(database),
    CreateKey: (input) => {
      const id = randomUUID();
      create(id, input.optionalString("KeySpec") ?? "SYMMETRIC_DEFAULT");
      return { KeyMetadata: { KeyId: id, Arn: arnOf(id), KeyState: "Enabled", Enabled: true } };
    },
  });
  return {
    ...server,
    create,
    alias: (name, key) => void database.prepare("INSERT OR REPLACE INTO aliases VALUES (?, ?)").run(name, key),
    close: () => server.close().then(() => database.close()),
  };
}
