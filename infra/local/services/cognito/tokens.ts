import { randomBytes, randomUUID } from "node:crypto";
import { notAuthorized } from "./cognito-error.ts";
import type { Context } from "./context.ts";
import { isJson, type Json, listAt, numberAt, recordAt, textAt, textsAt } from "./fields.ts";
import { openLock } from "./inner-lock.ts";
import { signToken } from "./json-web-token.ts";
import { type Client, type Pool, regionOf } from "./pool.ts";
import { callTrigger } from "./trigger.ts";
import type { User } from "./user.ts";

const unitSeconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Who has passed every step, and what the caller said to the triggers. */
export interface PassedSignIn {
  readonly pool: Pool;
  readonly client: Client;
  readonly userName: string;
  readonly metadata: Json | undefined;
}

/** Ends a sign-in: triggers, tokens, and the inner lock forgotten. */
export async function finishSignIn(passed: PassedSignIn, context: Context): Promise<Json> {
  await callAfterwards(passed, context);
  const overrides = await claimOverrides(passed, context);
  const { pool, client } = passed;
  // Read only now: the user may have been disabled or changed while the triggers ran.
  const user = context.state.user(pool, passed.userName);
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const claims = claimsOf(passed, user, context.now());
  context.state.saveUser(pool, { ...user, lock: openLock });
  context.state.keepSignIn({ id: claims.origin, pool, userName: user.name, expiresAt: claims.access.exp * 1000 });
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: signToken(claims.access, context.keys.access),
      IdToken: signToken(overridden(claims.identity, overrides), context.keys.id),
      // Opaque, and good for nothing here: no client of a template may refresh.
      RefreshToken: randomBytes(600).toString("base64url"),
      ExpiresIn: lifetimeOf(client, "AccessToken"),
      TokenType: "Bearer",
    },
  };
}

function claimsOf({ pool, client }: PassedSignIn, user: User, now: number) {
  const issuedAt = Math.floor(now / 1000);
  const origin = randomUUID();
  const shared = {
    sub: user.sub,
    iss: `https://cognito-idp.${regionOf(pool.id)}.amazonaws.com/${pool.id}`,
    origin_jti: origin,
    event_id: randomUUID(),
    auth_time: issuedAt,
    iat: issuedAt,
  };
  const access = {
    ...shared,
    client_id: client.id,
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
    exp: issuedAt + lifetimeOf(client, "AccessToken"),
    jti: randomUUID(),
    username: user.name,
  };
  const identity = {
    ...attributeClaims(user.attributes),
    ...shared,
    aud: client.id,
    token_use: "id",
    exp: issuedAt + lifetimeOf(client, "IdToken"),
    jti: randomUUID(),
    "cognito:username": user.name,
  };
  return { origin, access, identity };
}

async function callAfterwards(passed: PassedSignIn, context: Context): Promise<void> {
  const user = context.state.user(passed.pool, passed.userName);
  const request = { newDeviceUsed: false, clientMetadata: passed.metadata ?? null };
  const source = "PostAuthentication_Authentication";
  await callTrigger({ ...passed, trigger: "PostAuthentication", source, user, request, response: {} }, context);
}

async function claimOverrides(passed: PassedSignIn, context: Context): Promise<Json> {
  const user = context.state.user(passed.pool, passed.userName);
  const groups = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null };
  const request = { groupConfiguration: groups, clientMetadata: passed.metadata ?? null };
  const source = "TokenGeneration_Authentication";
  const response = { claimsOverrideDetails: null };
  const call = { ...passed, trigger: "PreTokenGeneration", source, user, request, response } as const;
  return recordAt(await callTrigger(call, context), "claimsOverrideDetails");
}

function overridden(claims: Json, overrides: Json): Json {
  const suppressed = new Set(listAt(overrides, "claimsToSuppress"));
  const added = textsAt(overrides, "claimsToAddOrOverride") ?? {};
  return Object.fromEntries(Object.entries({ ...claims, ...added }).filter(([name]) => !suppressed.has(name)));
}

function attributeClaims(attributes: Readonly<Record<string, string>>): Json {
  const { email_verified: verified, ...others } = attributes;
  return "email" in attributes ? { ...others, email_verified: verified === "true" } : others;
}

function lifetimeOf(client: Client, token: "AccessToken" | "IdToken"): number {
  const amount = numberAt(client.properties, `${token}Validity`);
  if (!amount) return 3600;
  const units = client.properties["TokenValidityUnits"];
  const unit = isJson(units) ? textAt(units, token) : undefined;
  return amount * (unitSeconds[unit ?? "hours"] ?? 3600);
}
