/** Too many people sign in at once; the caller answers 503 and nothing was tried. */
export class TooManyHashes extends Error {}
