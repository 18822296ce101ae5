// Runs an emulator in a process of its own, to be killed: prints its address and waits.
import { startCognito } from "../../../../infra/local/services/cognito/server.ts";

const cognito = await startCognito({ file: process.argv[2] ?? "", invoke: async (_arn, event) => event });
cognito.createPool({ id: "us-east-1_TestPool1", properties: {} });
process.stdout.write(`${cognito.url}\n`);
process.stdin.on("end", () => process.exit()).resume();
