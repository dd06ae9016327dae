/** A text as it stands in XML, in an element or an attribute; signs XML 1.0 has no place for are left out. */
export function xmlText(text: string): string {
  return xmlSigns(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A text without the signs XML 1.0 has no place for, for whoever escapes it but leaves those. */
export function xmlSigns(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
}
