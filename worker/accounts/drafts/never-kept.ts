/** Fields that are no text of anybody, or must not be stored. */
export const neverKept = /password|^(?:current|ticket|code|position|consent|newsletter|sure|remarks|do)$/i;
