import type { Json } from "../json.ts";

/** What the names in a template stand for while one stack is being made. Each throws when nothing bears the name. */
export interface Scope {
  ref(name: string): Json | undefined;
  attribute(logicalId: string, name: string): Json;
  condition(name: string): boolean;
  mapping(map: string, top: string, second: string): Json;
  imported(exportName: string): Json;
}
