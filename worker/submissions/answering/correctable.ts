/** Fields of what somebody sent that can be corrected for them. What they wrote stays what they wrote. */
export const correctableFields = ["name", "phone", "address", "company"] as const;

export type CorrectableField = (typeof correctableFields)[number];
