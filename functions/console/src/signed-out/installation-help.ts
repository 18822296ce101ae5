import * as z from "zod/mini";

const Help = z.object({
  phone: z.optional(z.string()),
  hours: z.optional(z.string()),
  mail: z.optional(z.string()),
  chat: z.optional(z.string()),
});

/** Whom to ask when one cannot come in: the installation's own support, as its stage says. */
export type InstallationHelp = z.output<typeof Help>;

/** What the deployment wrote into the page; a page that was opened past it says nothing of it. */
export function installationHelp(): InstallationHelp {
  const written = document.querySelector<HTMLMetaElement>('meta[name="gatehouse-help"]')?.content ?? "";
  return z.safeParse(Help, parsed(written)).data ?? {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
