import { KnownFault } from "../known-fault.ts";

/**
 * The names such that each comes after those it needs.
 * @param needs for each name those it needs; needed names that are no keys are left out
 * @throws KnownFault naming the circle when there is no such order
 */
export function inOrder(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (done.has(name) || !needs.has(name)) return;
    if (path.includes(name)) throw new KnownFault(`a circle in the template: ${[...path, name].join(" needs ")}`);
    for (const needed of needs.get(name) ?? []) visit(needed, [...path, name]);
    done.add(name);
  };
  for (const name of needs.keys()) visit(name, []);
  return [...done];
}
