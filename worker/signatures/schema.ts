/** Something signed with the account's password (clause 11 of the policy). */
export interface Signature {
  id: string;
  userId: string;
  purpose: "order" | "policy";
  /** The order's reference or the policy's version. */
  document: string;
  /** SHA-256 of what was signed, in lower-case hexadecimal. */
  documentHash: string;
  policyVersion: string;
  policyHash: string;
  signedAt: Date;
}
