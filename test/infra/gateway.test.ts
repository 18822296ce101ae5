import { describe, expect, test } from "vitest";
import { consoleSecurityPolicy } from "../../infra/constructs/console-site.ts";
import { providerMessages } from "../../shared/contract/provider-messages.ts";
import { apiRoot, type RouteTable } from "../../shared/contract/route.ts";
import { routesByWorkflow, type Workflow } from "../../shared/contract/routes.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { faultReply, refusalReply } from "../../shared/http/reply.ts";
import { resourcesOf, synthesize } from "./synthesized.ts";

const dev = synthesize("dev");
const resources = new Map(resourcesOf(dev, "AWS::ApiGateway::Resource").map(({ id, properties }) => [id, properties]));

/** The path of a resource, by its parents. */
function pathOf(reference: unknown): string {
  const id = (reference as { Ref?: string }).Ref;
  const properties = id === undefined ? undefined : resources.get(id);
  if (!properties) return "";
  return `${pathOf(properties["ParentId"])}/${properties["PathPart"]}`;
}

interface Mapping {
  readonly StatusCode: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
}
const methods = resourcesOf(dev, "AWS::ApiGateway::Method").map(({ properties }) => ({
  name: `${properties["HttpMethod"]} ${pathOf(properties["ResourceId"]) || "/"}`,
  properties,
  integration: properties["Integration"] as {
    readonly Type: string;
    readonly Uri?: unknown;
    readonly IntegrationResponses?: readonly Mapping[];
    readonly PassthroughBehavior?: string;
  },
}));

const routes = Object.entries(routesByWorkflow as Readonly<Record<Workflow, RouteTable>>).flatMap(([workflow, table]) =>
  Object.values(table).map((route) => ({ workflow, name: `${route.method} /api/v1${route.path}`, route })),
);
const pages = {
  "GET /": "/index.html",
  "GET /{proxy+}": "/index.html",
  "GET /signin": "/auth.html",
  "GET /signin/{proxy+}": "/auth.html",
  "GET /signup": "/auth.html",
  "GET /invite": "/auth.html",
  "GET /s": "/auth.html",
  "GET /forgot": "/auth.html",
  "GET /reset": "/auth.html",
  "GET /signed-out": "/auth.html",
  "GET /outside-hours": "/auth.html",
  "GET /assets/{file}": "/assets/{file}",
};
/** No route of ours: the payment provider's messages, which carry a signature. */
const providersDoor = `POST ${apiRoot}${providerMessages}`;
const unknown = ["ANY /api", "ANY /api/{proxy+}"];
const method = (name: string) => methods.find((each) => each.name === name);

describe("the gateway", () => {
  test("opens exactly the contract's routes, the console's pages and what refuses the rest", () => {
    expect(routes.length).toBeGreaterThan(20);
    const expected = [...routes.map(({ name }) => name), ...Object.keys(pages), ...unknown, providersDoor];
    expect(methods.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
  });
  test.each(routes)("$name goes to $workflow", ({ workflow, name }) => {
    const found = method(name);
    expect(found?.integration.Type).toBe("AWS_PROXY");
    const target = /"Fn::GetAtt":\["([A-Za-z]+)[0-9A-F]{8}","Arn"\]/.exec(JSON.stringify(found?.integration.Uri))?.[1];
    expect(target?.toLowerCase()).toBe(workflow.replaceAll("-", ""));
  });
  test("leaves the session to the handler: no method asks for an authorizer, so nothing is cached (attack 43)", () => {
    expect(methods.length).toBeGreaterThan(30);
    expect(methods.filter(({ properties }) => properties["AuthorizationType"] !== "NONE")).toEqual([]);
    expect(resourcesOf(dev, "AWS::ApiGateway::Authorizer")).toEqual([]);
  });
  test("stops what is no JSON object before it reaches a function that takes a body", () => {
    const withBody = routes.filter(({ route }) => route.body);
    expect(withBody.length).toBeGreaterThan(5);
    for (const { name } of withBody) {
      expect(method(name)?.properties).toMatchObject({
        RequestModels: { "application/json": { Ref: expect.stringMatching(/^GatewayBody/) } },
        RequestValidatorId: { Ref: expect.stringMatching(/^GatewayValidator/) },
      });
    }
    const [model] = resourcesOf(dev, "AWS::ApiGateway::Model");
    expect(model?.properties).toMatchObject({ ContentType: "application/json", Schema: { type: "object" } });
  });
  test("asks for one permission a function, and stays below 300 resources", () => {
    const permissions = resourcesOf(dev, "AWS::Lambda::Permission").filter(
      ({ properties }) => properties["Principal"] === "apigateway.amazonaws.com",
    );
    expect(permissions).toHaveLength(Object.keys(routesByWorkflow).length);
    expect(resources.size).toBeLessThan(300);
    expect(resources.size).toBeGreaterThan(20);
  });
  test("compresses, keeps binaries out and shows a client certificate", () => {
    const [api] = resourcesOf(dev, "AWS::ApiGateway::RestApi");
    expect(api?.properties).toMatchObject({
      MinimumCompressionSize: 1024,
      EndpointConfiguration: { Types: ["REGIONAL"] },
    });
    expect(api?.properties).not.toHaveProperty("BinaryMediaTypes");
    const [stage] = resourcesOf(dev, "AWS::ApiGateway::Stage");
    expect(stage?.properties).toHaveProperty("ClientCertificateId");
    expect(stage?.properties).toMatchObject({ StageName: "dev", TracingEnabled: true });
  });
});

describe("what the gateway refuses by itself", () => {
  const responses = resourcesOf(dev, "AWS::ApiGateway::GatewayResponse").map(({ properties }) => ({
    type: String(properties["ResponseType"]),
    status: Number(properties["StatusCode"]),
    headers: properties["ResponseParameters"] as Readonly<Record<string, string>>,
    body: JSON.parse((properties["ResponseTemplates"] as Record<string, string>)["application/json"] ?? ""),
  }));
  const unquoted = (headers: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.split(".").at(-1), value.replace(/^'(.*)'$/, "$1")]),
    );
  const asHandler = (code: string) => {
    const requestId = "$context.requestId";
    return code === "fault" ? faultReply(requestId) : refusalReply(new Refusal(code as Refusal["code"]), requestId);
  };

  test("covers both defaults, so that no answer is AWS's own", () => {
    expect(responses.map(({ type }) => type)).toEqual(expect.arrayContaining(["DEFAULT_4XX", "DEFAULT_5XX"]));
  });
  test.each(responses)("$type is answered as a function would answer it", ({ status, headers, body }) => {
    const expected = asHandler(body.code);
    expect(status).toBe(expected.statusCode);
    expect(body).toEqual(JSON.parse(expected.body));
    expect(unquoted(headers)).toMatchObject(expected.headers ?? {});
  });
  test.each(unknown)("%s is answered as a function would answer it", (name) => {
    const [response] = method(name)?.integration.IntegrationResponses ?? [];
    const expected = asHandler("route.not-found");
    expect(response?.StatusCode).toBe("404");
    expect(unquoted(response?.ResponseParameters ?? {})).toEqual(expected.headers);
    expect(method(name)?.integration.PassthroughBehavior).toBe("NEVER");
  });
});

