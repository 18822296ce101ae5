import { loginRoutes } from "../../../../shared/contract/login.ts";
import { practiceRoutes } from "../../../../shared/contract/practices.ts";
import { registrationRoutes } from "../../../../shared/contract/registration.ts";
import { secretLinkRoutes } from "../../../../shared/contract/secret-links.ts";
import { clientOf } from "../api/client.ts";
import { problemOf } from "../api/problem-error.ts";
import { basePath } from "../base-address.ts";

/** Nobody is signed in here, so there is no CSRF token to send. */
const signedOut = { basePath, csrfToken: () => undefined };

/** The routes that the signed-out pages call. */
export const login = clientOf(loginRoutes, signedOut);
export const registrations = clientOf(registrationRoutes, signedOut);
export const practices = clientOf(practiceRoutes, signedOut);

let csrfToken: string | undefined;
export const secretLinks = clientOf(secretLinkRoutes, { basePath, csrfToken: () => csrfToken });
type Reveal = typeof secretLinks.revealSecret;

/** Shows the password of a link. Who happens to be signed in in this browser proves that it is his page that asks. */
export async function revealed(ask: Parameters<Reveal>[0]): ReturnType<Reveal> {
  try {
    return await secretLinks.revealSecret(ask);
  } catch (thrown) {
    if (problemOf(thrown).code !== "request.csrf") throw thrown;
    csrfToken = (await login.getSession()).csrfToken;
    return secretLinks.revealSecret(ask);
  }
}
