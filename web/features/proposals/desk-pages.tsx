import { InputNumber } from 'antd'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Pictures } from '#web/matters/desk-photos-control.tsx'

/** Scanned pages of signatures, each counted by whoever adds it. */

export type PageDraft = { file: string; signatures: number | undefined }

const MOST = 60

/** Pages that are counted, all of them; undefined while one is not. */
export function wholePages(pages: readonly PageDraft[]) {
  const counted = pages.flatMap(({ file, signatures }) => (signatures ? [{ file, signatures }] : []))
  return counted.length === pages.length ? counted : undefined
}

export function SignedPages({
  pages,
  fault,
  onChange,
}: {
  pages: readonly PageDraft[]
  fault: string | undefined
  onChange: (pages: PageDraft[]) => void
}) {
  const sum = pages.reduce((total, { signatures = 0 }) => total + signatures, 0)
  const countOf = (file: string) => pages.find((page) => page.file === file)?.signatures
  const about = (file: string, index: number) => (
    <InputNumber
      aria-label={`第 ${index + 1} 页有几个签名`}
      min={1}
      max={500}
      size="small"
      className="mt-1 w-20"
      suffix="人"
      value={countOf(file) ?? null}
      onChange={(value) =>
        onChange(pages.map((page) => (page.file === file ? { file, signatures: value ?? undefined } : page)))
      }
    />
  )
  return (
    <DeskField
      label="签名页"
      group
      hint={
        pages.length > 0
          ? `${pages.length} 页，一共 ${sum} 个签名`
          : '把签了名的纸拍下来或扫描，一页一张，再数一数这一页有几个签名'
      }
      fault={fault}
    >
      {() => (
        <Pictures
          label="签名页"
          max={MOST}
          kept={pages.map(({ file }) => file)}
          onChange={(files) => onChange(files.map((file) => ({ file, signatures: countOf(file) })))}
          about={about}
        />
      )}
    </DeskField>
  )
}
