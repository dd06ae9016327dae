import type { NumberedRow } from '#practice/disclosure/lines.ts'
import { addressOf } from '#web/client/call.ts'
import { Photos } from '#web/ui/photos.tsx'

/** The pictures that prove a line; a press enlarges one. */
export function Vouchers({ line: { n, row }, publication }: { line: NumberedRow; publication: string }) {
  const files = row.vouchers ?? []
  if (files.length === 0) return null
  const of = (file: string, size: 'small' | 'full') =>
    addressOf('publications.file', { params: { id: publication, file }, query: { size } })
  return (
    <Photos
      photos={files.map((file, index) => ({
        alt: `第 ${n} 行的凭证${files.length > 1 ? `，第 ${index + 1} 张` : ''}`,
        url: of(file, 'full'),
        thumb: of(file, 'small'),
      }))}
    />
  )
}
