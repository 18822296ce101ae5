import type { IncomingMessage, ServerResponse } from "node:http";
import { KnownFault } from "../../known-fault.ts";
import { type Listening, listenOnLoopback, readBody } from "../http.ts";
import { FunctionError } from "./function.ts";
import type { FunctionHost } from "./host.ts";

const invocation = /^\/2015-03-31\/functions\/([^/]+)\/invocations(\?|$)/;

/**
 * Lambda's own HTTP address, for what people do by hand with `aws lambda invoke` or an SDK: a synchronous call by name or ARN,
 * and nothing else of the API. Signatures are not checked.
 */
export function serveLambda(functions: Pick<FunctionHost, "invoke">): Promise<Listening> {
  return listenOnLoopback(async (request, response) => {
    const [, name] = invocation.exec(request.url ?? "") ?? [];
    const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
    if (request.method !== "POST" || !name || type !== "RequestResponse")
      return answer(response, 400, { Type: "User", Message: "the local target knows synchronous invocations only" });
    await invoke(functions, { name: decodeURIComponent(name), request, response });
  });
}

interface Invoking {
  readonly name: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** An error of the function is an answer like any other, marked as AWS marks it. */
async function invoke(functions: Pick<FunctionHost, "invoke">, { name, request, response }: Invoking): Promise<void> {
  try {
    const event: unknown = JSON.parse(String(await readBody(request)) || "{}");
    answer(response, 200, await functions.invoke(name, event));
  } catch (error) {
    if (error instanceof FunctionError) {
      response.setHeader("x-amz-function-error", "Unhandled");
      return answer(response, 200, { errorType: error.name, errorMessage: error.message });
    }
    if (!(error instanceof KnownFault)) throw error;
    response.setHeader("x-amzn-errortype", "ResourceNotFoundException");
    answer(response, 404, { Type: "User", Message: error.message });
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body ?? null));
}
