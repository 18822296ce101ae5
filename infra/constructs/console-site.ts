import { existsSync } from "node:fs";
import { join } from "node:path";
import { Stack } from "aws-cdk-lib";
import {
  AuthorizationType,
  AwsIntegration,
  type IntegrationResponse,
  type IRequestValidator,
  type IResource,
  type MethodResponse,
  type RestApi,
} from "aws-cdk-lib/aws-apigateway";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import { BucketDeployment, type ISource } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";
import { literal } from "./gateway-refusals.ts";
import { LoggedBucket } from "./logged-bucket.ts";

/** What a page of the console may load and do. One place: the console's build and tests keep to it. */
export const consoleSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Pages that need no session: they load a third of the console. Everything else is `index.html`. */
export const signedOutPages = [
  "/signin",
  "/signin/{proxy+}",
  "/signup",
  "/invite",
  "/s",
  "/forgot",
  "/reset",
  "/signed-out",
  "/outside-hours",
] as const;

export interface ConsoleSiteProps {
  readonly stage: Stage;
  readonly key: IKey;
  readonly api: RestApi;
  readonly validator: IRequestValidator;
  /** Where pages are served, without a slash at the end: becomes the pages' `<base href>`. */
  readonly baseUrl: string;
}

/** What the gateway reads for a path, and for how long a browser may keep it. */
interface Served {
  readonly object: string;
  readonly cacheControl: string;
  readonly pathParameter?: string;
}

