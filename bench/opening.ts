import { type Agent, request } from "node:http";

/** What a browser says when somebody opens a page: only such a request is counted. */
export const byBrowser = {
  "sec-fetch-dest": "document",
  "sec-fetch-site": "same-origin",
  "sec-fetch-mode": "navigate",
};

/** Asks for a page and reads it to its end. */
export function openPage(
  agent: Agent,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
      answer.on("end", resolve).on("error", reject).resume();
    });
    sent.on("error", reject).end();
  });
}
