import { Button, Radio, Select } from 'antd'
import { useState } from 'react'
import { addressOf, type Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { PaperPage } from '#web/ui/paper-page.tsx'

type Kind = 'leaflet' | 'boards'
type Paper = 'A4' | 'A3'
const SAYS: Readonly<Record<Kind, string>> = {
  leaflet: '一张纸两面，发到每一户',
  boards: '每一项公布一份，贴上墙',
}

/** The pages of a village’s month, and the buttons that put them on paper. */
export function Preview({
  division,
  month,
  kind,
  publication,
  onSheet,
}: {
  division: string
  month: string
  kind: Kind
  publication: string | undefined
  onSheet: (publication: string | undefined) => void
}) {
  const query = { division, month, kind, ...(publication ? { publication } : {}) }
  const { data, error, refetch } = useCall('leaflets.preview', { query }, { keepsLast: true })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <div className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        {kind === 'boards' && data.sheets.length > 0 && (
          <Select
            aria-label="哪一项"
            className="w-80"
            value={publication ?? ''}
            options={[
              { value: '', label: `全部 ${data.sheets.length} 项` },
              ...data.sheets.map(({ publication: value, title }) => ({ value, label: title })),
            ]}
            onChange={(value: string) => onSheet(value || undefined)}
          />
        )}
        <span className="flex-1 text-ink-2">
          {data.total === 0 ? '' : `${SAYS[kind]}，共 ${data.total} 页`}
        </span>
        {data.total > 0 && <Buttons query={query} />}
      </div>
      {data.total === 0 ? (
        <Blank icon="document" title="这个月没有可贴的">
          村里公布以后，公开栏会自己出现在这里。明白纸可以先印：上面会写明还没有公布。
        </Blank>
      ) : (
        <Pages data={data} />
      )}
    </div>
  )
}

function Buttons({
  query,
}: {
  query: { division: string; month: string; kind: Kind; publication?: string }
}) {
  const [paper, setPaper] = useState<Paper>('A4')
  const address = (format: 'pdf' | 'docx') =>
    addressOf('leaflets.file', { query: { ...query, paper, format } })
  return (
    <>
      <Radio.Group
        aria-label="纸张"
        optionType="button"
        value={paper}
        options={['A4', 'A3']}
        onChange={(event) => setPaper(event.target.value === 'A3' ? 'A3' : 'A4')}
      />
      <Button href={address('docx')}>下载 Word</Button>
      <Button type="primary" href={address('pdf')} target="_blank" rel="noreferrer">
        打开打印
      </Button>
    </>
  )
}

function Pages({ data: { title, pages, total } }: { data: Output<'leaflets.preview'> }) {
  return (
    <div className="min-h-0 overflow-y-auto bg-well p-6" aria-label="预览" role="region" tabIndex={0}>
      <div className="mx-auto grid max-w-[76rem] grid-cols-2 items-start gap-5">
        {pages.map((page, n) => (
          // Pages are named by their number.
          // oxlint-disable-next-line react/no-array-index-key
          <PaperPage key={n} page={page} label={`${title}第 ${n + 1} 页，共 ${total} 页`} />
        ))}
      </div>
      {total > pages.length && (
        <p className="pt-4 text-center text-ink-2">
          这里看前 {pages.length} 页，打印的文件里是全部 {total} 页。
        </p>
      )}
    </div>
  )
}
