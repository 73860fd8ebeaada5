/** What an address answers. */
interface Answer {
  ok: boolean;
  status: number;
  text: string;
}

const answers = new Map<string, Promise<Answer>>();

/** What a link of a page leads to. Pages share most of their links, so each address is asked once. */
export function answerTo(link: URL): Promise<Answer> {
  const { href } = Object.assign(new URL(link), { hash: "" });
  const known = answers.get(href) ?? asked(href);
  answers.set(href, known);
  return known;
}

async function asked(href: string): Promise<Answer> {
  const answer = await fetch(href);
  return { ok: answer.ok, status: answer.status, text: await answer.text() };
}
