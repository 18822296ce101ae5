import { registrationRoutes } from "../../shared/contract/registration.ts";
import { serve } from "../../shared/http/serve.ts";
import { lookUpRegistration } from "./look-up-registration.ts";
import { register } from "./register.ts";
import { sendNewLink } from "./send-new-link.ts";

export const handler = serve(registrationRoutes, { sendNewLink, lookUpRegistration, register });
