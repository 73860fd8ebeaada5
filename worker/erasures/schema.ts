/** That somebody was erased: what their address had sent up to an instant, and the account that it had then. */
export interface Erasure {
  /** Keyed hash of the blind index of the address: it can be recognised, and linked with nothing else. */
  subjectIndex: string;
  /** Until when: the erasure, or when its owner left the address. */
  erasedAt: string;
}
