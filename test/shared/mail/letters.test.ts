import { describe, expect, test } from "vitest";
import { palettes } from "../../../shared/mail/layout.ts";
import type { LetterName } from "../../../shared/mail/letter.ts";
import { letterNames, render } from "../../../shared/mail/letters.ts";
import { code, factsWith, link, type Names, realNames } from "./facts.ts";

const realFacts = factsWith(realNames);
const rendered = (name: LetterName, names: Names = realNames) => render(name, factsWith(names)[name]);
const decoded = (html: string) =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
/** What a person reads of the HTML part. */
const read = (html: string) =>
  decoded(html.replace(/<style>[\s\S]*?<\/style>|<title>.*?<\/title>/g, "").replace(/<[^>]*>/g, " ")).replace(
    /\s+/g,
    " ",
  );

test("there is a letter for each occasion", () => {
  expect(letterNames.toSorted()).toEqual([
    "access-changed",
    "account-locked",
    "account-unused",
    "accounts-ending",
    "break-glass-review",
    "break-glass-used",
    "colleague-invitation",
    "confirm-email",
    "confirm-sign-up",
    "email-changed",
    "email-changing",
    "epcs-changed",
    "epcs-day",
    "invitation",
    "invitation-reminder",
    "invoice-copy",
    "new-browser",
    "password-changed",
    "password-reset",
    "password-reset-usernames",
    "phone-changed",
    "pin-changed",
    "pin-locked",
    "policy-weakened",
    "recovery-code-used",
    "recovery-codes-made",
    "second-step-reset",
    "second-step-set-up",
    "sessions-ended",
    "sftp-account-opened",
    "sftp-changed",
    "sftp-file-summary",
    "sftp-hand-off",
    "sftp-link-code",
    "sftp-password",
    ...["sftp-request-changed", "sftp-request-waiting"],
    "sftp-reveal-link",
    "sftp-secret-ending",
    "sftp-silent",
    "sign-in-code",
  ]);
});

