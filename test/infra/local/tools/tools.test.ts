import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "../../../../infra/local/services/ses/server.ts";
import type { CaughtText } from "../../../../infra/local/services/sns/server.ts";
import { startTools } from "../../../../infra/local/tools/server.ts";

const message: Message = {
  id: "m1",
  at: "2026-01-05T12:00:00.000Z",
  from: "no-reply@example.org",
  to: ["ann@example.com"],
  subject: "Hello",
  text: "Text",
  html: "<p>Html</p>",
};

describe("the tools port", () => {
  let url = "";
  let close: () => Promise<void>;
  let messages: Message[] = [];
  let texts: CaughtText[] = [];
  let calls: Record<string, number> = {};
  let offsets: number[] = [];

  beforeAll(async () => {
    const tools = await startTools({
      port: 0,
      ses: {
        messages: () => messages,
        clear: () => {
          messages = [];
        },
      },
      sns: {
        texts: () => texts,
        clear: () => {
          texts = [];
        },
      },
      cognito: {
        calls: () => calls,
        resetCalls: () => {
          calls = {};
        },
        authenticators: () => [{ userName: "u1", label: "ann", code: "123456" }],
      },
      setClockOffset: (seconds) => void offsets.push(seconds),
      baseUrl: () => 'http://127.0.0.1:4000/dev?a="b"',
    });
    url = tools.url;
    close = tools.close;
  });
  afterAll(() => close());
  beforeEach(() => {
    messages = [message];
    texts = [];
    calls = { AdminInitiateAuth: 2 };
    offsets = [];
  });

  const json = async (path: string) => (await fetch(url + path)).json();
  const moveClock = (body: string) => fetch(`${url}/api/clock`, { method: "POST", body });
  // fetch does not let a caller choose the Host header.
  const statusWith = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const call = request(`${url}/api/messages`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on("error", reject).end();
    });

  test("answers the mails as JSON and forgets them on request", async () => {
    expect(await json("/api/messages")).toEqual([message]);
    expect((await fetch(`${url}/api/messages`, { method: "DELETE" })).status).toBe(204);
    expect(await json("/api/messages")).toEqual([]);
  });

  test("answers the texts among the mails, newest first, and forgets both on request", async () => {
    const text = {
      id: "t1",
      at: "2999-01-01T00:00:00.000Z",
      to: "+13125550147",
      text: "Gatehouse: 1",
      type: "Transactional",
    };
    texts = [text as CaughtText];
    const { id, at, to } = text;
    expect(await json("/api/messages")).toEqual([
      { id, at, from: "SMS", to: [to], subject: "Text message", text: "Gatehouse: 1", html: "" },
      message,
    ]);
    expect(await json(`/api/messages?to=${encodeURIComponent(to)}`)).toMatchObject([{ id }]);
    expect(await json("/api/messages?to=nobody@sunrise.example")).toEqual([]);
    await fetch(`${url}/api/messages`, { method: "DELETE" });
    expect(await json("/api/messages")).toEqual([]);
  });

  test("answers what the identity service was asked and forgets it on request", async () => {
    expect(await json("/api/identity-calls")).toEqual({ AdminInitiateAuth: 2 });
    expect((await fetch(`${url}/api/identity-calls`, { method: "DELETE" })).status).toBe(204);
    expect(await json("/api/identity-calls")).toEqual({});
  });

  test("answers the live authenticator codes", async () => {
    expect(await json("/api/authenticators")).toEqual([{ userName: "u1", label: "ann", code: "123456" }]);
  });

  test("moves the functions' clock", async () => {
    expect((await moveClock('{"offsetSeconds":-3600}')).status).toBe(204);
    expect(offsets).toEqual([-3600]);
  });

  test.each(["", "{", "null", "[]", '{"offsetSeconds":"1"}', '{"offsetSeconds":1e999}', "{}"])(
    "the clock stays where it is for %j",
    async (body) => {
      const response = await moveClock(body);
      expect(response.status).toBe(400);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(offsets).toEqual([]);
    },
  );

  test("a list that has not changed is not sent again", async () => {
    const first = await fetch(`${url}/api/messages`);
    const tag = first.headers.get("etag") ?? "";
    expect((await fetch(`${url}/api/messages`, { headers: { "if-none-match": tag } })).status).toBe(304);
    messages = [];
    expect((await fetch(`${url}/api/messages`, { headers: { "if-none-match": tag } })).status).toBe(200);
  });

  test("the page has no inline script, forbids any, and loads only what this port serves", async () => {
    const response = await fetch(url);
    const html = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(html).not.toMatch(/<script(?![^>]* src=)/);
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? "");
    expect(assets.length).toBeGreaterThanOrEqual(4);
    for (const asset of assets) expect((await fetch(url + asset)).status, asset).toBe(200);
  });

  test("every module that the page's scripts import is served", async () => {
    const seen = new Set(["mailbox.js"]);
    for (const name of seen) {
      const response = await fetch(`${url}/assets/${name}`);
      expect(response.headers.get("content-type"), name).toBe("text/javascript; charset=utf-8");
      for (const found of (await response.text()).matchAll(/from "\.\/([^"]+)"/g)) seen.add(found[1] ?? "");
    }
    expect(seen.size).toBeGreaterThan(3);
  });

  test("the page links to the application, its address escaped", async () => {
    const html = await (await fetch(url)).text();
    expect(html).toContain('href="http://127.0.0.1:4000/dev?a=&#34;b&#34;"');
    expect(html).not.toContain("{{");
  });

  test("another site's page is refused, by its origin and by a name that leads here", async () => {
    expect(await statusWith({})).toBe(200);
    expect(await statusWith({ origin: url })).toBe(200);
    expect(await statusWith({ origin: "http://evil.example" })).toBe(403);
    expect(await statusWith({ origin: "null" })).toBe(403);
    expect(await statusWith({ host: "evil.example" })).toBe(403);
    expect(await statusWith({ host: "127.0.0.1.evil.example" })).toBe(403);
  });

  test.each(["/assets/../server.ts", "/assets/%2e%2e/server.ts", "/assets/nothing.js", "/api/nothing"])(
    "%s is not found",
    async (path) => {
      expect((await fetch(url + path)).status).toBe(404);
    },
  );

  test("a port that is taken is reported, not shared", async () => {
    const taken = Number(new URL(url).port);
    const options = {
      port: taken,
      ses: { messages: () => [], clear: () => {} },
      sns: { texts: () => [], clear: () => {} },
      cognito: { calls: () => ({}), resetCalls: () => {}, authenticators: () => [] },
      setClockOffset: () => {},
      baseUrl: () => "",
    };
    await expect(startTools(options)).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
