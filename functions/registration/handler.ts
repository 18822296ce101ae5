import { registrationRoutes } from "../../shared/contract/registration.ts";
import { serve } from "../../shared/http/serve.ts";
import { lookUpRegistration } from "./look-up-registration.ts";
import { register } from "./register.ts";

export const handler = serve(registrationRoutes, { lookUpRegistration, register });
