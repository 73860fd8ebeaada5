import { html } from "../../../worker/web/html.ts";

/** A picture of one look, and where it lies beside the sheet. */
export interface Picture {
  name: string;
  language: string;
  width: number;
  scheme: string;
  file: string;
}

/** The sheet: a row for each look, its pictures side by side. */
export function indexPage(pictures: readonly Picture[]): string {
  const rows = Map.groupBy(pictures, ({ name }) => name);
  return String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Contact sheet</title><style>
body { margin: 1rem; font: 14px/1.4 sans-serif; background: #ddd; }
h2 { margin: 1.5rem 0 0.5rem; font-size: 16px; }
div { display: flex; gap: 8px; align-items: flex-start; overflow-x: auto; }
figure { flex: none; margin: 0; }
img { display: block; inline-size: auto; block-size: 420px; max-inline-size: 640px; object-fit: cover; object-position: top; background: #fff; }
figcaption { font-size: 12px; color: #444; }
</style></head><body><h1>Contact sheet</h1>
${[...rows].map(
  ([name, own]) => html`<h2>${name}</h2><div>${own.map(
    ({ language, width, scheme, file }) =>
      html`<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${language} ${width} ${scheme}</figcaption></figure>`,
  )}</div>
`,
)}</body></html>
`);
}
