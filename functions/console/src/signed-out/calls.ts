import { loginRoutes } from "../../../../shared/contract/login.ts";
import { practiceRoutes } from "../../../../shared/contract/practices.ts";
import { registrationRoutes } from "../../../../shared/contract/registration.ts";
import { clientOf } from "../api/client.ts";
import { basePath } from "../base-address.ts";

/** Nobody is signed in here, so there is no CSRF token to send. */
const signedOut = { basePath, csrfToken: () => undefined };

/** The routes that the signed-out pages call. */
export const login = clientOf(loginRoutes, signedOut);
export const registrations = clientOf(registrationRoutes, signedOut);
export const practices = clientOf(practiceRoutes, signedOut);
