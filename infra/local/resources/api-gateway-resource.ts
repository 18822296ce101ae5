import { KnownFault } from "../known-fault.ts";
import type { ResourceNode } from "../services/gateway/rest-api.ts";
import { randomLetters } from "../state/identities.ts";
import type { ResourceType } from "./resource-type.ts";

export const apiGatewayResource: ResourceType = {
  type: "AWS::ApiGateway::Resource",
  as: "a path segment of the gateway",
  create({ cloud, properties, keep, logicalId }) {
    const { nodes } = cloud.gateway.api;
    const parent = nodes.get(properties.string("ParentId"));
    if (!parent) throw new KnownFault(`${logicalId}: its parent is no resource of the served API`);
    const [id, part] = [keep("id", () => randomLetters(6)), properties.string("PathPart")];
    const path = `${parent.path === "/" ? "" : parent.path}/${part}`;
    const node: ResourceNode = { id, part, path, children: [], methods: new Map() };
    parent.children.push(node);
    nodes.set(id, node);
    return { ref: id, attributes: { ResourceId: id } };
  },
};
