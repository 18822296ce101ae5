import {
  AuthorizationType,
  type IModel,
  type IRequestValidator,
  type IResource,
  LambdaIntegration,
} from "aws-cdk-lib/aws-apigateway";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { RouteTable } from "../../shared/contract/route.ts";

/** Where routes are hung: the resource of `/api/v1`, and what checks a request before a function runs. */
export interface RouteRoot {
  readonly resource: IResource;
  readonly validator: IRequestValidator;
  /** Says only that a body is a JSON object; the handler names the fields. */
  readonly bodyModel: IModel;
}

/**
 * Opens every route of a contract table at the gateway, all of them answered by one function. The gateway asks for no
 * authorization: the handler checks the session, with the permission that the same table names.
 */
export function addWorkflowRoutes(root: RouteRoot, routes: RouteTable, target: IFunction): void {
  // One permission for the whole function instead of two a method: 150 resources instead of 289 (RULINGS 17).
  const integration = new LambdaIntegration(target, { scopePermissionToMethod: false });
  for (const { method, path, body } of Object.values(routes)) {
    root.resource.resourceForPath(path.slice(1)).addMethod(method, integration, {
      authorizationType: AuthorizationType.NONE,
      requestValidator: root.validator,
      ...(body && { requestModels: { "application/json": root.bodyModel } }),
    });
  }
}
