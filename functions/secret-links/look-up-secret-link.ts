import type { secretLinkRoutes } from "../../shared/contract/secret-links.ts";
import { maskedAddress } from "../../shared/domain/masked-address.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withRefusalFloor } from "../../shared/http/floor.ts";
import { doorOf } from "./door.ts";

/** Shows what a link stands for; writes nothing, so that mail scanners may open it as often as they like. */
export const lookUpSecretLink: Operation<typeof secretLinkRoutes.lookUpSecretLink> = async (call) => {
  const { practice, account, link, state } = await withRefusalFloor(() => doorOf(call.body.token, call));
  if (state !== "open") return { state, practiceName: practice.name };
  const isHandOff = link.kind === "hand-off";
  return {
    state,
    kind: link.kind,
    practiceName: practice.name,
    softwareName: account.softwareName,
    needs: isHandOff ? "code" : "sign-in",
    mayGiveKey: isHandOff,
    email: maskedAddress(link.email),
    expiresAt: link.expiresAt,
  };
};