describe("the console", () => {
  test.each(Object.entries(pages))("%s is read from the bucket's %s", (name, object) => {
    const found = method(name);
    expect(found?.integration.Type).toBe("AWS");
    expect(JSON.stringify(found?.integration.Uri)).toContain(`"${object}"`);
  });
  test.each(Object.keys(pages))("%s carries the security policy and the right cache time", (name) => {
    const answers = method(name)?.integration.IntegrationResponses ?? [];
    expect(answers.map(({ StatusCode }) => StatusCode)).toEqual(["200", "404", "500"]);
    for (const { StatusCode, ResponseParameters } of answers) {
      const immutable = name === "GET /assets/{file}" && StatusCode === "200";
      expect(ResponseParameters).toMatchObject({
        "method.response.header.Content-Security-Policy": `'${consoleSecurityPolicy}'`,
        "method.response.header.Cache-Control": immutable ? "'public, max-age=31536000, immutable'" : "'no-store'",
        "method.response.header.X-Content-Type-Options": "'nosniff'",
      });
    }
  });
  test("its policy allows nothing from elsewhere, no inline script and no framing", () => {
    expect(consoleSecurityPolicy).toContain("default-src 'none'");
    expect(consoleSecurityPolicy).toContain("frame-ancestors 'none'");
    expect(consoleSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  });
  test("its pages are told the whole address they are served at, in one piece", () => {
    const [deployment] = resourcesOf(dev, "Custom::CDKBucketDeployment");
    const [markers] = deployment!.properties["SourceMarkers"] as Record<string, { "Fn::Join": [string, unknown[]] }>[];
    const parts = markers?.["%BASE%"]?.["Fn::Join"][1] ?? [];
    expect(parts[0]).toBe("https://");
    expect(parts[1]).toEqual({ Ref: expect.stringMatching(/^Gateway[0-9A-F]{8}$/) });
    expect(parts.at(-1)).toBe("/dev/");
    expect(deployment?.properties).toMatchObject({ Prune: false });
  });
  test("the mailer's base URL is the same address", () => {
    const parameters = resourcesOf(dev, "AWS::SSM::Parameter");
    const parameter = parameters.find(({ properties }) => properties["Name"] === "/gatehouse/dev/base-url");
    expect(JSON.stringify(parameter?.properties["Value"])).toMatch(/"\.execute-api\.".*"\/dev"/);
  });
});

describe("the firewall", () => {
  interface Rule {
    readonly Name: string;
    readonly Statement: Readonly<
      Record<string, { readonly RuleActionOverrides?: readonly { readonly Name: string }[] }>
    >;
  }
  const [acl] = resourcesOf(dev, "AWS::WAFv2::WebACL");
  const rules = acl?.properties["Rules"] as readonly Rule[];
  const counted = rules.flatMap(({ Statement }) =>
    (Statement["ManagedRuleGroupStatement"]?.RuleActionOverrides ?? []).map(({ Name }) => Name),
  );

  test("limits each address first, then applies AWS's rules", () => {
    expect(rules.map(({ Name }) => Name)[0]).toBe("requests-per-address");
    expect(rules[0]).toMatchObject({ Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 1000 } } });
    expect(rules).toHaveLength(5);
  });
  test("only counts what takes a list of names or a good password for an attack", () => {
    expect(counted).toEqual(expect.arrayContaining(["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "SQLi_BODY"]));
    expect(counted.filter((name) => !name.endsWith("_BODY"))).toEqual([]);
  });
  test("writes neither cookies nor CSRF tokens into its log", () => {
    const [logging] = resourcesOf(dev, "AWS::WAFv2::LoggingConfiguration");
    expect(logging?.properties["RedactedFields"]).toEqual([
      { SingleHeader: { Name: "cookie" } },
      { SingleHeader: { Name: "x-csrf-token" } },
    ]);
  });
});
