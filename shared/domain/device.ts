/** A browser and its system in a person's words, to recognise a sign-in by. */
export interface Device {
  readonly browser: string;
  readonly system: string;
}

/** In this order: most browsers also name the ones they descend from. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\b(OPR|Opera)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bVersion\/.*\bSafari\//, "Safari"],
  [/\bcurl\//, "curl"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** What a User-Agent header says of itself; anybody can write one, so nothing is decided by it. */
export function deviceOf(userAgent: string): Device {
  const named = (table: typeof browsers) => table.find(([sign]) => sign.test(userAgent))?.[1];
  return { browser: named(browsers) ?? "Unknown browser", system: named(systems) ?? "unknown system" };
}
