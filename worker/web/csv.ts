/** Rows as CSV (RFC 4180). A spreadsheet shows the cells as text and evaluates none. */
export function asCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

/** What a spreadsheet takes for a formula: also after white space, and in the full-width signs of Chinese keyboards. */
const isFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

function csvCell(value: string | number): string {
  const text = isFormula.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
