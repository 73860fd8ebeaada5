import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const require = createRequire(import.meta.url);
const look = new URL("../../content/look/", import.meta.url);

/** The mark's path, in a square of 32. */
export const mark = /<path[^>]*>/.exec(readFileSync(new URL("mark.svg", look), "utf8"))?.[0] ?? "";

/** A colour of the light look. */
export function colour(name: string): string {
  const found = new RegExp(`--${name}: (#[0-9a-f]+)`).exec(
    readFileSync(new URL("colours.css", look), "utf8"),
  );
  if (!found?.[1]) throw new Error(`content/look/colours.css has no --${name}`);
  return found[1];
}

let ready: Promise<void> | undefined;

/** Draws an SVG with the letters of the site, which have Latin and Cyrillic ones. */
export async function drawn(svg: string, width: number): Promise<Uint8Array> {
  const wasm = readFileSync(join(dirname(require.resolve("@resvg/resvg-wasm")), "index_bg.wasm"));
  ready ??= initWasm(wasm);
  await ready;
  const font = { fontBuffers: fonts(), defaultFontFamily: "Source Serif 4" };
  return new Resvg(svg, { font, fitTo: { mode: "width", value: width } }).render().asPng();
}

function fonts(): Uint8Array[] {
  const files = join(dirname(require.resolve("@fontsource/source-serif-4/package.json")), "files");
  return ["latin-600", "latin-400", "cyrillic-600", "cyrillic-400"].map(
    (name) => new Uint8Array(readFileSync(join(files, `source-serif-4-${name}-normal.woff2`))),
  );
}
