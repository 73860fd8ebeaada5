/** What the site's parser writes above the notes of a text, and beside the sign that leads back from each. */
const heading = /<h2 class="sr-only" id="footnote-label">[^<]*<\/h2>/g;
const wayBack = /aria-label="Back to reference ([\d-]+)"/g;

/**
 * Footnotes with their heading and their ways back in the words of the page, which the parser knows in English only.
 * @param html a clause that is HTML already
 * @param back what the way back to a note's place is called
 */
export function nameFootnotes(html: string, title: string, back: (number: string) => string): string {
  return html
    .replace(heading, () => `<h3 id="footnote-label">${title}</h3>`)
    .replace(wayBack, (_, number: string) => `aria-label="${back(number)}"`);
}
