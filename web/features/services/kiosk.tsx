import { useState, type ReactNode } from 'react'
import { useCatalogue } from '#web/client/county.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Pager } from '#web/ui/pager.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'

/** As many as fit the screen without scrolling, which nobody expects of a wall. */
const PAGE = 8

/** What the village does for people: what to bring, how long it takes, in the words of the county's list. */
export function GuideKiosk() {
  const items = useCatalogue('village-services')?.items
  const [page, setPage] = useState(0)
  const [code, setCode] = useState<string>()
  const item = items?.find((each) => each.code === code)
  if (!items) return <Skeleton />
  if (item) return <Service item={item} onBack={() => setCode(undefined)} />
  const pages = Math.ceil(items.length / PAGE)
  return (
    <div className="grid gap-6">
      <h1 className="text-display">办事指南</h1>
      <ul className="grid gap-3">
        {items.slice(page * PAGE, (page + 1) * PAGE).map((each) => (
          <li key={each.code}>
            <button
              type="button"
              onClick={() => setCode(each.code)}
              className="flex min-h-[5.2rem] w-full items-center gap-5 rounded-card border border-line bg-paper px-6
                text-left active:bg-brand-soft"
            >
              <span className="flex-1">
                <b className="block text-lead">{each.plain}</b>
                <span className="text-small text-ink-2">{each.class}</span>
              </span>
              <Icon name="forward" className="size-7 text-ink-3" />
            </button>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} onPage={setPage} />
    </div>
  )
}

type Item = NonNullable<ReturnType<typeof useCatalogue>>['items'][number]

function Service({ item, onBack }: { item: Item; onBack: () => void }) {
  const { materials = '', conditions, basis, fee_yuan: fee, at_once: atOnce } = item.details
  // The list marks what must be brought with a star.
  const papers = materials.split('；').filter(Boolean)
  return (
    <div className="grid gap-6">
      <h1 className="text-display">{item.plain}</h1>
      <dl className="grid gap-5 rounded-card border border-line bg-paper p-7">
        <Fact name="谁来办">{item.class}</Fact>
        <Fact name="几天办好">
          {atOnce ? '当场办' : item.limit ? `${item.limit.n} 个工作日内` : '到村委会问'}
        </Fact>
        {fee !== undefined && <Fact name="收费">{fee === '0' ? '不收费' : `${fee} 元`}</Fact>}
        <Fact name="要带什么">
          {papers.length === 0 ? (
            '不用带材料'
          ) : (
            <ul className="grid gap-1">
              {papers.map((paper) => (
                <li key={paper}>
                  {paper.replace('*', '')}
                  {paper.includes('*') && <span className="text-small text-ink-2">（必须带）</span>}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        {conditions && <Fact name="什么情况能办">{conditions}</Fact>}
        {basis && <Fact name="依据">{basis}</Fact>}
      </dl>
      <Button kind="soft" full icon="back" onClick={onBack}>
        看别的事
      </Button>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <dt className="text-small text-ink-2">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