describe.each(letterNames)("the letter %s", (name) => {
  const { subject, html, text } = rendered(name);

  test("says what language it is in, and its title is its subject", () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(decoded(/<title>(.*)<\/title>/.exec(html)?.[1] ?? "")).toBe(subject);
  });
  test("has one heading and a hidden line for the in-box", () => {
    expect(html.match(/<h1\b/g)).toHaveLength(1);
    expect(html).toMatch(/<div style="display:none[^"]*">[^<]{20,90}<\/div>/);
  });
  test("uses tables for looks only and is at most 600 px wide", () => {
    const tables = html.match(/<table\b[^>]*>/g) ?? [];
    expect(tables.length).toBeGreaterThanOrEqual(2);
    expect(tables.filter((table) => !table.includes('role="presentation"'))).toEqual([]);
    expect(html).toContain("max-width:600px");
    expect(html).not.toMatch(/(?<!max-)\bwidth(="|:)[6-9]\d\d/);
  });
  test("sets no text smaller than 16 px and needs no picture, script or foreign address", () => {
    const sizes = [...html.matchAll(/font-size:(\d+)px/g)].map(([, px]) => Number(px));
    expect(sizes.length).toBeGreaterThan(4);
    expect(Math.min(...sizes)).toBe(16);
    expect(html).not.toMatch(/<img|<script|<link|<form|@import|url\(|\son\w+=/i);
  });
  test("follows light and dark", () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toMatch(/@media \(prefers-color-scheme: dark\)/);
  });
  test("has a subject of at most 60 characters without a secret, also in the in-box line", () => {
    expect(subject.length).toBeLessThanOrEqual(60);
    expect(subject).not.toContain(code);
    expect(/<div style="display:none[^>]*>([^<]*)/.exec(html)?.[1]).not.toMatch(new RegExp(`${code}|https?:`));
  });
  test("tells the same in both parts", () => {
    const words = read(html);
    const blocks = text.split(/\n\n/).flatMap((block) => block.replace(/^-- \n/, "").split("\n"));
    expect(blocks.length).toBeGreaterThan(4);
    const missing = blocks.map((line) =>
      line
        .trim()
        .replace(/^([A-Z][\w ]{1,30}): (?=\S)/, "$1 ")
        .replace(/:$/, ""),
    );
    expect(missing.filter((line) => !words.includes(line))).toEqual([]);
  });
  test("holds its secret in both parts, a link as a button and in clear", () => {
    if (["sign-in-code", "sftp-link-code", "sftp-password"].includes(name)) {
      expect(html.split(code)).toHaveLength(2);
      expect(text.split(code)).toHaveLength(2);
      expect(html).not.toContain("href");
      return;
    }
    const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => decoded(href ?? ""));
    expect(hrefs).toEqual([link, link]);
    expect(read(html)).toContain(link);
    expect(html).toMatch(/<a class="button"[^>]*padding:14px 28px/);
    expect(text.split("\n")).toContain(link);
  });
});

const hostile: readonly string[] = [
  "a\r\nBcc: victim@evil.example",
  "=?utf-8?B?RnJvbTogYm9zcw==?=",
  "\u202egro.live\u202c \u2066x",
  "A".repeat(10_000),
  "é".repeat(9000),
  "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>",
  "$\u007bprocess.env.HOME} {{name}} {% raw %} %s",
  "Your bill is due: https://evil.example/pay?x=1",
  "www.evil.example",
  "evil.example",
  "HTTP://EVIL.COM//x",
  "mailto:x@evil.com tel:+15550199 javascript:alert(1)",
  "evil。com evil．com evil｡com",
  "e\u200bvil.\u00adcom",
  "\u0000\u0007\u001b[31m",
  "\ud800 lone \udfff",
  "line\u2028separator\u2029",
  "</title></style></div><h1>",
  "מרפאת השמש evil.com",
  "   ",
];

describe.each(letterNames)("the letter %s with a hostile name (attacks 37, 38)", (name) => {
  const plain = rendered(name);

  test.each(hostile)("%j stays text", (bad) => {
    const letter = rendered(name, { practiceName: bad, personName: bad });
    const tags = (html: string) => html.match(/<\/?[a-z!][^>]*>/gi)?.map((tag) => tag.replace(/"[^"]*"/g, '""'));
    expect(tags(letter.html)).toEqual(tags(plain.html));
    expect(letter.subject.length).toBeLessThanOrEqual(60);
    expect(letter.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066\u2067]|=\?/u);
    for (const part of [letter.html, letter.text]) {
      expect(part).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u200b\u00ad\u202a-\u202e\u2066\u2067]/u);
      expect(part.isWellFormed()).toBe(true);
      expect(part.length).toBeLessThan(plain.html.length + 3000);
    }
    expect(letter.text.split("\n")).toHaveLength(plain.text.split("\n").length);
  });

  test.each(hostile)("%j gives a mail program nothing to link", (bad) => {
    const { html, text, subject } = rendered(name, { practiceName: bad, personName: bad });
    const own = [link, "203.0.113.7", realFacts["sftp-account-opened"].host];
    const rest = own.reduce((words, ours) => words.replaceAll(ours, ""), `${subject}\n${text}\n${read(html)}`);
    const linkable =
      /[a-z]+:\/\/|\b(mailto|tel|javascript):\S|www\.|[^\s.\u2060][.。．｡][\p{L}\p{N}]|\S@[\p{L}\p{N}]/iu;
    expect(linkable.exec(rest)?.[0]).toBeUndefined();
  });
});

test("the look-out for linkable text catches what mail programs link", () => {
  const linkable = /[a-z]+:\/\/|\b(mailto|tel|javascript):\S|www\.|[^\s.\u2060][.。．｡][\p{L}\p{N}]|\S@[\p{L}\p{N}]/iu;
  for (const seen of ["http://a", "www.x", "evil.com", "a@b", "mailto:a"]) expect(seen).toMatch(linkable);
});

test("a name is shown with at most 64 characters, and a real one unchanged", () => {
  const { text } = rendered("invitation", { practiceName: "N".repeat(120), personName: "Dr. Añá O'Brien-Ng, MD" });
  expect(text).toContain(`${"N".repeat(63)}…`);
  expect(text).not.toContain("N".repeat(64));
  expect(text).toContain("Hello Dr. Añá O'Brien-Ng, MD,");
});

test("a link that is not an absolute web address of ours stops the letter", () => {
  for (const bad of ["javascript:alert(1)", "/invite#x", 'https://a.example/"x', "https://a.example/ b", ""])
    expect(() => render("invitation", { ...factsWith(realNames).invitation, link: bad })).toThrow(/absolute/);
});

describe.each(Object.entries(palettes))("the %s colours", (_, { page, card, text, quiet, accent, onAccent }) => {
  test.each([
    ["text on card", text, card],
    ["quiet on card", quiet, card],
    ["quiet on page", quiet, page],
    ["code on page", text, page],
    ["link on card", accent, card],
    ["name of the product on page", accent, page],
    ["button", onAccent, accent],
  ])("%s have a contrast of at least 4.5 to 1", (_pair, front, back) => {
    const [high, low] = [luminance(front), luminance(back)].toSorted((a, b) => b - a) as [number, number];
    expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

/** Source: WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
