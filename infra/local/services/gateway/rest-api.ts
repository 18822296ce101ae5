import type { Json } from "../../json.ts";
import type { Properties } from "../../template/properties.ts";

/** A method of a resource, as its template says it. */
export interface Method {
  readonly httpMethod: string;
  readonly properties: Properties;
  readonly integration: Properties;
}

/** A path segment of the API: its children by segment, its methods by HTTP method. */
export interface ResourceNode {
  readonly id: string;
  readonly part: string;
  readonly path: string;
  readonly children: ResourceNode[];
  readonly methods: Map<string, Method>;
}

/** One REST API as its templates built it. */
export interface RestApi {
  readonly id: string;
  readonly root: ResourceNode;
  readonly nodes: Map<string, ResourceNode>;
  /** By response type, such as DEFAULT_4XX. */
  readonly responses: Map<string, Properties>;
  readonly models: Map<string, { readonly [key: string]: Json }>;
  readonly validators: Map<string, { readonly body: boolean; readonly parameters: boolean }>;
  /** Bytes of a body from which on it is compressed; undefined: never. */
  readonly compressFrom: number | undefined;
  stage: string;
}

/** An API without a resource but its root. */
export function emptyApi(id: string, rootId: string, compressFrom: number | undefined): RestApi {
  const root: ResourceNode = { id: rootId, part: "", path: "/", children: [], methods: new Map() };
  return {
    id,
    root,
    nodes: new Map([[rootId, root]]),
    responses: new Map(),
    models: new Map(),
    validators: new Map(),
    compressFrom,
    stage: "",
  };
}
