import type { loginRoutes } from "../../shared/contract/login.ts";
import type { Operation } from "../../shared/http/call.ts";
import { sessionView } from "./session-view.ts";

/** The session of the cookie. */
export const getSession: Operation<typeof loginRoutes.getSession> = async ({ caller, now }) => sessionView(caller, now);
