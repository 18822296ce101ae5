import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exchange } from "../kit/http.ts";
import { mailTo } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { end, type OwnStart, ownStart } from "../kit/own-start.ts";
import { aNewcomer, bringIn, openPractice, signInWithTotp } from "../kit/person.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-stage-"));
let place: OwnStart;
beforeAll(async () => {
  place = await ownStart(folder, "--prefix");
});
afterAll(async () => {
  await end(place, "SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

test("the whole slice works under the stage's own path, as API Gateway's address has it", async () => {
  expect(new URL(place.baseUrl).pathname).toBe("/dev");
  const ada = aNewcomer("Ada", "Okafor");
  const admin = await openPractice(place, ada);
  const ben = aNewcomer("Ben", "Sato");
  const colleague = await bringIn(admin, ben);
  expect((await colleague.done("GET", "/session")).username).toBe(ben.username);
  const letter = await mailTo(place.toolsUrl, ben.email, ({ text }) => text.includes("/invite#"));
  expect(letter.text).toContain(`${place.baseUrl}/invite#`);
  expect(letter.html).toContain(`${place.baseUrl}/invite#`);
  await expect.poll(async () => (await admin.done("GET", "/users")).items, listed).toHaveLength(2);
  await admin.call("POST", "/sign-out");
  await signInWithTotp(admin, ada);
  expect((await admin.done("GET", "/session")).username).toBe(ada.username);
});

test.each(["/", "/users", "/users/usr_1", "/signin", "/signin/code", "/invite"])(
  "page %s under the stage loads its scripts and styles from under the stage",
  async (path) => {
    const page = await exchange({ method: "GET", url: `${place.baseUrl}${path}` });
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<base href="${place.baseUrl}/"`);
    const assets = [...page.text.matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].map(([, asset]) => asset);
    expect(assets.length).toBeGreaterThan(1);
    for (const asset of assets)
      expect((await exchange({ method: "GET", url: `${place.baseUrl}/${asset}` })).status).toBe(200);
  },
);

test("nothing but the stage's path answers on that address", async () => {
  const bare = await exchange({ method: "GET", url: `${new URL(place.baseUrl).origin}/api/v1/health` });
  expect([403, 404]).toContain(bare.status);
});
