/**
 * A cell for CSV or Excel that no spreadsheet runs: text beginning with = + - @, a tab or a line end gets an
 * apostrophe before it (OWASP, CSV injection). A plain number stays one.
 */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}
