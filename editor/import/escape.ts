/** Text as MDX that shows exactly this text, anywhere within a line. */
export function escaped(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]<~|]/g, "\\$&")
      // The parser looks for bare addresses before it removes backslashes, and would show them. This makes it look
      // afterwards.
      .replace(/:(?=\/\/)|(?<=mailto|xmpp):|(?<=www)\./gi, "\\$&")
      .replace(/&(?=[#\w]|$)/g, "\\&")
      .replace(/!(?=\\\[|$)/g, "\\!")
  );
}

/**
 * Lines of escaped inline text as a paragraph, none of which starts a heading, a list, a rule or a module statement.
 */
export function paragraph(lines: string): string {
  // A line break at the end of a paragraph shows nothing, but its backslash would show.
  return lines
    .replace(/(?:\\\n\s*)+$/, "")
    .split("\n")
    .map((line) => lineStart(line.trim()))
    .filter((line) => line !== "")
    .join("\n");
}

/** Text as the value of an attribute in double quotes. */
export function attribute(text: string): string {
  return text.replace(/\s+/g, " ").trim().replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}

function lineStart(line: string): string {
  return line
    .replace(/^(\s*)([-+#>=:])/, "$1\\$2")
    .replace(/^(\s*\d{1,9})([.)])/, "$1\\$2")
    .replace(
      /^(\s*)(import|export)\b/,
      (_, space, word) => `${space}&#${word.charCodeAt(0)};${word.slice(1)}`,
    );
}