const headers = {
  "Content-Security-Policy": consoleSecurityPolicy,
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;

/** The console, read by the gateway from a private bucket: same origin as the API, text files only. */
export class ConsoleSite extends Construct {
  private readonly bucket: LoggedBucket;
  private readonly reader: Role;
  private readonly validator: IRequestValidator;

  constructor(scope: Construct, id: string, props: ConsoleSiteProps) {
    super(scope, id);
    const { stage, key, api } = props;
    this.validator = props.validator;
    this.bucket = new LoggedBucket(this, "Files", { stage, encryptionKey: key });
    this.reader = this.gatewayReader(key);
    this.deploy(props);

    const page = (name: string): Served => ({ object: name, cacheControl: "no-store" });
    this.serve(api.root, page("index.html"));
    this.serve(api.root.resourceForPath("/{proxy+}"), page("index.html"));
    for (const path of signedOutPages) this.serve(api.root.resourceForPath(path), page("auth.html"));
    this.serve(api.root.resourceForPath("/assets/{file}"), {
      object: "assets/{file}",
      pathParameter: "file",
      // A changed file has another name.
      cacheControl: "public, max-age=31536000, immutable",
    });
  }

  private gatewayReader(key: IKey): Role {
    const role = new Role(this, "Reader", { assumedBy: new ServicePrincipal("apigateway.amazonaws.com") });
    const objects = ["index.html", "auth.html", "assets/*"].map((name) => this.bucket.arnForObjects(name));
    const rights = new ManagedPolicy(this, "ReaderRights", {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ["s3:GetObject"], resources: objects }),
        new PolicyStatement({ actions: ["kms:Decrypt"], resources: [key.keyArn] }),
      ],
    });
    acknowledge(rights, "consoleObjects", this.bucketId());
    return role;
  }

  /** Copies dist/console into the bucket at each release; `%BASE%` in the pages becomes the address they are served at, `%HELP%` whom to ask. */
  private deploy({ stage, key, baseUrl }: ConsoleSiteProps): void {
    const folder = join(import.meta.dirname, "../../dist/console");
    if (!existsSync(join(folder, "index.html"))) {
      throw new Error('dist/console/index.html is missing: run "npm run build" first');
    }
    const release = new Asset(this, "Release", { path: folder });
    const source: ISource = {
      bind: () => ({
        bucket: release.bucket,
        zipObjectKey: release.s3ObjectKey,
        markers: { "%BASE%": `${baseUrl}/`, "%HELP%": inAttribute(JSON.stringify(stage.help)) },
      }),
    };
    const role = new Role(this, "Writer", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    const logGroup = new LogGroup(this, "WriterLogs", {
      encryptionKey: key,
      retention: stage.logRetention,
      removalPolicy: stage.removal,
    });
    const deployment = new BucketDeployment(this, "Deployment", {
      sources: [source],
      destinationBucket: this.bucket,
      // Pages that are open during a release still find the files they were built with.
      prune: false,
      memoryLimit: 512,
      role: role.withoutPolicyUpdates(),
      logGroup,
    });
    const rights = new ManagedPolicy(this, "WriterRights", {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [logGroup.logGroupArn],
        }),
        new PolicyStatement({
          actions: ["s3:GetObject"],
          resources: [release.bucket.arnForObjects(release.s3ObjectKey)],
        }),
        new PolicyStatement({ actions: ["s3:ListBucket"], resources: [this.bucket.bucketArn] }),
        new PolicyStatement({
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          resources: [this.bucket.arnForObjects("*")],
        }),
        new PolicyStatement({ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.keyArn] }),
      ],
    });
    acknowledge(rights, "consoleDeployment", this.bucketId());
    deployment.node.addDependency(rights);
    const copier = Stack.of(this).node.children.find(({ node }) => node.id.startsWith("Custom::CDKBucketDeployment"));
    if (!copier) throw new Error("CDK no longer calls the function of a BucketDeployment as it did");
    for (const name of ["noNetwork", "releaseConcurrency", "noFunctionDeadLetters", "providerRuntime"] as const) {
      acknowledge(copier, name);
    }
  }

  private bucketId(): string {
    return Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
  }

  private serve(resource: IResource, { object, cacheControl, pathParameter }: Served): void {
    const integration = new AwsIntegration({
      service: "s3",
      integrationHttpMethod: "GET",
      path: `${this.bucket.bucketName}/${object}`,
      options: {
        credentialsRole: this.reader,
        integrationResponses: integrationResponses(cacheControl),
        ...(pathParameter && {
          requestParameters: { [`integration.request.path.${pathParameter}`]: `method.request.path.${pathParameter}` },
        }),
      },
    });
    resource.addMethod("GET", integration, {
      authorizationType: AuthorizationType.NONE,
      requestValidator: this.validator,
      methodResponses,
      ...(pathParameter && { requestParameters: { [`method.request.path.${pathParameter}`]: true } }),
    });
  }
}

/** Text as the value of an attribute in double quotes. */
const inAttribute = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const headerNames = [...Object.keys(headers), "Cache-Control", "Content-Type"];
const declared = Object.fromEntries(headerNames.map((name) => [`method.response.header.${name}`, true]));
const methodResponses: MethodResponse[] = ["200", "404", "500"].map((statusCode) => ({
  statusCode,
  responseParameters: declared,
}));

function integrationResponses(cacheControl: string): IntegrationResponse[] {
  const withHeaders = (contentType: string, caching: string) =>
    Object.fromEntries([
      ...Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, literal(value)]),
      ["method.response.header.Cache-Control", literal(caching)],
      ["method.response.header.Content-Type", contentType],
    ]);
  return [
    { statusCode: "200", responseParameters: withHeaders("integration.response.header.Content-Type", cacheControl) },
    // S3 says 403 for what is not there, to a reader who may not list.
    {
      statusCode: "404",
      selectionPattern: "4\\d{2}",
      responseParameters: withHeaders(literal("text/plain"), "no-store"),
      responseTemplates: { "application/xml": "Not found.", "application/json": "Not found." },
    },
    {
      statusCode: "500",
      selectionPattern: "5\\d{2}",
      responseParameters: withHeaders(literal("text/plain"), "no-store"),
      responseTemplates: { "application/xml": "Try again in a moment.", "application/json": "Try again in a moment." },
    },
  ];
}
