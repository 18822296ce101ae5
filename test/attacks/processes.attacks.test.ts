import { beforeAll, expect, inject, test } from "vitest";
import { apiRoot } from "../../shared/contract/route.ts";
import { networkOf } from "../kit/burst.ts";
import { type Invited, registeredCrowd } from "../kit/crowd.ts";
import { aNewcomer, openPractice, unique } from "../kit/person.ts";
import { processesOf } from "../kit/processes.ts";
import { rowsOf } from "../kit/rows.ts";
import { identityCalls, resetIdentityCalls } from "../kit/tools-port.ts";

const place = inject("place");
/** Bursts for each number of processes, on accounts of their own; `npm run long` makes fifty. */
const runs = Number(process.env["LOCKOUT_RUNS"] ?? 1);
let crowd: Invited[];
beforeAll(async () => {
  const manager = await openPractice(place, aNewcomer("Percy", "Processes"));
  crowd = await registeredCrowd(manager, 3 * runs);
}, 600_000);

let addresses = 5000;
/** A sign-in as the gateway hands it on, each from an address of its own. */
const wrongSignIn = (identifier: string) => (_: unknown, number: number) => ({
  httpMethod: "POST",
  resource: `${apiRoot}/sign-in`,
  pathParameters: null,
  queryStringParameters: null,
  headers: {
    host: "gatehouse.example",
    origin: "https://gatehouse.example",
    "content-type": "application/json",
  },
  body: JSON.stringify({ identifier, password: `Wrong-Guess-${number}-Harbour` }),
  isBase64Encoded: false,
  requestContext: { requestId: unique("request"), identity: { sourceIp: networkOf(addresses++) } },
});

test.each([1, 4, 16])(
  "of 200 wrong passwords at once, spread over %i processes, seven are reserved and no more evaluated (attack 1)",
  async (count) => {
    const handlers = await processesOf("dist/functions/login/handler.mjs", inject("environments")["Login"]!, count);
    const reached: number[] = [];
    try {
      for (let run = 0; run < runs; run++) {
        const { username, userId } = crowd.pop()!;
        await resetIdentityCalls(place);
        const statuses = await handlers.answer(Array.from({ length: 200 }, wrongSignIn(username)));
        expect(statuses).toHaveLength(200);
        // On a busy machine some do not reach the table in time: 503, and nothing was looked at.
        expect(statuses.filter((status) => status !== 401 && status !== 503)).toEqual([]);
        expect(statuses).toContain(401);
        const [row] = (await rowsOf("SESSION_TABLE", `TRY#${userId}`)).filter(({ sk }) => sk === "password");
        expect(row).toMatchObject({ fails: 7, total: 7 });
        reached.push((await identityCalls(place))["AdminInitiateAuth"] ?? 0);
      }
    } finally {
      handlers.end();
    }
    process.stdout.write(`evaluated with ${count} processes: ${reached.join(" ")}\n`);
    // A reserved try that met a late answer is refused without being looked at: then it is fewer than seven.
    expect(Math.max(...reached), `evaluated: ${reached.join(" ")}`).toBeLessThanOrEqual(7);
    expect(Math.max(...reached)).toBeGreaterThan(0);
  },
  900_000,
);
