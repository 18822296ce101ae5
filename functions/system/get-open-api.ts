import { openApiDocument } from "../../shared/contract/openapi.ts";
import type { systemRoutes } from "../../shared/contract/system.ts";
import type { Operation } from "../../shared/http/call.ts";

let document: ReturnType<typeof openApiDocument> | undefined;

/** The description of this API, written from the contract tables once per function. */
export const getOpenApi: Operation<typeof systemRoutes.getOpenApi> = async () => {
  document ??= openApiDocument();
  return { openapi: "3.1.0", ...document };
};
