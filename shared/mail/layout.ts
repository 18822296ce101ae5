import { Html, html } from "./html.ts";
import type { Rendered } from "./letter.ts";

/** What a letter says, in reading order. Both parts are made from it, so that neither knows more than the other. */
export interface Content {
  readonly subject: string;
  /** What the in-box shows beside the subject; also seen on a locked phone, so never a secret. */
  readonly preheader: string;
  readonly heading: string;
  readonly greeting?: string;
  readonly paragraphs: readonly string[];
  /** Label and value, for notices. */
  readonly facts?: readonly (readonly [label: string, value: string])[];
  /** Shown large, to be typed elsewhere. */
  readonly code?: string;
  /** The link is ours; it is shown as a button and in clear. */
  readonly action?: { readonly label: string; readonly link: string };
  readonly closing: readonly string[];
  readonly footer: string;
}

/** Every colour of the mails; a test holds each text pair to a contrast of 4.5 to 1. */
export const palettes = {
  light: {
    page: "#f2f5f7",
    card: "#ffffff",
    text: "#16212b",
    quiet: "#4a5a68",
    accent: "#0b5c6b",
    onAccent: "#ffffff",
  },
  dark: { page: "#0f161c", card: "#19232c", text: "#eef3f6", quiet: "#b3c1cc", accent: "#7fd0de", onAccent: "#06222a" },
} as const;

/**
 * The only look of our mails: 600 px at most, readable without pictures, style sheet or light background.
 * @throws Error when the link is not an absolute web address
 */
export function layout(content: Content): Rendered {
  const { action } = content;
  if (action && !/^https?:\/\/[^\s"'<>\\]+$/.test(action.link)) throw new Error("a mail's link must be absolute");
  return { subject: content.subject, html: pageOf(content).markup, text: textOf(content) };
}

function textOf({ heading, greeting, paragraphs, facts, code, action, closing, footer }: Content): string {
  const blocks = [
    heading,
    ...(greeting ? [greeting] : []),
    ...paragraphs,
    ...(facts ? [facts.map(([label, value]) => `${label}: ${value}`).join("\n")] : []),
    ...(code ? [`    ${code}`] : []),
    ...(action ? [`${action.label}:\n${action.link}`] : []),
    ...closing,
    `-- \n${footer}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

const { light, dark } = palettes;
const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const body = `${font};font-size:16px;line-height:1.5`;

/** Programs that read no style sheet show the light colours, which stand on the elements themselves. */
const styleSheet = new Html(`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) { .card { padding: 24px 20px !important; } .button { display: block !important; } }
@media (prefers-color-scheme: dark) {
  .page { background: ${dark.page} !important; }
  .card { background: ${dark.card} !important; }
  .text { color: ${dark.text} !important; }
  .quiet { color: ${dark.quiet} !important; }
  .link, .brand { color: ${dark.accent} !important; }
  .button { background: ${dark.accent} !important; color: ${dark.onAccent} !important; }
  .code { background: ${dark.page} !important; color: ${dark.text} !important; }
}`);

function pageOf(content: Content): Html {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="x-apple-disable-message-reformatting">
<title>${content.subject}</title>
<style>${styleSheet}</style>
</head>
<body class="page" style="margin:0;padding:0;background:${light.page}">
<div style="display:none;max-height:0;overflow:hidden">${content.preheader}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${light.page}">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="brand" style="${body};font-weight:700;padding:0 4px 12px;color:${light.accent}">Gatehouse</td></tr>
<tr><td class="card text" style="${body};padding:32px 36px;border-radius:10px;background:${light.card};color:${light.text}">
${mainOf(content)}
</td></tr>
<tr><td class="quiet" style="${body};padding:16px 4px;color:${light.quiet}">${content.footer}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function mainOf({ heading, greeting, paragraphs, facts, code, action, closing }: Content): Html {
  const opening = [...(greeting ? [greeting] : []), ...paragraphs];
  return html`<h1 class="text" style="${font};font-size:24px;line-height:1.3;margin:0 0 20px;color:${light.text}">${heading}</h1>
${opening.map((words) => html`<p style="${body};margin:0 0 16px">${words}</p>\n`)}
${facts ? factsOf(facts) : ""}
${code ? codeOf(code) : ""}
${action ? actionOf(action) : ""}
${closing.map((words) => html`<p class="quiet" style="${body};margin:16px 0 0;color:${light.quiet}">${words}</p>\n`)}`;
}

function factsOf(facts: NonNullable<Content["facts"]>): Html {
  const row = ([label, value]: readonly [string, string]) =>
    html`<tr><td class="quiet" style="${body};padding:4px 20px 4px 0;vertical-align:top;color:${light.quiet}">${label}</td><td style="${body};padding:4px 0;vertical-align:top">${value}</td></tr>\n`;
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px">
${facts.map(row)}</table>`;
}

function codeOf(code: string): Html {
  const look = `font-family:Consolas,Menlo,monospace;font-size:32px;line-height:1.3;letter-spacing:6px;font-weight:700`;
  return html`<p class="code" style="${look};margin:0 0 20px;padding:16px;border-radius:8px;text-align:center;background:${light.page};color:${light.text}">${code}</p>`;
}

function actionOf({ label, link }: NonNullable<Content["action"]>): Html {
  const button = `${font};font-size:16px;font-weight:700;line-height:1.3;display:inline-block;padding:14px 28px;border-radius:8px;text-align:center;text-decoration:none`;
  return html`<p style="margin:24px 0"><a class="button" href="${link}" style="${button};background:${light.accent};color:${light.onAccent}">${label}</a></p>
<p class="quiet" style="${body};margin:0 0 16px;color:${light.quiet}">Or copy this address into your browser:<br>
<a class="link" href="${link}" style="color:${light.accent};word-break:break-all">${link}</a></p>`;
}
