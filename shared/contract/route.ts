import type * as z from "zod/mini";
import type { AuditAction } from "../domain/audit-action.ts";
import type { Permission } from "../domain/permission.ts";
import type { RefusalCode } from "../domain/refusal.ts";

/**
 * Who may call a route: anybody (`public`), somebody whose password was accepted a moment ago (`pending`: the pending
 * sign-in's cookie), or a signed-in person whose roles hold the permission.
 */
export type Access = "public" | "pending" | Permission;

/** One API operation, read by the gateway stack, the handler, the console's client, the OpenAPI file and the access tests. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/v1`. */
  readonly path: `/${string}`;
  readonly access: Access;
  /** One sentence in the imperative, for the API description. */
  readonly summary: string;
  readonly body?: z.ZodMiniType;
  /** An object of optional strings or codecs; every query parameter the route takes. */
  readonly query?: z.ZodMiniType;
  /** The largest body, where it is more than 64 KB. */
  readonly mostBodyKilobytes?: number;
  readonly reply: z.ZodMiniType;
  /** 200 unless said otherwise; 204 goes with a reply of `nothing`. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Required on every route that changes something: the events it may write. */
  readonly audit?: readonly AuditAction[];
  /** The event that a refusal of a signed-in caller leaves, where even the attempt must be known. */
  readonly refusedAs?: AuditAction;
  /** Refusals of its own, beside those that every route of its access and method may answer. */
  readonly refusals?: readonly RefusalCode[];
  /** Asks for password and second step again when they were given more than ten minutes ago. */
  readonly stepUp?: true;
  /** Also open to sessions of applications other than this console, which are refused everywhere else. */
  readonly anyApplication?: true;
  /** Edits with optimistic concurrency: needs If-Match, answers an ETag. */
  readonly versioned?: true;
  /** Takes an Idempotency-Key; a replay within 24 hours answers the same without doing it again. */
  readonly idempotent?: true;
  /** Answers repetitions itself: `idempotencyKey` is the nonce of the browser, and no reply is remembered for it. */
  readonly ownRepeats?: true;
  /** Of a public route: knows who is signed in, where somebody is, who then needs the session's CSRF token. */
  readonly knowsCaller?: true;
  /** The reply holds a secret: it is never stored, and a replay is refused with `idempotency.already-shown`. */
  readonly secretReply?: true;
}
export type RouteTable = Readonly<Record<string, Route>>;

/** Where all routes lie, below the gateway's base path. */
export const apiRoot = "/api/v1";
