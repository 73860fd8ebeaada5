import { setTimeout as wait } from "node:timers/promises";
import { answers } from "../../fixtures/answers.ts";
import { ticketOf } from "../../http/site.ts";

/** A message somebody sends until it is acknowledged, always with the same ticket. */
export interface Post {
  email: string;
  ticket: string;
  /** The reference that acknowledged it. */
  reference?: string;
}

/** How many people send at once. */
const lanes = 6;

/** People who send messages, one after another, until the site is dead. Those of an earlier round go first. */
export class Load {
  readonly posts: Post[] = [];
  /** Once the site is dead, or nothing is left to send. */
  readonly ended: Promise<unknown>;
  readonly #url: string;
  readonly #waiting: Post[];

  /**
   * @param name begins the address of each post of this round; without it only those of earlier rounds are sent
   * @param unanswered posts of earlier rounds
   */
  constructor(url: string, name: string | undefined, unanswered: readonly Post[]) {
    this.#url = url;
    this.#waiting = [...unanswered];
    this.ended = Promise.all(
      Array.from({ length: lanes }, (_, lane) =>
        this.#send(name === undefined ? undefined : `${name}-${lane}`),
      ),
    );
  }

  /** Waits until something was acknowledged, which a slow machine may not have done yet. */
  async isTaken(): Promise<void> {
    while (!this.posts.some(({ reference }) => reference !== undefined)) await wait(10);
  }

  async #send(name: string | undefined): Promise<void> {
    try {
      for (let count = 0; ; count += 1) {
        const post = this.#waiting.pop() ?? (name && (await this.#begun(`${name}-${count}`)));
        if (!post) return;
        post.reference = await sent(this.#url, post);
      }
    } catch (error) {
      // Killed before it answered, as it should be; what was sent is sent again.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  async #begun(name: string): Promise<Post> {
    const ticket = await ticketOf(`${this.#url}/en/contact/`);
    const post = { email: `${name}@example.org`, ticket };
    this.posts.push(post);
    return post;
  }
}

/** Sends a message. Gives its reference; a site that dies meanwhile throws TypeError, as `fetch` does. */
async function sent(url: string, { email, ticket }: Post): Promise<string> {
  const answer = await fetch(`${url}/en/contact/`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: url },
    body: new URLSearchParams({ ...answers.contact, email, ticket }),
  });
  const [, reference] = /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "") ?? [];
  if (!reference)
    throw new Error(`a message was answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return reference;
}
