import { Alert, Button, InputNumber } from 'antd'
import { useState } from 'react'
import { addressOf } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Pictures } from '#web/matters/desk-photos-control.tsx'
import { Photos } from '#web/ui/photos.tsx'
import type { Proposal } from './words.ts'

/** Scanned pages of signatures, each counted by whoever adds it; supporters are their sum. */

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

/** The pages a proposal has, and adding more while nothing is resolved. */
export function Supporters({ proposal }: { proposal: Proposal }) {
  const { id, supporters, pages, keeps, sees, resolution } = proposal
  return (
    <section aria-labelledby="supporters" className="grid gap-3">
      <h2 id="supporters" className="font-bold">
        签名支持
      </h2>
      <p>
        {supporters > 0 ? (
          <>
            <b className="font-numerals text-title tabular-nums">{supporters}</b> 人
            {sees && <span className="text-ink-2">，在 {pages.length} 页签名上数出来的</span>}
          </>
        ) : (
          <span className="text-ink-2">没有附签名页</span>
        )}
      </p>
      {pages.length > 0 && (
        <Photos
          photos={pages.map(({ file, signatures }, index) => ({
            url: addressOf('proposals.file', { params: { id, file }, query: {} }),
            thumb: addressOf('proposals.file', { params: { id, file }, query: { size: 'small' } }),
            alt: `第 ${index + 1} 页，${signatures} 个签名`,
          }))}
        />
      )}
      {keeps && !resolution && <AddPages id={id} />}
    </section>
  )
}

function AddPages({ id }: { id: string }) {
  const [pages, setPages] = useState<PageDraft[]>([])
  const add = useChange('proposals.addPages', ['proposals.show', 'proposals.list'])
  const whole = wholePages(pages)
  const send = () => {
    if (whole)
      add.mutate({ input: { params: { id }, body: { pages: whole } } }, { onSuccess: () => setPages([]) })
  }
  return (
    <div className="grid gap-2">
      <SignedPages pages={pages} fault={add.error?.fields['pages']} onChange={setPages} />
      {add.error && !add.error.fields['pages'] && <Alert type="error" showIcon title={add.error.message} />}
      {pages.length > 0 && (
        <Button className="justify-self-start" disabled={!whole} loading={add.isPending} onClick={send}>
          {whole ? '加上这几页' : '先数清每一页的签名'}
        </Button>
      )}
    </div>
  )
}
