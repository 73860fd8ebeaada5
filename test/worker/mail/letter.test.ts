import { describe, expect, it } from "vitest";
import { maxAttempts, nextAttempt } from "../../../worker/mail/attempts.ts";
import { asHtml, asText, bodyOf, onPage } from "../../../worker/mail/letter.ts";

const letter = {
  language: "en",
  heading: "Hello",
  paragraphs: ["See https://example.com/a?b=1&c=2."],
  reason: "You wrote.",
};

describe("a letter", () => {
  it("quotes what somebody typed and says why it was sent, below the signature mark", () => {
    expect(asText({ ...letter, quote: "a\n\nb" })).toBe(
      "Hello\n\nSee https://example.com/a?b=1&c=2.\n\n> a\n> \n> b\n\n-- \nYou wrote.\n",
    );
  });

  it("has its signature mark in its place when somebody typed one too", () => {
    expect(asText({ ...letter, quote: "Bye\n-- " })).toMatch(/> -- \n\n-- \nYou wrote\.\n$/);
  });

  it("keeps the lines of a paragraph, and puts each line of its ending by itself", () => {
    const lines = {
      ...letter,
      paragraphs: ["One\nTwo"],
      ending: ["Stop it: https://example.com/stop/", "Company"],
    };
    expect(asText(lines)).toContain(
      "One\nTwo\n\n-- \nYou wrote.\nStop it: https://example.com/stop/\nCompany\n",
    );
    const html = asHtml(lines);
    expect(html).toContain("<p>One<br>\nTwo</p>");
    expect(html).toMatch(/>https:\/\/example\.com\/stop\/<\/a><br>\nCompany<\/p>/);
  });

  it("is the same on the page that shows it before it leaves, but for its looks", () => {
    const whole = {
      ...letter,
      paragraphs: ["One\nhttps://example.com/a"],
      quote: "a\nb",
      ending: ["Company"],
    };
    const plain = (html: string) => html.replace(/ (?:style|class)="[^"]*"/g, "");
    expect(plain(asHtml(whole))).toContain(plain(String(bodyOf(whole, onPage))));
    expect(String(bodyOf(whole, onPage))).not.toContain("style=");
  });

  it("shows markup as it was typed and links addresses", () => {
    const html = asHtml({ ...letter, quote: `<img src=x onerror="alert('1')">&` });
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;");
    expect(html).toContain(
      `<a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>.`,
    );
    expect(html).not.toContain("<img");
  });

  it("takes a Chinese full stop after an address for no part of it", () => {
    expect(asHtml({ ...letter, paragraphs: ["见 https://example.com/a。谢谢"] })).toContain(
      `<a href="https://example.com/a">https://example.com/a</a>。谢谢`,
    );
  });

  it("lets no address that was typed end the link it stands in", () => {
    expect(asHtml({ ...letter, paragraphs: [`https://x.example/"onclick="alert(1)`] })).not.toContain(
      `"onclick`,
    );
  });
});

describe("a mail that does not leave", () => {
  it("is tried again after one minute, two, four and so on, then given up", () => {
    const failedAt = new Date("2026-12-01T10:00:00Z");
    const minutes = Array.from({ length: maxAttempts }, (_, index) => {
      const next = nextAttempt(index + 1, failedAt);
      return next && (next.getTime() - failedAt.getTime()) / 60_000;
    });
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 64, undefined]);
  });
});
