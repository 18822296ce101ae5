import { describe, expect, test } from "vitest";
import { mostBytes } from "../bench/budgets.ts";
import { type Bundle, readBundles } from "./bundles.ts";

/** What must not be in a function, with the price that was measured (PERFORMANCE.md, section 0). */
const never: Readonly<Record<string, (bundle: Bundle) => boolean>> = {
  "an ES import of node:http, which loads undici at every cold start": ({ code }) =>
    /\bimport\b[^;]{0,2000}?["'](node:)?http["']|\bfrom\s*["'](node:)?http["']/.test(code),
  "a tracer": ({ code, inputs }) =>
    inputs.some((file) => /aws-xray-sdk|powertools\/tracer/.test(file)) || /aws-xray-sdk|AWSXRay/.test(code),
  "a credential provider that a function never reaches": ({ inputs }) =>
    inputs.some(
      (file) =>
        !file.startsWith("unused-provider:") &&
        /@aws-sdk\/(credential-provider-(ini|sso|process|web-identity|login|http)|nested-clients|token-providers)\/|@smithy\/credential-provider-imds\//.test(
          file,
        ),
    ),
  "all of zod, or its locales": ({ inputs }) =>
    inputs.some((file) => /\/zod\/v4\/(classic\/|locales\/(?!en\.js))/.test(file)),
  "code of another workflow": ({ deployable, inputs }) =>
    inputs.some((file) => file.startsWith("functions/") && !file.startsWith(`functions/${deployable}/`)),
  "infrastructure, tests or the local target": ({ inputs }) => inputs.some((file) => /^(infra|test)\//.test(file)),
};

const bundles = readBundles();

describe.each(bundles)("the function $deployable", (bundle) => {
  test("was built from our sources", () => {
    expect(bundle.inputs).toContain(`functions/${bundle.deployable}/handler.ts`);
    expect(bundle.code.length).toBeGreaterThan(1000);
  });
  test.each(Object.entries(never))("holds no %s", (_, holds) => {
    expect(holds(bundle)).toBe(false);
  });
  test(`weighs at most ${mostBytes} bytes`, () => {
    expect(Buffer.byteLength(bundle.code)).toBeLessThanOrEqual(mostBytes);
  });
});

const planted: Readonly<Record<string, Partial<Bundle>>> = {
  "an ES import of node:http, which loads undici at every cold start": {
    code: 'import{request as a,STATUS_CODES as b}from"node:http";',
  },
  "a tracer": { inputs: ["node_modules/aws-xray-sdk-core/index.js"] },
  "a credential provider that a function never reaches": {
    inputs: ["node_modules/@aws-sdk/credential-provider-sso/dist-es/index.js"],
  },
  "all of zod, or its locales": { inputs: ["node_modules/zod/v4/locales/de.js"] },
  "code of another workflow": { inputs: ["functions/login/handler.ts"] },
  "infrastructure, tests or the local target": { inputs: ["infra/stages.ts"] },
};
test.each(Object.entries(never))("planted, %s is caught", (name, holds) => {
  const clean: Bundle = { deployable: "planted", code: 'import{a}from"node:crypto";', inputs: [] };
  expect(holds(clean)).toBe(false);
  expect(holds({ ...clean, ...planted[name] })).toBe(true);
});
