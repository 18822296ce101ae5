import type { phoneRoutes } from "../../shared/contract/phone.ts";
import type { Operation } from "../../shared/http/call.ts";
import { ownPhoneView } from "./own-phone.ts";

/** The own number; the session check has read it already. */
export const getPhone: Operation<typeof phoneRoutes.getPhone> = async ({ caller }) => ownPhoneView(caller);
