import { encode } from "uqr";

/** A QR code as a path of lines one wide, on a square of a size. */
export interface QrCode {
  size: number;
  path: string;
}

/** Draws a text as a QR code: dark lines on a light ground, whatever the colour scheme, because cameras look for that. */
export function qrCode(text: string): QrCode {
  // The least correction: fewer squares are easier to read, and the picture is smaller.
  const { data, size } = encode(text, { ecc: "L", border: 4 });
  return { size, path: data.map(lineOf).join("") };
}

/** The same as a picture of its own. */
export function qrPicture(text: string): string {
  const { size, path } = qrCode(text);
  const square = `viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${square}><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path stroke="#000" d="${path}"/></svg>`;
}

/** A row as a line with gaps, from its first dark square to its last, which is much shorter than squares. */
function lineOf(row: readonly boolean[], y: number): string {
  const drawn = row
    .map((isDark) => (isDark ? "#" : " "))
    .join("")
    .trimEnd();
  const [start = "", ...runs] = drawn.match(/#+| +/g) ?? [];
  if (drawn === "") return "";
  return `M${start.length} ${y}.5${runs.map((run) => (run[0] === "#" ? `h${run.length}` : `m${run.length} 0`)).join("")}`;
}
