import { Problem, reasonOf } from "../../terminal/problem.ts";

/** Asks for an address, as `fetch` does. */
export type Request = (address: string) => Promise<Response>;

/** A new domain and its certificate take a while. */
const tries = 20;

/**
 * Looks at the published site as a visitor and as a monitor would.
 * @param wait between two tries
 * @throws Problem that says what does not answer as it should, and how to go back
 */
export async function smokeTest(
  site: string,
  language: string,
  request: Request,
  wait: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const fault = await faultOf(site, language, request);
    if (fault === undefined) return;
    if (attempt === tries)
      throw new Problem(
        `The site was deployed, but ${fault}. Look at npx wrangler tail, and go back to the version before with npx wrangler rollback.`,
      );
    await wait();
  }
}

async function faultOf(site: string, language: string, request: Request): Promise<string | undefined> {
  try {
    const health = await request(`${site}/health`);
    const said = (await health.text()).slice(0, 200);
    if (health.status !== 200) return `${site}/health answers ${health.status}: ${said}`;
    const page = await request(`${site}/${language}/policy/`);
    if (page.status !== 200) return `${site}/${language}/policy/ answers ${page.status}`;
    if (!page.headers.has("content-security-policy")) return `${site} is answered by something else`;
    const mark = await request(`${site}/.well-known/security.txt`);
    return mark.status === 200 ? undefined : `${site}/.well-known/security.txt answers ${mark.status}`;
  } catch (error) {
    return `${site} does not answer (${reasonOf((error as Error).cause ?? error)})`;
  }
}
