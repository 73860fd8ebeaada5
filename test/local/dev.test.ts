import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import organization from "../../content/organization.yaml";
import { livePolicy } from "../../editor/live/headers.ts";
import { freePort } from "../../local/port.ts";
import { draft } from "../fixtures/publish-draft.ts";
import { command } from "./command.ts";

const state = mkdtempSync(join(tmpdir(), "dev-"));
let site: string;
let dev: ReturnType<typeof command>;

beforeAll(async () => {
  const port = await freePort(0);
  site = `http://127.0.0.1:${port}`;
  dev = command("dev.ts", [], { PORT: String(port), STATE: state });
  const isReady = () => expect(dev.output()).toContain("watching for file changes");
  // Vite prepares its packages at first. The hook has longer, so that what was said instead is told.
  await vi.waitFor(isReady, { timeout: 300_000, interval: 200 });
}, 360_000);
afterAll(async () => {
  if (dev.child.kill("SIGTERM")) await once(dev.child, "close");
  rmSync(state, { recursive: true, force: true });
});

it("gives a page while it is written its styles, its fonts and what reloads it", async () => {
  const page = await fetch(`${site}/en/policy/`);
  const html = await page.text();
  expect(page.headers.get("content-security-policy")).toBe(livePolicy);
  const files = [...html.matchAll(/<(?:script type="module" src|link rel="preload" href)="([^"]+)"/g)];
  expect(files.length).toBeGreaterThan(5);
  for (const [, file = ""] of files) {
    const answer = await fetch(site + file.replaceAll("&amp;", "&"));
    expect([file, answer.status]).toEqual([file, 200]);
    expect(answer.headers.get("content-type")).toMatch(/javascript|font/);
  }
  expect(html).toContain(`src="/@vite/client"`);
});

it("leads to the newest draft, beside what it changes, in every language", async () => {
  const live = await fetch(`${site}/live/`);
  const html = await live.text();
  const frames = [...html.matchAll(/<iframe[^>]* src="([^"]+)"/g)].map(([, src = ""]) => src);
  expect(frames).toHaveLength(2);
  for (const frame of frames) {
    const shown = await fetch(site + frame);
    expect([frame, shown.status]).toEqual([frame, 200]);
    expect(shown.headers.get("x-frame-options")).toBe("SAMEORIGIN");
  }
  for (const language of organization.languages) expect(html).toContain(`href="/live/${draft}/${language}/"`);
});
