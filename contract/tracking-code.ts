/**
 * The printed code that opens one matter (一事一码), as both sides must read it. Crockford's letters: no I, L, O or U,
 * so a code read out over the telephone arrives right.
 */
export const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Twelve of 32 letters are 60 bits, which nobody guesses. */
export const CODE_LENGTH = 12
/** With eight more it speaks for an asker whose matter somebody else entered: forty bits that go to their telephone alone. */
export const OWN_CODE_LENGTH = 20

/** Letters out of random or keyed bytes, one for each. */
export const lettersOf = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => CODE_LETTERS[byte & 31]).join('')

/** A code as it is printed, however it was typed or scanned: capitals, no dashes, O for 0, I and L for 1. */
export function tidyCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}
