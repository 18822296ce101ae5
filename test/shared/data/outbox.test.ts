import { expect, test } from "vitest";
import type { LetterMail } from "../../../shared/data/outbox.ts";

/** What must not compile: tsc fails on each `@ts-expect-error` below that has nothing to expect. */
const link = { tokenId: "t", generation: 1, keyVersion: "1" };
const page = { kind: "page-link", page: "me" } as const;

const withItsOwn: LetterMail<"password-reset">["secret"] = { kind: "reset-link", ...link };
// @ts-expect-error a page's address would be mailed where a link to a new password is promised
const withAPage: LetterMail<"password-reset">["secret"] = page;
// @ts-expect-error an invitation would set a password
const withAReset: LetterMail<"invitation">["secret"] = { kind: "reset-link", ...link };
// @ts-expect-error a notice would carry a key
const noticeWithALink: LetterMail<"password-changed">["secret"] = { kind: "reset-link", ...link };

test("a letter with the secret of another does not compile", () => {
  expect([withItsOwn, withAPage, withAReset, noticeWithALink]).toHaveLength(4);
});
