import { CognitoError } from "./cognito-error.ts";
import { flagAt, type Json, recordAt } from "./fields.ts";

/** A user pool as its template describes it. */
export interface Pool {
  readonly id: string;
  readonly properties: Json;
}

/** An app client of a pool; `secret` exists for confidential clients and is the same after a restart. */
export interface Client {
  readonly id: string;
  readonly poolId: string;
  readonly properties: Json;
  readonly secret: string | undefined;
}

/** The pools and clients of this run. Templates are read anew at every start, so that only users live in the state file. */
export interface Pools {
  readonly byId: Map<string, Pool>;
  readonly clients: Map<string, Client>;
}

/** The region a pool id names (`us-east-1_AbCdEf`). */
export function regionOf(poolId: string): string {
  const region = poolId.split("_")[0];
  return region && region !== poolId ? region : "us-east-1";
}

/** The pool's resource name; the account is the local one. */
export function arnOf(poolId: string): string {
  return `arn:aws:cognito-idp:${regionOf(poolId)}:000000000000:userpool/${poolId}`;
}

/** Whether names that differ in case are different users; pools made by the CDK say they are not. */
export function isCaseSensitive(pool: Pool): boolean {
  return flagAt(recordAt(pool.properties, "UsernameConfiguration"), "CaseSensitive") ?? false;
}

/** Throws ResourceNotFoundException for a pool no template created. */
export function poolOf(pools: Pools, poolId: string): Pool {
  const pool = pools.byId.get(poolId);
  if (pool) return pool;
  throw new CognitoError("ResourceNotFoundException", `User pool ${poolId} does not exist.`);
}

/** Throws ResourceNotFoundException for a client that does not exist, or belongs to another pool than the one given. */
export function clientOf(pools: Pools, clientId: string, poolId?: string): Client {
  const client = pools.clients.get(clientId);
  if (client && (poolId === undefined || client.poolId === poolId)) return client;
  throw new CognitoError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
}
