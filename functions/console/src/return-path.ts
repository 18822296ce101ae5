/**
 * A path of ours to go on with, or "/" when the wanted one is none. Only a path below our own base is taken: what starts
 * with two slashes or holds a backslash could name another host.
 * @param basePath where the console lies on its host, without a trailing slash
 */
export function safeReturnPath(wanted: string | null, basePath: string): string {
  if (!wanted || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return "/";
  const anyHost = "https://console.invalid";
  const { origin, pathname } = new URL(basePath + wanted, anyHost);
  const isOurs = origin === anyHost && pathname.startsWith(`${basePath}/`);
  return isOurs && !pathname.slice(basePath.length).startsWith("//") ? wanted : "/";
}
