import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import organization from "../../../content/organization.yaml";
import { entranceRoutes } from "../../../worker/web/entrances.ts";

const [first] = organization.languages;

const ledTo = async (path: string, accepted?: string) => {
  const asked = new Request(env.ORIGIN + path, accepted ? { headers: { "accept-language": accepted } } : {});
  const answer = await entranceRoutes.fetch(asked, env, createExecutionContext());
  expect(answer.status).toBe(302);
  expect(answer.headers.get("vary")).toBe("accept-language");
  return answer.headers.get("location");
};

describe("an address without a language", () => {
  it.each([
    ["/", ""],
    ["/policy/", "policy/"],
    ["/privacy/", "policy/"],
    ["/privacy-policy/", "policy/"],
  ])(
    "leads from %s to its page in the language that is wanted most, or the first of the site",
    async (path, page) => {
      for (const language of organization.languages) {
        expect(await ledTo(path, `${language.toUpperCase()}_XX`)).toBe(`/${language}/${page}`);
        expect(await ledTo(path, `xx, ${first};q=0.1, ${language};q=0.2`)).toBe(`/${language}/${page}`);
        expect(await ledTo(path, `*;q=0.9, ${language};q=0.8`)).toBe(`/${language}/${page}`);
      }
      for (const accepted of [undefined, "*", "tlh, x-pirate", "//evil.example", ";;q=1"])
        expect(await ledTo(path, accepted)).toBe(`/${first}/${page}`);
    },
  );
});
