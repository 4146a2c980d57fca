/** A text of 20,000 letters takes six bytes for each that has an accent. */
export const BLOCK_FORM = { kilobytes: 200, fields: 200 };
