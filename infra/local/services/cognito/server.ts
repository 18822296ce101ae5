import { randomBytes, randomUUID } from "node:crypto";
import { listenOnLoopback } from "../../tools/loopback-server.ts";
import { codeOf, stepAt } from "./authenticator.ts";
import type { Context, Invoke } from "./context.ts";
import { answerRequest } from "./endpoint.ts";
import { flagAt, type Json } from "./fields.ts";
import { poolOf } from "./pool.ts";
import { loadSigningKeys } from "./signing-keys.ts";
import { State } from "./state.ts";
import { Tally } from "./tally.ts";

/** What the emulator needs from its host. */
export interface CognitoOptions {
  /** SQLite file, or `:memory:`. */
  readonly file: string;
  readonly invoke: Invoke;
  /** Milliseconds; the system's clock when absent. */
  readonly now?: () => number;
  /** How long a trigger may take; 5 seconds when absent, which is the service's own limit. */
  readonly triggerLimitMs?: number;
}

/** The account name and the code its authenticator shows now. */
export interface AuthenticatorCode {
  readonly userName: string;
  /** What a person knows the account by: its preferred name or address where the pool has one, else the user name. */
  readonly label: string;
  readonly code: string;
}

/** A user in the likeness of another. */
export interface UserCopy {
  readonly from: string;
  readonly to: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A running user-pool emulator, checked against the public documentation and the SDK, never against the live service. */
export interface Cognito {
  readonly url: string;
  /** `properties` as resolved from CloudFormation; to be called at every start, users stay. */
  createPool(pool: { id: string; properties: Json }): void;
  /** A confidential client gets its secret at its first creation and keeps it. */
  createClient(poolId: string, client: { id: string; properties: Json }): void;
  /** Calls by operation, and `passwordEvaluations` and `codeEvaluations`: comparisons that really happened. */
  calls(): Record<string, number>;
  resetCalls(): void;
  /** Gives a user of every pool that has `from` his password and authenticator under another name: for people who are simply there. */
  copyUser(copy: UserCopy): void;
  /** Codes of every account that has an authenticator, or is setting up its first. */
  authenticators(): AuthenticatorCode[];
  close(): Promise<void>;
}

/** Serves the user-pool API on a free port of 127.0.0.1. */
export async function startCognito(options: CognitoOptions): Promise<Cognito> {
  const now = options.now ?? Date.now;
  const state = new State(options.file, now());
  const context: Context = {
    pools: { byId: new Map(), clients: new Map() },
    state,
    keys: await loadSigningKeys(state),
    tally: new Tally(),
    invoke: options.invoke,
    triggerLimitMs: options.triggerLimitMs ?? 5000,
    now,
  };
  const server = await listenOnLoopback(0, (request, response) => void answerRequest(request, response, context));
  return {
    url: server.url,
    createPool: (pool) => void context.pools.byId.set(pool.id, pool),
    createClient: (poolId, client) => createClient(context, poolId, client),
    calls: () => context.tally.read(),
    resetCalls: () => context.tally.reset(),
    copyUser: (copy) => copyUser(context, copy),
    authenticators: () => authenticatorsOf(context),
    close: async () => {
      await server.close();
      state.close();
    },
  };
}

function createClient(context: Context, poolId: string, client: { id: string; properties: Json }): void {
  poolOf(context.pools, poolId);
  const isConfidential = flagAt(client.properties, "GenerateSecret") === true;
  const secret = isConfidential ? secretOf(context.state, client.id) : undefined;
  context.pools.clients.set(client.id, { ...client, poolId, secret });
}

function secretOf(state: State, clientId: string): string {
  const name = `client-secret.${clientId}`;
  const kept = state.setting(name);
  if (kept) return kept;
  const secret = randomBytes(39)
    .toString("base64url")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "0");
  state.keepSetting(name, secret);
  return secret;
}

function copyUser({ pools, state }: Context, { from, to, attributes }: UserCopy): void {
  for (const pool of pools.byId.values()) {
    const known = state.findUser(pool, from);
    if (known) state.saveUser(pool, { ...known, name: to, sub: randomUUID(), attributes, usedSteps: [] });
  }
}

function authenticatorsOf({ pools, state, now }: Context): AuthenticatorCode[] {
  const users = [...pools.byId.values()].flatMap((pool) => state.users(pool));
  return users.flatMap((user) => {
    const secret = user.authenticator ?? user.pendingAuthenticator;
    const label = user.attributes["preferred_username"] ?? user.attributes["email"] ?? user.name;
    return secret ? [{ userName: user.name, label, code: codeOf(secret, stepAt(now())) }] : [];
  });
}
