/** Counts what callers did, so that tests can say how much of an attack got through. */
export class Tally {
  #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Always names `passwordEvaluations` and `codeEvaluations`, the comparisons that really happened. */
  read(): Record<string, number> {
    return { passwordEvaluations: 0, codeEvaluations: 0, ...Object.fromEntries(this.#counts) };
  }

  reset(): void {
    this.#counts = new Map();
  }
}
