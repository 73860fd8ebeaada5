import type { Request, V4WorkerOptions } from "miniflare";
import { deliver } from "./mailbox.ts";
import { Response } from "./miniflare.ts";

/**
 * `MAIL` locally: a Worker with the method that `send_email` has in production. It hands each mail to the mailbox and
 * throws what the mailbox refuses. (Miniflare's own binding would accept any mail and keep none.)
 */
export function mailWorker(state: string, clockShiftMs: number): V4WorkerOptions {
  return {
    name: "mail",
    compatibilityDate: "2026-10-01",
    modules: true,
    script: `
      import { WorkerEntrypoint } from "cloudflare:workers";
      export class Mail extends WorkerEntrypoint {
        async send(mail) {
          const answer = await this.env.MAILBOX.fetch("http://mailbox/", { method: "POST", body: JSON.stringify(mail) });
          if (!answer.ok) throw new Error(await answer.text());
          return { messageId: crypto.randomUUID() };
        }
      }
      export default {};`,
    serviceBindings: {
      MAILBOX: async (request: Request) => {
        const refused = await deliver(state, await request.json(), new Date(Date.now() + clockShiftMs));
        return new Response(refused ?? null, { status: refused === undefined ? 200 : 400 });
      },
    },
    unsafeRegisterWorker: false,
  };
}
