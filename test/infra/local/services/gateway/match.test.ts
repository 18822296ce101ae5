import { expect, test } from "vitest";
import { matchPath } from "../../../../../infra/local/services/gateway/match.ts";
import { emptyApi, type ResourceNode } from "../../../../../infra/local/services/gateway/rest-api.ts";
import { Properties } from "../../../../../infra/local/template/properties.ts";

const paths = [
  "/",
  "/{proxy+}",
  "/assets/{file}",
  "/api/{proxy+}",
  "/api/v1/users",
  "/api/v1/users/{userId}",
  "/api/v1/users/me",
  "/api/v1/users/{userId}/unlock",
  "/api/v1/users/me/photo",
];

const { root } = emptyApi("api", "root", undefined);

function add(path: string): void {
  let node = root;
  for (const part of path.split("/").filter(Boolean)) {
    const known = node.children.find((child) => child.part === part);
    const below = `${node.path === "/" ? "" : node.path}/${part}`;
    const next: ResourceNode = known ?? { id: below, part, path: below, children: [], methods: new Map() };
    if (!known) node.children.push(next);
    node = next;
  }
  const nothing = new Properties(path, {});
  node.methods.set("GET", { httpMethod: "GET", properties: nothing, integration: nothing });
}
for (const path of paths) add(path);

test.each([
  ["/", "/", {}],
  ["/anything/else", "/{proxy+}", { proxy: "anything/else" }],
  ["/assets/app.js", "/assets/{file}", { file: "app.js" }],
  ["/assets", "/{proxy+}", { proxy: "assets" }],
  ["/assets/a/b", "/{proxy+}", { proxy: "assets/a/b" }],
  ["/api/v1/users", "/api/v1/users", {}],
  ["/api/v1/users/", "/api/v1/users", {}],
  ["/api/v1/users/u1", "/api/v1/users/{userId}", { userId: "u1" }],
  ["/api/v1/users/me", "/api/v1/users/me", {}],
  ["/api/v1/users/me/unlock", "/api/v1/users/{userId}/unlock", { userId: "me" }],
  ["/api/v1/users/a%20b%2Fc/unlock", "/api/v1/users/{userId}/unlock", { userId: "a b/c" }],
  ["/api/v1/users/%E0%A4", "/api/v1/users/{userId}", { userId: "%E0%A4" }],
  ["/api/v1", "/api/{proxy+}", { proxy: "v1" }],
  ["/api/v2/users", "/api/{proxy+}", { proxy: "v2/users" }],
  ["/api/v1/users/u1/lock", "/api/{proxy+}", { proxy: "v1/users/u1/lock" }],
  ["/api", "/{proxy+}", { proxy: "api" }],
])("%s is served by %s", (path, resource, parameters) => {
  const match = matchPath(root, path);
  expect({ resource: match?.node.path, parameters: match?.parameters }).toEqual({ resource, parameters });
});

test("a path that nothing fits has no match", () => {
  expect(matchPath(emptyApi("api", "root", undefined).root, "/x")).toBeUndefined();
});
