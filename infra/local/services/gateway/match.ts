import type { ResourceNode } from "./rest-api.ts";

/** The resource a path leads to, with the path parameters url-decoded. */
export interface Match {
  readonly node: ResourceNode;
  readonly parameters: Readonly<Record<string, string>>;
}

const isGreedy = (part: string): boolean => /^\{.+\+\}$/.test(part);
const isVariable = (part: string): boolean => /^\{[^+]+\}$/.test(part);

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function descend(node: ResourceNode, segments: readonly string[]): Match | undefined {
  const [first, ...rest] = segments;
  if (first === undefined) return node.methods.size > 0 ? { node, parameters: {} } : undefined;
  const exact = node.children.filter((child) => child.part === first);
  for (const child of exact) {
    const found = descend(child, rest);
    if (found) return found;
  }
  for (const child of node.children.filter(({ part }) => isVariable(part))) {
    const found = descend(child, rest);
    if (found)
      return { node: found.node, parameters: { [child.part.slice(1, -1)]: decoded(first), ...found.parameters } };
  }
  const greedy = node.children.find(({ part, methods }) => isGreedy(part) && methods.size > 0);
  return greedy && { node: greedy, parameters: { [greedy.part.slice(1, -2)]: segments.map(decoded).join("/") } };
}

/**
 * The most specific resource for a path: at each segment a fixed one comes before a variable, a variable before a greedy one.
 * Resources without any method are as if they were not there. The method is chosen only afterwards: a resource that lacks it
 * does not hand the request on to a greedy neighbour.
 */
export function matchPath(root: ResourceNode, path: string): Match | undefined {
  const segments = path.split("/").slice(1);
  if (segments.at(-1) === "") segments.pop();
  return descend(root, segments);
}
