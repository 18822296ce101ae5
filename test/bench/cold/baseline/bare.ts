/** A function that does nothing: what Node itself costs. */
export const handler = async (): Promise<{ statusCode: number }> => ({ statusCode: 200 });
