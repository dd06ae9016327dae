import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { dateOf } from '#practice/kit/index.ts'
import { addressOf } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { Photos } from '#web/ui/photos.tsx'
import { SignedPages, wholePages, type PageDraft } from './desk-pages.tsx'
import type { Proposal } from './words.ts'

/** Who stands behind a proposal: signatures on its pages and taps on telephones, together and nobody twice. */
export function Supporters({ proposal }: { proposal: Proposal }) {
  const { id, supporters, pages, keeps, support } = proposal
  const { signatures, taps, rule, closed } = support
  return (
    <section aria-labelledby="supporters" className="grid gap-3">
      <h2 id="supporters" className="font-bold">
        支持的人
      </h2>
      <p>
        <b className="font-numerals text-title tabular-nums">{supporters}</b> 人
        {supporters > 0 && (
          <span className="text-ink-2">
            ：签名页 {signatures} 人，手机附议 {taps} 人
          </span>
        )}
      </p>
      {rule && (
        <p className={rule.more > 0 ? 'text-ink-2' : 'text-wait'}>
          {rule.says}
          <span className="block text-small text-ink-3">{rule.law}</span>
        </p>
      )}
      {pages.length > 0 && (
        <Photos
          photos={pages.map(({ file, signatures: count }, index) => ({
            url: addressOf('proposals.file', { params: { id, file }, query: {} }),
            thumb: addressOf('proposals.file', { params: { id, file }, query: { size: 'small' } }),
            alt: `第 ${index + 1} 页，${count} 个签名`,
          }))}
        />
      )}
      <Tapped proposal={proposal} />
      {closed ? <p className="text-small text-ink-3">{closed}</p> : keeps && <AddPages id={id} />}
    </section>
  )
}

/** Whoever tapped and stands on a page as well is counted there: the desk compares the names. */
function Tapped({ proposal: { id, keeps, support } }: { proposal: Proposal }) {
  const mark = useChange('proposals.markSigned', ['proposals.show', 'proposals.list'])
  const { rows, signatures, closed } = support
  if (rows.length === 0) return null
  const compares = keeps && !closed && signatures > 0
  return (
    <div role="group" aria-labelledby="tapped" className="grid gap-1">
      <h3 id="tapped" className="text-small font-normal text-ink-2">
        手机附议{compares && '：签名页上也有名字的请勾上，不重复算'}
      </h3>
      <ul className="grid">
        {rows.map(({ person, name, at, signed }) => (
          <li key={person} className="flex min-h-8 items-center gap-3">
            {compares ? (
              <Checkbox
                checked={signed}
                disabled={mark.isPending}
                onChange={({ target }) =>
                  mark.mutate({ input: { params: { id }, body: { person, signed: target.checked } } })
                }
              >
                {name}
              </Checkbox>
            ) : (
              name
            )}
            <span className="text-small text-ink-3 tabular-nums">{dateOf(new Date(at))}</span>
            {signed && <span className="text-small text-ink-3">在签名页上</span>}
          </li>
        ))}
      </ul>
      {mark.error && <Alert type="error" showIcon title={mark.error.message} />}
    </div>
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
