/** The network of an address: the first 24 bits of IPv4, the first 48 of IPv6. */
export function networkOf(address: string): string {
  const v4 = /(?:^|:)(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (v4?.[1]) return v4[1];
  const [front = "", back] = address.toLowerCase().split("::");
  const groups = front.split(":").filter(Boolean);
  const behind = back?.split(":").filter(Boolean) ?? [];
  const gap = back === undefined ? 0 : Math.max(0, 8 - groups.length - behind.length);
  const zeros = Array.from({ length: gap }, () => "0");
  return [...groups, ...zeros, ...behind]
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
