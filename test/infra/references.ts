import type { Template } from "./synthesized.ts";

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

interface Reference {
  readonly kind: "resource" | "export";
  readonly name: string;
}
const resource = (name: unknown): Reference => ({ kind: "resource", name: String(name).split(".")[0] ?? "" });

/** What each intrinsic function refers to. */
const intrinsics: Readonly<Record<string, (value: unknown) => readonly Reference[]>> = {
  Ref: (value) => [resource(value)],
  "Fn::GetAtt": (value) => [resource(Array.isArray(value) ? value[0] : value)],
  "Fn::Sub": (value) => [...JSON.stringify(value).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => resource(name)),
  "Fn::ImportValue": (value) => [{ kind: "export", name: String(value) }],
};

/** Everything a value refers to, however deep. */
function referencesIn(value: unknown): readonly Reference[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(intrinsics[key]?.(inner) ?? []), ...referencesIn(inner)]);
}
const namesIn = (value: unknown, wanted: Reference["kind"]): readonly string[] =>
  referencesIn(value)
    .filter(({ kind }) => kind === wanted)
    .map(({ name }) => name);

/** Logical id → the resources of the same template that it needs first. */
export function resourceGraph({ Resources }: Template): Graph {
  return new Map(
    Object.entries(Resources).map(([id, { Properties, DependsOn = [] }]) => {
      const needs = [...namesIn(Properties, "resource"), ...[DependsOn].flat()].filter((name) => name in Resources);
      return [id, new Set(needs)];
    }),
  );
}

/** Stack → the stacks whose exports it imports. An export that nobody makes is an error. */
export function stackGraph(templates: ReadonlyMap<string, Template>): Graph {
  const exporters = new Map(
    [...templates].flatMap(([stack, { Outputs }]) =>
      Object.values(Outputs ?? {}).flatMap(({ Export }) => (Export ? [[Export.Name, stack] as const] : [])),
    ),
  );
  return new Map(
    [...templates].map(([stack, template]) => {
      const needs = namesIn(template, "export").map((name) => {
        const exporter = exporters.get(name);
        if (!exporter) throw new Error(`${stack} imports ${name}, which no stack exports`);
        return exporter;
      });
      return [stack, new Set(needs)];
    }),
  );
}

/** The first cycle found, as the way round it; undefined when everything can be made in some order. */
export function cycleIn(graph: Graph): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (node: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return undefined;
    done.add(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = walk(next, [...way, node]);
      if (cycle) return cycle;
    }
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = walk(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** How many references were looked at: a guard that follows none proves nothing. */
export const edgesOf = (graph: Graph): number => [...graph.values()].reduce((sum, { size }) => sum + size, 0);
