import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchChromium } from "../editor/pdf/chromium.ts";
import { build } from "../local/build.ts";
import { startServer } from "../local/server.ts";
import { cuttingProxy } from "../test/fixtures/cutting-proxy.ts";
import { overRounds, type Result } from "./result.ts";

const rounds = 7;
const paths = { policy: "/en/policy/", home: "/en/", "contact form": "/en/contact/" };

/** A slow phone on a slow line: a quarter of this machine's speed, 1.6 Mbit/s, 150 ms. */
const line = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};

/** A page of one line and no style, which shows what browser, line and machine take by themselves. */
const bare = '<!doctype html><html lang="en"><title>Bare</title><p>One line of text and nothing else.';

/** When a newcomer on a slow phone sees a page, and whether anything moves after that. */
export default async function* sight(): AsyncGenerator<Result> {
  await build();
  const state = mkdtempSync(join(tmpdir(), "kept-bench-"));
  const server = await startServer({ port: 0, state, quiet: true });
  // Compresses, as the network in front of the site does.
  const proxy = await cuttingProxy(Number.POSITIVE_INFINITY);
  const browser = await launchChromium();
  const other = createServer((_, answer) => answer.setHeader("content-type", "text/html").end(bare));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const urls = {
    "a bare page": `http://127.0.0.1:${(other.address() as AddressInfo).port}/`,
    ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, server.url + path])),
  };
  try {
    const seen: Record<string, Sight[]> = {};
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, url] of Object.entries(urls)) {
        const sight = await look(browser, proxy.address, url);
        // The first round only warms up.
        if (round > 0) seen[name] = [...(seen[name] ?? []), sight];
      }
    }
    for (const [name, sights] of Object.entries(seen)) {
      const of = (part: keyof Sight) => sights.map((sight) => sight[part]);
      yield overRounds(`LCP of ${name}`, of("lcp"), "ms");
      yield overRounds(`shift of ${name}`, of("shift"), "");
      yield overRounds(`answers before ${name} is drawn`, of("answers"), "");
    }
  } finally {
    await browser.close();
    other.close();
    await proxy.stop();
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

interface Sight {
  /** Milliseconds until the largest thing on the first screen is drawn. */
  lcp: number;
  shift: number;
  /** The page, and what it has to wait for. */
  answers: number;
}

async function look(browser: Browser, proxy: string, url: string): Promise<Sight> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    proxy: { server: proxy, bypass: "<-loopback>" },
  });
  try {
    const page = await context.newPage();
    const debug = await context.newCDPSession(page);
    await debug.send("Network.emulateNetworkConditions", line);
    await debug.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.goto(url, { waitUntil: "networkidle" });
    return await page.evaluate(seenNow);
  } finally {
    await context.close();
  }
}

/** Runs in the browser. */
async function seenNow(): Promise<Sight> {
  const entries = (type: string) =>
    new Promise<PerformanceEntry[]>((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
      setTimeout(() => resolve([]), 300);
    });
  const lcp = (await entries("largest-contentful-paint")).at(-1)?.startTime ?? Number.NaN;
  const shifts = (await entries("layout-shift")) as (PerformanceEntry & { value: number })[];
  const sheets = performance
    .getEntriesByType("resource")
    .filter(
      (entry) =>
        (entry as PerformanceEntry & { renderBlockingStatus?: string }).renderBlockingStatus === "blocking",
    );
  return { lcp, shift: shifts.reduce((sum, { value }) => sum + value, 0), answers: 1 + sheets.length };
}
