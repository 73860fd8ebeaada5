import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../editor/pdf/chromium.ts";
import { root } from "../../local/environment.ts";
import { startServer } from "../../local/server.ts";
import { crawl } from "../fixtures/crawl.ts";

const answers = {
  name: "Halifax Lighthouse Society",
  "short-name": "Lighthouse",
  director: "Anna Petrova",
  country: "CA",
  languages: "ru,en",
  "time-zone": "America/Halifax",
  currency: "CAD",
  offers: "feedback",
};

/** US Letter in points, as a PDF says the size of its pages. */
const letter = /\/MediaBox\s*\[\s*0 0 612 792\s*\]/;

/**
 * Makes a copy of the repository the tree of a new organization, as its command leaves it, and looks at its site: before
 * anything is published, and once its first version is in force.
 * @returns whether every link leads somewhere, its texts are in their languages, home claims no promise that nobody has
 * made, and its versions are printed on its paper
 */
export async function tryNewOrganization(copy: string): Promise<boolean> {
  const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: copy, stdio: "inherit" });
  const policy = (...args: string[]) => run("editor/policy.ts", ...args);
  const options = Object.entries(answers).flatMap(([name, value]) => [`--${name}`, value]);
  run("editor/new-organization.ts", ...options, "--yes");
  policy("check");
  const browser = await launchChromium();
  try {
    const before = await siteIsWhole(copy, "before", 0, browser);
    const [date = ""] = readdirSync(join(copy, "content/policy"));
    policy("promises", date, "--statement", "It is only a trial.", "--confirm");
    policy("publish", date, "--yes");
    const inForce = Date.parse(`${date}T18:00:00Z`) - Date.now();
    const after = await siteIsWhole(copy, "in-force", inForce, browser);
    const pdf = readFileSync(join(copy, "content/policy", date, "ru.pdf"), "latin1");
    if (!letter.test(pdf)) console.log("Its PDF is not on Letter.");
    return before && after && letter.test(pdf);
  } finally {
    await browser.close();
  }
}

/** Builds and serves it, follows every link, and takes pictures of some pages. */
async function siteIsWhole(copy: string, name: string, clockShiftMs: number, browser: Browser) {
  const build = 'await (await import("./local/build.ts")).build(console.log)';
  execFileSync(process.execPath, ["--input-type=module", "--eval", build], { cwd: copy, stdio: "inherit" });
  const served = { port: 0, quiet: true, cronsByHand: true, clockShiftMs };
  const server = await startServer({ ...served, state: join(copy, "state"), dist: join(copy, "dist") });
  try {
    await server.runCron();
    const { statuses, said } = await crawl(server.url);
    // Before a version is in force, what needs one says so.
    const dead = [...statuses].filter(
      ([, status]) => status >= 400 && (name === "in-force" || status !== 503),
    );
    console.log(`${name}: ${statuses.size} addresses, ${dead.length} of them dead ${dead.join(" ")}`);
    await takePictures(server.url, join(root, ".local/new-organization", name), browser);
    const claim = /обещани\S* в её|доказыва/.exec(said.get("/ru/") ?? "")?.[0];
    if (claim) console.log(`Home claims what nobody has promised: ${claim}`);
    const isRussian =
      name === "before" || /Напишите здесь, кого обязывает/.test(said.get("/ru/policy/") ?? "");
    if (!isRussian) console.log("Its Russian policy does not begin in Russian.");
    return dead.length === 0 && !claim && isRussian;
  } finally {
    await server.stop();
  }
}

async function takePictures(url: string, folder: string, browser: Browser): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      for (const [name, path] of Object.entries({
        home: "/en/",
        policy: "/ru/policy/",
        contact: "/ru/contact/",
      })) {
        await page.goto(url + path);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await page.close();
    }
  console.log(`Pictures are in ${folder}.`);
}
