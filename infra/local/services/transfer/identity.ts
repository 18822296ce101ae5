import { isObject, type Json, type JsonObject } from "../../json.ts";
import { entryOf, type Home, logicalHome, pathHome } from "./home.ts";
import { type Allows, sessionPolicy } from "./session-policy.ts";

/** Who signed in, as the identity function answered. */
export interface TransferUser {
  readonly name: string;
  readonly role: string;
  readonly home: Home;
  /** What CONNECTED names as home: the folder of the type PATH, `/` of the type LOGICAL. */
  readonly homeDirectory: string;
  readonly allows: Allows;
  /** OpenSSH lines; only asked for without a password. */
  readonly publicKeys: readonly string[];
}

/** What the function is called with. Source: AWS: "Using AWS Lambda to integrate your identity provider". */
export interface IdentityEvent {
  readonly username: string;
  /** Absent when a key is offered. */
  readonly password?: string;
  readonly protocol: "SFTP";
  readonly serverId: string;
  readonly sourceIp: string;
}

/** Names that never reach the function. Source: SECURITY B10. */
const names = /^[A-Za-z0-9_][A-Za-z0-9_@.-]{2,99}$/;

export function isUsername(name: string): boolean {
  return names.test(name) && name !== "root";
}

function textIn(answer: JsonObject, name: string): string | undefined {
  const value = answer[name];
  if (value === undefined || typeof value === "string") return value;
  throw new Error(`${name} is no text`);
}

function homeIn(answer: JsonObject): Pick<TransferUser, "home" | "homeDirectory"> {
  const type = textIn(answer, "HomeDirectoryType") ?? "PATH";
  if (type === "PATH") {
    const directory = textIn(answer, "HomeDirectory");
    if (!directory) throw new Error("there is no home");
    return { home: pathHome(directory), homeDirectory: directory };
  }
  const details = textIn(answer, "HomeDirectoryDetails");
  const entries: Json = JSON.parse(details ?? "null");
  if (type !== "LOGICAL" || !Array.isArray(entries) || entries.length === 0)
    throw new Error("the home is not understood");
  return { home: logicalHome(entries.map(entryOf)), homeDirectory: "/" };
}

/**
 * The user of an answer: whoever has a Role is authenticated, and nobody else.
 * @throws Error for an answer that says yes but not clearly to what
 */
export function userIn(name: string, answer: unknown): TransferUser | undefined {
  const value = answer as Json;
  if (!isObject(value)) return undefined;
  const role = textIn(value, "Role");
  if (!role) return undefined;
  const keys = value["PublicKeys"] ?? [];
  const publicKeys = Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [];
  return { name, role, ...homeIn(value), allows: sessionPolicy(textIn(value, "Policy")), publicKeys };
}
