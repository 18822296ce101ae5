import { expect, test } from "vitest";
import { randomSecret } from "../../../../infra/local/services/random-secret.ts";
import { Properties } from "../../../../infra/local/template/properties.ts";

const secret = (wish: Record<string, string | number | boolean>) => randomSecret(new Properties("secret", wish));

test("a secret has the length asked for, 32 otherwise, and a letter of each kind allowed", () => {
  for (let round = 0; round < 50; round += 1) {
    const made = secret({});
    expect(made).toHaveLength(32);
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]) expect(made).toMatch(kind);
  }
  expect(secret({ PasswordLength: 64, ExcludePunctuation: true })).toMatch(/^[a-zA-Z0-9]{64}$/);
});

test("excluded letters do not occur", () => {
  const wish = { PasswordLength: 500, ExcludeUppercase: true, ExcludePunctuation: true, ExcludeCharacters: "abc012" };
  expect(secret(wish)).toMatch(/^[d-z3-9]{500}$/);
});

test("a template gets the secret under its key", () => {
  const made = JSON.parse(
    secret({ SecretStringTemplate: '{"user":"a"}', GenerateStringKey: "password", PasswordLength: 20 }),
  );
  expect(made).toEqual({ user: "a", password: expect.stringMatching(/^.{20}$/s) });
});
