/** What a page of a list is cut by: how many, and the position the cursor held. */
export interface Page {
  readonly limit: number;
  readonly after: Record<string, unknown> | undefined;
}
