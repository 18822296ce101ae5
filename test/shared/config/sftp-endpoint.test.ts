import { expect, test } from "vitest";
import { sftpEndpoint } from "../../../shared/config/sftp-endpoint.ts";

const written = {
  serverId: "s-0123456789abcdef0",
  address: "s-0123456789abcdef0.server.transfer.us-east-1.amazonaws.com:22",
  hostKey: "SHA256:abc",
};

test("the parameter tells server, host, port and host key", () => {
  expect(sftpEndpoint(JSON.stringify(written))).toEqual({
    serverId: written.serverId,
    host: "s-0123456789abcdef0.server.transfer.us-east-1.amazonaws.com",
    port: 22,
    hostKey: "SHA256:abc",
  });
});

test.each([
  ["nothing", "{}"],
  ["no text", ""],
  ["no port", JSON.stringify({ ...written, address: "sftp.example.org" })],
  ["no server", JSON.stringify({ ...written, serverId: "" })],
  ["no host key", JSON.stringify({ ...written, hostKey: undefined })],
])("%s is an error, not half an address", (_, parameter) => {
  expect(() => sftpEndpoint(parameter)).toThrow();
});
