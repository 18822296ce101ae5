import { systemRoutes } from "../../shared/contract/system.ts";
import { serve } from "../../shared/http/serve.ts";
import { getHealth } from "./get-health.ts";
import { getOpenApi } from "./get-open-api.ts";

export const handler = serve(systemRoutes, { getHealth, getOpenApi });
