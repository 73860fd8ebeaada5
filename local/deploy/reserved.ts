/** Names that nobody can have (RFC 2606, RFC 6761, RFC 6762, RFC 8375, RFC 9476), or that lead to the reader's own machine. */
const reservedTops = /(?:^|\.)(?:test|example|invalid|localhost|local|onion|alt|internal|home\.arpa)$/;

const examples = /(?:^|\.)example\.(?:com|net|org)$/;

/** Whether a host name can never be reached by everybody: reserved, an address in figures, or without a dot. */
export function isReservedDomain(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (reservedTops.test(name) || examples.test(name)) return true;
  return !name.includes(".") || name.includes(":") || /^[\d.]+$/.test(name) || name.endsWith(".workers.dev");
}

/**
 * Numbers that are set aside for fiction, by regulators: in figures, from the country code on.
 * NANPA, Ofcom, ACMA, Bundesnetzagentur, Arcep, PTS, ComReg.
 */
const fictional: readonly RegExp[] = [
  /^1\d{3}55501\d\d$/,
  /^44(?:1632960|2079460|7700900|8081570|9098790|3069990)\d{3}$/,
  /^441(?:13|14|15|16|17|18|21|31|41|51|61)4960\d{3}$/,
  /^44(?:1914980|2896496|2920180)\d{3}$/,
  /^61(?:[2378]5550|[2378]7010)\d{4}$/,
  /^614(?:91570(?:006|156|157|158|159|110|313|737)|91571(?:266|491|804))$/,
  /^49(?:3023125|6990009|4066969|2214710|8999998)\d{3}$/,
  /^33(?:19900|26191|35301|46571|53649|63998)\d{4}$/,
  /^46(?:3139006|4062800|84650040|98017910|70174060)\d{1,2}$/,
  /^35320(?:91|0)\d+$/,
];

/** Whether a phone number is one for fiction, or made up: 555 01xx, all figures alike, or counted up. */
export function isReservedPhone(phone: string): boolean {
  const figures = phone.replace(/\D/g, "").replace(/^00/, "");
  if (fictional.some((range) => range.test(figures)) || /55501\d\d$/.test(figures)) return true;
  const own = figures.slice(-7);
  return own.length < 7 || /^(\d)\1*$/.test(own) || "01234567890".includes(own) || "9876543210".includes(own);
}

/** Whether words stand there until somebody writes the real ones. */
export function isFiller(text: string): boolean {
  return (
    /\b(?:example|placeholder|lorem ipsum|todo|tbd|changeme|your (?:name|company|address)|not decided yet)\b/i.test(
      text,
    ) || /示例|尚未确定|待定|пример|пока не определено/i.test(text)
  );
}
