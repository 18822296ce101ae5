import { secretLinkRoutes } from "../../shared/contract/secret-links.ts";
import { serve } from "../../shared/http/serve.ts";
import { giveKeyByLink } from "./give-key-by-link.ts";
import { lookUpSecretLink } from "./look-up-secret-link.ts";
import { revealSecret } from "./reveal-secret.ts";
import { sendSecretLinkCode } from "./send-secret-link-code.ts";

export const handler = serve(secretLinkRoutes, { lookUpSecretLink, sendSecretLinkCode, revealSecret, giveKeyByLink });
