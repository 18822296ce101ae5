import { expect, test } from "vitest";
import {
  homeOf,
  isSecretGood,
  linkStateOf,
  madeSecret,
  mailedAgain,
  placeOfFile,
  type SecretLink,
  sftpUsernameFor,
  sftpUsernameOf,
  standingSecrets,
  withNewHash,
  withoutSecret,
  withSecret,
} from "../../../shared/domain/sftp-account.ts";

const now = new Date("2026-11-22T12:00:00Z");
const made = (secretId: string, at = now) =>
  madeSecret({ secretId, seenBy: { name: "Ada" }, hash: secretId, keyVersion: "v1", now: at });

test.each([
  ["sunrise-theralytics", "sunrise-theralytics"],
  ["Sunrise-Theralytics", "sunrise-theralytics"],
  ["_a.b-C", "_a.b-c"],
  ["sunrise-theralytics.", "sunrise-theralytics."],
  ["a".repeat(100), "a".repeat(100)],
  ["a".repeat(101), undefined],
  ["ab", undefined],
  ["root", undefined],
  ["Root", undefined],
  ["../b", undefined],
  ["a@b", undefined],
  ["-abc", undefined],
  [".abc", undefined],
  ["sunrise theralytics", undefined],
  ["sunrise-theralytics ", undefined],
  ["sunri\u0455e-theralytics", undefined],
  ["sunri\u017fe-theralytics", undefined],
  ["\u212aelvin", undefined],
  ["sunrise\u0000", undefined],
  ["", undefined],
])("the typed SFTP username %j is found as %j (attack 81)", (typed, found) => {
  expect(sftpUsernameOf(typed)).toBe(found);
});

test.each([
  ["Sunrise Family Practice", "Theralytics", "sunrise-theralytics"],
  ["Écoute & Co.", "Open Dental", "ecoute-open"],
  ["診療所", "!", "practice-software"],
])("the username of %s for %s is %s", (practice, software, username) => {
  expect(sftpUsernameFor(practice, software)).toBe(username);
  expect(sftpUsernameOf(username)).toBe(username);
});

test("a home is made of ids, and tells whose a file is", () => {
  expect(homeOf("prc_1", "sfa_2")).toBe("practices/prc_1/sftp/sfa_2");
  expect(placeOfFile("practices/prc_1/sftp/sfa_2/inbound/a/b.x12")).toEqual({
    practiceId: "prc_1",
    accountId: "sfa_2",
    folder: "inbound",
    path: "a/b.x12",
  });
  for (const key of [
    "practices/prc_1/sftp/sfa_2/inbound/",
    "practices/prc_1/sftp/sfa_2/other/x",
    "x/practices/a/sftp/b/inbound/c",
  ])
    expect(placeOfFile(key)).toBeUndefined();
});

test("a new password lets the older one in until it is retired, and what is retired lets in no more", () => {
  const [first, second] = [made("sfs_1", new Date("2026-10-01T00:00:00Z")), made("sfs_2")];
  const both = withSecret([first], second);
  expect(both.map(({ state }) => state)).toEqual(["retiring", "live"]);
  expect(both.every((secret) => isSecretGood(secret, now))).toBe(true);
  const after = withoutSecret(both, "sfs_1", now);
  expect(after.map((secret) => isSecretGood(secret, now))).toEqual([false, true]);
  expect(standingSecrets(after).map(({ secretId }) => secretId)).toEqual(["sfs_2"]);
});

test("a password is good for 365 days, and not in that very second", () => {
  const secret = made("sfs_1");
  expect(isSecretGood(secret, new Date("2027-11-22T11:59:59.999Z"))).toBe(true);
  expect(isSecretGood(secret, new Date("2027-11-22T12:00:00Z"))).toBe(false);
});

test("a mail that is sent again says another password of the same, and each keeps its own hash", () => {
  const kept = (hash: string, keyVersion = "v1") => ({ hash, keyVersion });
  const twice = mailedAgain(mailedAgain(made("sfs_1"), kept("second")), kept("third"));
  expect(twice).toMatchObject({ secretId: "sfs_1", ...kept("third"), earlier: [kept("sfs_1"), kept("second")] });
  const renewed = (before: string) => withNewHash(twice, { before, after: kept("new", "v2") });
  expect(renewed("second")).toEqual({ ...twice, earlier: [kept("sfs_1"), kept("new", "v2")] });
  expect(renewed("third")).toEqual({ ...twice, ...kept("new", "v2") });
  expect(renewed("of another")).toEqual(twice);
  expect(withNewHash(made("sfs_2"), { before: "third", after: kept("new") })).toEqual(made("sfs_2"));
  let often = made("sfs_1");
  for (let number = 0; number < 20; number++) often = mailedAgain(often, kept(`${number}`));
  expect(often.earlier?.map(({ hash }) => hash)).toEqual(["12", "13", "14", "15", "16", "17", "18"]);
});

test("of retired passwords the last four are remembered", () => {
  let secrets = [made("sfs_0")];
  for (let number = 1; number <= 8; number++)
    secrets = withSecret(withoutSecret(secrets, `sfs_${number - 1}`, now), made(`sfs_${number}`));
  expect(secrets.map(({ secretId }) => secretId)).toEqual(["sfs_4", "sfs_5", "sfs_6", "sfs_7", "sfs_8"]);
});

test("a link is open for a day, unless it was used or revoked", () => {
  const link: SecretLink = {
    kind: "reveal",
    generation: 1,
    keyVersion: "v1",
    name: "Ada",
    email: "ada@sunrise.example",
    madeAt: now.toISOString(),
    madeBy: "Ada",
    expiresAt: "2026-11-23T12:00:00.000Z",
    state: "open",
  };
  expect(linkStateOf(link, now)).toBe("open");
  expect(linkStateOf(link, new Date(link.expiresAt))).toBe("expired");
  expect(linkStateOf({ ...link, state: "revealed" }, now)).toBe("used");
  expect(linkStateOf({ ...link, state: "key-given" }, now)).toBe("used");
  expect(linkStateOf({ ...link, state: "revoked" }, now)).toBe("revoked");
});
