import type { Browser, BrowserContext, BrowserContextOptions, Page, Response } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchChromium } from "../../editor/pdf/chromium.ts";
import type { Visitor } from "../http/visitor.ts";
import { arrive } from "./clicks.ts";
import { pageFindings } from "./findings.ts";
import { cookiesOf } from "./people.ts";

let launched: Promise<Browser> | undefined;

/** The browser that the files of this process share. It ends with the process. */
export function sharedBrowser(): Promise<Browser> {
  launched ??= launchChromium();
  return launched;
}

/**
 * The browser of somebody new, in which nothing moves: without a graphics card, what moves between two pages costs more
 * than the pages.
 */
export async function stillContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return (await sharedBrowser()).newContext({ reducedMotion: "reduce", ...options });
}

/** Uses a page of somebody new. */
export async function withPage(
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await stillContext(options);
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** A page as sent and as shown. */
export interface Look {
  html: string;
  title: string;
  /** What axe finds in any look, and how much too wide the page is for a small screen. */
  findings: string[];
}

/**
 * A browser window in which the tests of a file look at one page after another, because opening a window costs more
 * than looking at a page. What they look at is put into a second page that stays: axe is read there once.
 */
export class Window {
  /** Set before the tests run. */
  page!: Page;
  private glass!: Page;
  private sent: Response | undefined;

  constructor(options: BrowserContextOptions = {}) {
    beforeAll(async () => {
      const context = await stillContext(options);
      this.page = await context.newPage();
      this.glass = await context.newPage();
      this.page.on("response", (answer) => {
        if (answer.request().resourceType() === "document") this.sent = answer;
      });
    });
    afterAll(() => this.page.context().close());
  }

  /** From now on the window belongs to this visitor. */
  async belongsTo(visitor: Visitor): Promise<void> {
    await this.page.context().clearCookies();
    await this.page.context().addCookies(cookiesOf(visitor));
  }

  /** Opens an address on a wide screen, in the light scheme. */
  async open(address: string): Promise<Page> {
    await this.page.emulateMedia({ colorScheme: "light" });
    await this.page.setViewportSize({ width: 1280, height: 800 });
    // From a page of the site: at first sight a page contains its styles, which the glass may not show.
    const { origin } = new URL(address);
    if (new URL(this.page.url()).origin !== origin) await this.page.goto(`${origin}/en/cookies/`);
    await arrive(this.page, () => this.page.evaluate((to) => location.assign(to), address));
    return this.page;
  }

  /** Looks at everything at an address. */
  async lookAt(address: string): Promise<Look & { status: number }> {
    const answer = await this.page.request.get(address);
    return { ...(await this.lookAtAnswer(answer.url(), await answer.text())), status: answer.status() };
  }

  /** Looks at an answer as it was given, because a post cannot be opened twice. */
  async lookAtAnswer(address: string, html: string): Promise<Look> {
    return this.lookThroughGlass(new URL(address).origin, html);
  }

  /** Looks at the answer that the window shows. */
  async look(): Promise<Look> {
    const sent = this.sent;
    if (!sent) throw new Error("the window is empty");
    return this.lookThroughGlass(new URL(sent.url()).origin, await sent.text());
  }

  /** Looks at a page, including what is folded, under the content security policy of its site. */
  private async lookThroughGlass(origin: string, html: string): Promise<Look> {
    const { glass } = this;
    if (new URL(glass.url()).origin !== origin) await glass.goto(`${origin}/en/cookies/`);
    await glass.evaluate(putIn, html);
    const findings = await pageFindings(glass);
    return { html, title: await glass.title(), findings };
  }
}

/** Puts a page in the place of the one that a document shows, and opens what is folded in it. Runs in the browser. */
async function putIn(html: string): Promise<void> {
  const { documentElement } = new DOMParser().parseFromString(html, "text/html");
  document.replaceChild(documentElement, document.documentElement);
  const loading = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].filter(
    ({ sheet }) => !sheet,
  );
  await Promise.all(
    loading.map(
      (link) =>
        new Promise((resolve, reject) => {
          link.addEventListener("load", resolve);
          link.addEventListener("error", () => reject(new Error(`${link.href} did not load`)));
        }),
    ),
  );
  await document.fonts.ready;
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** Waits until a page has its own letters, which a newcomer’s page asks for once it is drawn. */
export async function inItsOwnLetters(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const asking = document
      .getAnimations()
      .filter((one) => "animationName" in one && one.animationName === "ask-for-fonts");
    await Promise.all(asking.map(({ finished }) => finished));
    await document.fonts.ready;
  });
}
