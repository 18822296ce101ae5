import { basename } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import {
  axeViolations,
  isEveryLook,
  launch,
  openWindow,
  picture,
  type Scheme,
  type Screen,
  screens,
  scrollsSideways,
  settled,
  type Window,
} from "./browser.ts";
import { codeIn, mailAfter } from "./inbox.ts";
import { goodPassword, type Newcomer, type Person } from "./person.ts";
import { settledMember, settledPractice } from "./settled.ts";

/** How a page is looked at. */
export interface Look {
  readonly screen: Screen;
  readonly scheme: Scheme;
}

/** The two looks between them show both widths and both schemes, at half the time of all four. */
export const looks: readonly Look[] = [
  { screen: "desktop", scheme: "light" },
  { screen: "phone", scheme: "dark" },
];
/**
 * The looks that a file's walks are walked in: both when every look is wanted, otherwise one, a desktop's for half of the
 * files and a phone's for the others. What each page shows in its states is looked at in both widths by states.test.ts.
 */
export const walks: readonly Look[] = isEveryLook
  ? looks
  : looks.filter((_, i) => i === turnOf(expect.getState().testPath));

/** 0 or 1, the same for a file at every run. */
function turnOf(file = ""): number {
  return [...basename(file)].reduce((sum, letter) => sum + letter.charCodeAt(0), 1) % 2;
}

/** The same two for a page that is then walked on in the first. */
export const bothLooks: readonly Look[] = looks.toReversed();
/** The other two. */
export const otherLooks: readonly Look[] = [
  { screen: "desktop", scheme: "dark" },
  { screen: "phone", scheme: "light" },
];

/** Who is there when a browser test begins. */
export interface Cast {
  /** Opens a practice of his own, through the API. */
  readonly administrator: Newcomer;
  readonly practiceName?: string;
  /** Members of the practice, brought in by him in this order. */
  readonly members?: readonly Newcomer[];
  /** Whether the window shows him signed in from the start. */
  readonly isSignedIn?: boolean;
}

/** A window with all one does in it. */
export interface Visit extends Window {
  /** Goes to a page, such as `/users`. */
  go(path: string): Promise<void>;
  /** Holds the page to axe and to the window's width, and keeps a picture of it where they are wanted. */
  look(name: string): Promise<void>;
}

/** A window beside a practice of its own. */
export interface PracticeVisit extends Visit {
  readonly administrator: Person;
  readonly members: readonly Person[];
}

/** What a browser test begins with. */
export interface Visits {
  /** Opens a practice, brings its people in, and opens a window. */
  practice(of: Look, cast: Cast): Promise<PracticeVisit>;
  /** Opens a window only: as nobody, or signed in as somebody. */
  window(of: Look, person?: Person): Promise<Visit>;
}

/** One Chromium for all tests of a file: to be called at its top. Every window closes with the test that opened it. */
export function browserVisits(): Visits {
  const place = inject("place");
  let browser: Browser;
  const opened: Window[] = [];
  beforeAll(async () => {
    browser = await launch();
  });
  afterEach(async () => {
    for (const { context } of opened.splice(0)) await context.close();
  });
  afterAll(() => browser.close());
  const window = async (of: Look, person?: Person): Promise<Visit> => {
    const own = await openWindow(browser, of.screen, of.scheme);
    opened.push(own);
    if (person) await own.context.addCookies(cookiesOf(person));
    return {
      ...own,
      go: async (path) => void (await own.page.goto(`${place.baseUrl}${path}`)),
      look: (name) => lookAt(own.page, `${name}-${of.screen}-${of.scheme}`),
    };
  };
  return {
    window,
    practice: async (of, { administrator: who, practiceName, members: newcomers = [], isSignedIn = false }) => {
      const administrator = await settledPractice(place, who, practiceName ? { name: practiceName } : {});
      const members: Person[] = [];
      for (const newcomer of newcomers) members.push(await settledMember(administrator, newcomer));
      return { ...(await window(of, isSignedIn ? administrator : undefined)), administrator, members };
    },
  };
}

/** The cookies a person's calls collected, for a browser. */
function cookiesOf({ cookies }: Person) {
  return [...cookies].map(([name, value]) => ({
    name,
    value,
    domain: "127.0.0.1",
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Strict" as const,
  }));
}

async function lookAt(page: Page, name: string): Promise<void> {
  await settled(page);
  // From the top, where no notice lies over what has been scrolled below it.
  await page.evaluate("scrollTo(0, 0)");
  await picture(page, name);
  expect(await axeViolations(page), name).toEqual([]);
  expect(await scrollsSideways(page), name).toBe(false);
}

/** Looks at the page as it stands in two looks, in all four when every look is wanted, or in those given; the last is a desktop's. */
export async function lookInAll(
  page: Page,
  name: string,
  among: readonly Look[] = isEveryLook ? [...otherLooks, ...bothLooks] : bothLooks,
): Promise<void> {
  for (const { screen, scheme } of among) {
    await page.setViewportSize(screens[screen]);
    await page.emulateMedia({ colorScheme: scheme });
    await lookAt(page, `${name}-${screen}-${scheme}`);
  }
}

/** Types name and password on the sign-in page that is shown, and sends them. */
export async function typePassword(page: Page, { username, password = goodPassword }: Newcomer): Promise<void> {
  await page.getByLabel("Username or e-mail").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Types the code of the second step, once it is asked for, and sends it. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
}

/** Signs in on the page that is shown, with an authenticator's code. */
export async function signInByApp(page: Page, who: Newcomer, person: Person): Promise<void> {
  await typePassword(page, who);
  await typeCode(page, await person.nextCode());
}

/** Signs in on the page that is shown, with the code that is mailed then. */
export async function signInByMail(page: Page, who: Newcomer): Promise<void> {
  const { toolsUrl } = inject("place");
  const isCode = ({ subject }: { subject: string }) => /sign-in code/.test(subject);
  const mail = await mailAfter({ toolsUrl, to: who.email, fits: isCode }, () => typePassword(page, who));
  await typeCode(page, codeIn(mail));
}

/** Waits for a page by its heading; a list's may say how many it has. */
export const headed = (page: Page, name: string): Promise<void> => {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return page.getByRole("heading", { name: new RegExp(`^${literal}( \\([\\d,]+\\))?$`), level: 1 }).waitFor();
};
