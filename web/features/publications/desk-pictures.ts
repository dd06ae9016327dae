import { addressOf } from '#web/client/call.ts'
import type { Picture } from '#web/ui/photos.tsx'

/** Sent from this page and perhaps not saved with the draft yet: only who sent them may fetch them so far. */
const fresh = new Set<string>()
export const noteFresh = (file: string): void => void fresh.add(file)

/** A picture of a publication as those who work on it get it. */
export function pictureOf(publication: string, file: string, alt: string): Picture {
  const address = (query: { size?: 'small' }) =>
    fresh.has(file)
      ? addressOf('files.get', { params: { id: file }, query })
      : addressOf('publications.file', { params: { id: publication, file }, query })
  return { alt, url: address({}), thumb: address({ size: 'small' }) }
}
