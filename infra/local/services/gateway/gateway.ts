import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { KnownFault } from "../../known-fault.ts";
import { type Listening, listenOnLoopback, readBody } from "../http.ts";
import type { FunctionHost } from "../lambda/host.ts";
import type { ObjectStore } from "../s3/objects.ts";
import { proxyEvent } from "./event.ts";
import { gatewayResponse } from "./gateway-response.ts";
import { functionArnOf, lambdaReply } from "./lambda-proxy.ts";
import { matchPath } from "./match.ts";
import { GatewayRefusal, type Reply } from "./reply.ts";
import { type GatewayRequest, headerOf, readRequest } from "./request.ts";
import { emptyApi, type RestApi } from "./rest-api.ts";
import { mockReply, type Passage, s3Reply } from "./static-reply.ts";
import { validateRequest } from "./validate.ts";

const bodyLimit = 10 * 1024 * 1024;
const longestIntegration = 29_000;

export interface GatewayOptions {
  readonly port: number;
  /** Serve under `/<stage>`, as the API's own address does; else at `/`, as a custom domain does. */
  readonly underStage: boolean;
  readonly account: string;
  readonly functions: FunctionHost;
  readonly objects: ObjectStore;
}

/** The HTTP server that runs the REST API of the templates. */
export class Gateway {
  readonly #options: GatewayOptions;
  #server: Listening | undefined;
  #api: RestApi = emptyApi("none", "none", undefined);

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  async listen(): Promise<void> {
    this.#server = await listenOnLoopback((request, response) => this.#serve(request, response), this.#options.port);
  }

  /** The API to serve from now on. @throws KnownFault when there is one already */
  serveApi(api: RestApi): void {
    if (this.#api.id !== "none")
      throw new KnownFault(`two REST APIs (${this.#api.id}, ${api.id}): one is served locally`);
    this.#api = api;
  }

  get api(): RestApi {
    return this.#api;
  }

  /** The address of a stage, without a trailing slash. */
  baseUrl(stage: string): string {
    return `${this.#server?.url ?? ""}${this.#options.underStage ? `/${stage}` : ""}`;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await readBody(incoming, bodyLimit);
    const request = readRequest(incoming, this.#pathOf(incoming), sent ?? Buffer.alloc(0));
    const reply = await this.#replyTo(request, sent === undefined).catch((error: unknown) =>
      this.#refuse(request, error),
    );
    this.#write(response, request, reply);
  }

  /** The path below the stage; one outside the stage matches nothing. */
  #pathOf(incoming: IncomingMessage): string {
    const path = (incoming.url ?? "/").split("?")[0] ?? "/";
    if (!this.#options.underStage) return path;
    const [, stage, ...rest] = path.split("/");
    return stage === this.#api.stage ? `/${rest.join("/")}` : "/\u0000outside the stage";
  }

  async #replyTo(request: GatewayRequest, tooLarge: boolean): Promise<Reply> {
    const outside = request.path.startsWith("/\u0000");
    const match = outside ? undefined : matchPath(this.#api.root, request.path);
    const method = match?.node.methods.get(request.method) ?? match?.node.methods.get("ANY");
    if (!match || !method) {
      throw new GatewayRefusal("MISSING_AUTHENTICATION_TOKEN", 403, {
        message: outside ? "Forbidden" : "Missing Authentication Token",
      });
    }
    if (tooLarge) throw new GatewayRefusal("REQUEST_TOO_LARGE", 413, { message: "Request Too Long" });
    const passage = { api: this.#api, method, match, request: this.#unpacked(request) };
    validateRequest(this.#api, method, passage.request);
    return this.#integrate(passage);
  }

  #unpacked(request: GatewayRequest): GatewayRequest {
    if (this.#api.compressFrom === undefined || headerOf(request, "content-encoding") !== "gzip") return request;
    try {
      return { ...request, body: gunzipSync(request.body, { maxOutputLength: bodyLimit }) };
    } catch {
      throw new GatewayRefusal("BAD_REQUEST_BODY", 400, { message: "Invalid request body", detail: "[invalid gzip]" });
    }
  }

  async #integrate(passage: Passage): Promise<Reply> {
    const { integration } = passage.method;
    switch (integration.string("Type")) {
      case "AWS_PROXY":
        return this.#callFunction(passage);
      case "MOCK":
        return mockReply(passage);
      default:
        return s3Reply(passage, this.#options.objects);
    }
  }

  #callFunction({ method, match, request }: Passage): Promise<Reply> {
    const { functions, account } = this.#options;
    const arn = functionArnOf(method.integration.string("Uri"));
    if (!functions.isPermitted(arn, "apigateway.amazonaws.com")) {
      throw new GatewayRefusal("API_CONFIGURATION_ERROR", 500, {
        message: "Internal server error",
        detail: "no Lambda permission",
      });
    }
    const event = proxyEvent(request, match, { apiId: this.#api.id, stage: this.#api.stage, account });
    const limit = method.integration.number("TimeoutInMillis", longestIntegration);
    return lambdaReply(() => functions.invoke(arn, event), limit);
  }

  #refuse(request: GatewayRequest, error: unknown): Reply {
    if (error instanceof GatewayRefusal) return gatewayResponse(this.#api, request, error);
    this.#options.functions.log.add("gateway", `${error instanceof Error ? error.message : String(error)}\n`);
    const fault = new GatewayRefusal("DEFAULT_5XX", 500, { message: "Internal server error" });
    return gatewayResponse(this.#api, request, fault);
  }

  #write(response: ServerResponse, request: GatewayRequest, reply: Reply): void {
    const headers: Record<string, string | string[]> = { "x-amzn-requestid": request.id };
    for (const [name, value] of Object.entries(reply.headers))
      headers[name] = typeof value === "string" ? value : [...value];
    const bytes = Buffer.from(reply.body);
    const { compressFrom } = this.#api;
    const wanted = /\bgzip\b/.test(headerOf(request, "accept-encoding") ?? "");
    const packed = compressFrom !== undefined && bytes.length >= Math.max(1, compressFrom) && wanted;
    if (packed) headers["content-encoding"] = "gzip";
    const body = packed ? gzipSync(bytes) : bytes;
    if (reply.status !== 204 && reply.status !== 304) headers["content-length"] = String(body.length);
    response.writeHead(reply.status, headers).end(request.method === "HEAD" ? undefined : body);
  }
}
