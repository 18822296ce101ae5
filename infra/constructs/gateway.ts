import { Size, Stack } from "aws-cdk-lib";
import {
  AccessLogFormat,
  AuthorizationType,
  CfnClientCertificate,
  EndpointType,
  JsonSchemaType,
  JsonSchemaVersion,
  LogGroupLogDestination,
  MethodLoggingLevel,
  MockIntegration,
  type Model,
  PassthroughBehavior,
  type RequestValidator,
  RestApi,
} from "aws-cdk-lib/aws-apigateway";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";
import { addGatewayRefusals, literal, problemTemplate, refusalHeaders } from "./gateway-refusals.ts";

/** The one door: a regional REST API with logs, a client certificate and refusals in our words. It has no route yet. */
export class Gateway extends RestApi {
  readonly validator: RequestValidator;
  readonly bodyModel: Model;
  /** Where everything is served, without a slash at the end. A custom domain would change this line and no other. */
  readonly baseUrl: string;

  constructor(scope: Construct, id: string, { stage, key }: { readonly stage: Stage; readonly key: IKey }) {
    const accessLog = new LogGroup(scope, `${id}AccessLog`, {
      encryptionKey: key,
      retention: stage.logRetention,
      removalPolicy: stage.removal,
    });
    const certificate = new CfnClientCertificate(scope, `${id}Certificate`, {});
    super(scope, id, {
      restApiName: `Gatehouse ${stage.name}`,
      endpointTypes: [EndpointType.REGIONAL],
      minCompressionSize: Size.bytes(1024),
      // Once for each account and region: without it API Gateway refuses a stage that writes logs.
      cloudWatchRole: true,
      deployOptions: {
        stageName: stage.name,
        clientCertificateId: certificate.ref,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
        loggingLevel: MethodLoggingLevel.ERROR,
        dataTraceEnabled: false,
        metricsEnabled: true,
        tracingEnabled: true,
      },
    });
    const { region, urlSuffix } = Stack.of(this);
    // Not `this.url`: that names the deployment's stage, and everything that names it makes a cycle (RULINGS 16).
    this.baseUrl = `https://${this.restApiId}.execute-api.${region}.${urlSuffix}/${stage.name}`;
    this.validator = this.addRequestValidator("Validator", {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    this.bodyModel = this.addModel("Body", {
      description: "Any JSON object; the function names the fields",
      contentType: "application/json",
      schema: { schema: JsonSchemaVersion.DRAFT4, type: JsonSchemaType.OBJECT },
    });
    addGatewayRefusals(this);
    this.refuseUnknownRoutes();
    acknowledge(this.node.findChild("CloudWatchRole"), "gatewayLogRole");
    acknowledge(this, "noResponseCache");
    acknowledge(this, "sessionInHandler");
  }

  /** Below /api everything that is no route is a refusal, not a page of the console. */
  private refuseUnknownRoutes(): void {
    const responseHeaders = Object.entries(refusalHeaders).map(
      ([name, value]) => [`method.response.header.${name}`, literal(value)] as const,
    );
    const integration = new MockIntegration({
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: { "application/json": '{"statusCode": 404}' },
      integrationResponses: [
        {
          statusCode: "404",
          responseParameters: Object.fromEntries(responseHeaders),
          responseTemplates: { "application/json": problemTemplate("route.not-found") },
        },
      ],
    });
    const declared = Object.fromEntries(responseHeaders.map(([name]) => [name, true]));
    for (const path of ["/api", "/api/{proxy+}"]) {
      this.root.resourceForPath(path).addMethod("ANY", integration, {
        authorizationType: AuthorizationType.NONE,
        requestValidator: this.validator,
        methodResponses: [{ statusCode: "404", responseParameters: declared }],
      });
    }
  }
}
