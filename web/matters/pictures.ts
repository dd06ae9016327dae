import { fieldsOf, type AnyFlow, type Values } from '#practice/kit/index.ts'
import { addressOf } from '#web/client/call.ts'
import type { Picture } from '#web/ui/photos.tsx'

/** How a picture of a matter is fetched: with a session, or with the printed code. */
export type PictureOf = (id: string, alt: string) => Picture

/** Pictures as a signed-in person gets them. */
export const ownPicture: PictureOf = (id, alt) => ({
  alt,
  url: addressOf('files.get', { params: { id } }),
  thumb: addressOf('files.get', { params: { id }, query: { size: 'small' } }),
})

/** The pictures among answers, in the order the flow declares their fields. */
export function picturesIn(
  flow: AnyFlow,
  answers: Readonly<Record<string, Values[string]>>,
  picture: PictureOf = ownPicture,
): Picture[] {
  return Object.entries(fieldsOf(flow)).flatMap(([key, field]) => {
    const value = answers[key]
    if (field.kind !== 'photos' || !Array.isArray(value)) return []
    return value.map((id: string, index) => picture(id, `${field.label}第 ${index + 1} 张`))
  })
}
