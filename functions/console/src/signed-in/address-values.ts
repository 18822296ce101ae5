/** A moment of an address typed or shared; anything else is left out rather than refused by the service. */
export function instantOf(text: string | null): string | undefined {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
