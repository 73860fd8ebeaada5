import type { Browser, BrowserContextOptions, Page, Response } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import type { Visitor } from "../http/visitor.ts";
import { launchChromium } from "./chromium.ts";
import { axeSource, pageFindings, type Screen } from "./findings.ts";
import { cookiesOf } from "./people.ts";

let launched: Promise<Browser> | undefined;

/** The browser that the files of this process share. It ends with the process. */
export function sharedBrowser(): Promise<Browser> {
  launched ??= launchChromium();
  return launched;
}

/** A page as sent and as shown. */
export interface Look {
  status: number;
  html: string;
  title: string;
  /** What axe finds in any look, and how much too wide the page is for a small screen. */
  findings: string[];
}

/**
 * A browser window in which the tests of a file look at one page after another, because opening a window costs more
 * than looking at a page.
 */
export class Window {
  /** Set before the tests run. */
  page!: Page;
  private sent: Response | undefined;

  constructor(options: BrowserContextOptions = {}) {
    beforeAll(async () => {
      const context = await (await sharedBrowser()).newContext({ reducedMotion: "reduce", ...options });
      await context.addInitScript({ content: axeSource });
      this.page = await context.newPage();
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
    await this.page.goto(address);
    return this.page;
  }

  /** Opens an address and looks at everything there. */
  async lookAt(address: string): Promise<Look> {
    await this.open(address);
    return this.look();
  }

  /** Looks at an answer as it was given, because a post cannot be opened twice. */
  async lookAtAnswer(address: string, html: string): Promise<Look> {
    const answer = { contentType: "text/html; charset=utf-8", body: html };
    await this.page.route(address, (route) => route.fulfill(answer));
    try {
      await this.open(address);
      return { ...(await this.look()), html };
    } finally {
      await this.page.unroute(address);
    }
  }

  /**
   * Looks at what the window shows, including what is folded.
   * @param picture takes a picture of each look, for those who want to see
   */
  async look(picture?: (screen: Screen) => Promise<unknown>): Promise<Look> {
    const sent = this.sent;
    if (!sent) throw new Error("the window is empty");
    const [status, html, title] = [sent.status(), await sent.text(), await this.page.title()];
    await this.page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    return { status, html, title, findings: await pageFindings(this.page, picture) };
  }
}
