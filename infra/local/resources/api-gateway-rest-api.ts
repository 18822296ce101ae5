import { emptyApi } from "../services/gateway/rest-api.ts";
import { randomLetters } from "../state/identities.ts";
import type { ResourceType } from "./resource-type.ts";

export const apiGatewayRestApi: ResourceType = {
  type: "AWS::ApiGateway::RestApi",
  as: "the HTTP server of the stack",
  create({ cloud, properties, keep }) {
    properties.refuse("Body", "is not emulated: describe the API by resources");
    if (properties.list("BinaryMediaTypes").length > 0) properties.refuse("BinaryMediaTypes", "are not emulated");
    const [id, root] = [keep("id", () => randomLetters(10)), keep("root", () => randomLetters(10))];
    const compress = properties.has("MinimumCompressionSize")
      ? properties.number("MinimumCompressionSize", 0)
      : undefined;
    cloud.gateway.serveApi(emptyApi(id, root, compress));
    return { ref: id, attributes: { RestApiId: id, RootResourceId: root } };
  },
};
