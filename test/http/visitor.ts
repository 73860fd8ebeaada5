import { dirname } from "node:path";
import { readMailbox, type StoredMail } from "../../local/mailbox.ts";

/** A person with a browser that keeps cookies and follows no redirects. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** Every `Set-Cookie` header received, unchanged. */
  readonly setCookies: string[] = [];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.url = url;
    this.headers = headers;
  }

  /** Opens a page. */
  async open(path: string): Promise<Response> {
    return this.keepCookies(await fetch(this.url + path, { redirect: "manual", headers: this.sent() }));
  }

  /** Sends fields to a path, as one of the site's own pages would. */
  async send(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return this.keepCookies(
      await fetch(this.url + path, {
        method: "POST",
        redirect: "manual",
        headers: { ...this.sent(), origin: this.url, ...headers },
        body: new URLSearchParams(fields),
      }),
    );
  }

  /** Opens a form's page and sends it filled in. */
  async fillIn(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const page = await (await this.open(path)).text();
    const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? "";
    return this.send(path, { ...fields, ticket });
  }

  private sent(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return { ...this.headers, ...(cookie === "" ? {} : { cookie }) };
  }

  private keepCookies(answer: Response): Response {
    for (const line of answer.headers.getSetCookie()) {
      this.setCookies.push(line);
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}

/** The mails that an address has received so far, oldest first. */
export function mailsTo(mailbox: string, address: string): StoredMail[] {
  return readMailbox(dirname(mailbox)).filter(({ to }) => to === address);
}
