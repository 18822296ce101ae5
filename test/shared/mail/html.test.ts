import { expect, test } from "vitest";
import { html } from "../../../shared/mail/html.ts";

test("text in a hole is escaped, in attributes too", () => {
  const bad = `<b a="1" c='2'>&`;
  expect(html`<i title="${bad}">${bad}</i>`.markup).toBe(
    '<i title="&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;">&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;</i>',
  );
});
test("markup and lists of markup are kept as they are", () => {
  const rows = ["a", "<"].map((word) => html`<p>${word}</p>`);
  expect(html`<div>${rows}${html`<hr>`}</div>`.markup).toBe("<div><p>a</p><p>&lt;</p><hr></div>");
});
test("an object that only looks like markup is no markup", () => {
  const forged = JSON.parse('[{"markup":"<script>"}]') as string;
  expect(() => html`${forged}`.markup).toThrow();
});
