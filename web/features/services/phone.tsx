import { useState } from 'react'
import { openersOf } from '#practice/kit/index.ts'
import { useCatalogue } from '#web/client/county.ts'
import { useFlows } from '#web/client/flows.ts'
import { OpenForm } from '#web/matters/open-form.tsx'
import type { CatalogueItem } from '#web/matters/reference.ts'
import { MatterRoute } from '#web/matters/route.tsx'
import { openLinks, paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { daysOf, Facts, MODES, modeOf } from './parts.tsx'

const LIST = 'village-services'
const FLOW = 'village-service'
/** Flows with screens of their own; whatever else can be opened is listed below the services. */
const ELSEWHERE = new Set(['grid-event', FLOW, 'wish'])

/** Everything the village does or hands over for its people, found by everyday words. */
export function ServicesScreen() {
  const catalogue = useCatalogue(LIST)
  const [query, setQuery] = useState('')
  const found = (catalogue?.items ?? []).filter((item) => matches(item, query.trim()))
  return (
    <Page title="我要办事" back={paths.home()}>
      <div className="grid gap-5">
        <TextField
          label="想办什么"
          type="search"
          hint="比如：开证明、领养老金、低保"
          value={query}
          onChange={setQuery}
        />
        {!catalogue && <Skeleton />}
        {Object.entries(MODES).map(([mode, { title, says }]) => {
          const items = found.filter((item) => modeOf(item) === mode)
          if (items.length === 0) return null
          return (
            <section key={mode} className="grid gap-2">
              <div>
                <h2 className="text-lead">{title}</h2>
                <p className="text-small text-ink-2">{says}</p>
              </div>
              <List label={title}>
                {items.map((item) => (
                  <Row
                    key={item.code}
                    title={item.name}
                    note={noteOf(item)}
                    href={paths.service(item.code)}
                  />
                ))}
              </List>
            </section>
          )
        })}
        {catalogue && found.length === 0 && (
          <Notice
            kind="empty"
            title="没有找到"
            action={<Button href={paths.report({ item: '1202' })}>问问村里</Button>}
          >
            换个说法试试，或者直接问村里这件事怎么办
          </Notice>
        )}
        <OtherFlows />
      </div>
    </Page>
  )
}

const noteOf = (item: CatalogueItem) => (modeOf(item) === 'inform' ? '告诉您去哪儿办' : daysOf(item))

function matches({ name, plain, words, class: group }: CatalogueItem, query: string): boolean {
  return query === '' || [name, plain, words, group].some((text) => text.includes(query))
}

/** Whatever else anyone may begin: a new flow is here the day its file is. */
function OtherFlows() {
  const rows = Object.values(useFlows())
    .filter(({ id }) => !ELSEWHERE.has(id))
    .flatMap((flow) =>
      openersOf(flow)
        .filter((action) => flow.actions[action]?.by === 'anyone')
        .map((action) => ({ flow, action })),
    )
  if (rows.length === 0) return null
  return (
    <section className="grid gap-2">
      <h2 className="text-lead">还可以</h2>
      <List label="还可以">
        {rows.map(({ flow, action }) => (
          <Row
            key={`${flow.id} ${action}`}
            title={flow.plain}
            note={flow.actions[action]?.hint ?? flow.name}
            href={paths.open(flow.id, action)}
          />
        ))}
      </List>
    </section>
  )
}

/** One service before applying: what to bring, said once and in full. */
export function ServiceScreen({ code }: { code: string }) {
  const catalogue = useCatalogue(LIST)
  const flow = useFlows()[FLOW]
  const item = catalogue?.items.find((one) => one.code === code)
  const isOurs = item !== undefined && modeOf(item) !== 'inform'
  return (
    <Page
      title={item?.name ?? '办事'}
      back={paths.services()}
      bar={
        isOurs ? (
          <Button full href={paths.apply(code)}>
            申请
          </Button>
        ) : undefined
      }
    >
      {!catalogue ? (
        <Skeleton shape="detail" />
      ) : !item ? (
        <Notice kind="empty" title="没有这个事项" action={<Button href={paths.services()}>看全部</Button>}>
          可能已经不办了，或者换了名字
        </Notice>
      ) : (
        <div className="grid gap-4">
          <Facts item={item} />
          {isOurs && flow && (
            <section className="rounded-card border border-line bg-paper p-4">
              <h2 className="pb-3 text-lead">怎么走</h2>
              <MatterRoute flow={flow} words="plain" />
            </section>
          )}
          {!isOurs && (
            <p className="flex items-start gap-2 text-ink-2">
              <Icon name="phone" className="mt-[0.2em] size-[1.1em]" />
              不清楚去哪儿办的，可以先问村里的民生代办员
            </p>
          )}
        </div>
      )}
    </Page>
  )
}

/** Applying: for oneself, or by an agent for an old person. */
export function ApplyScreen({ code }: { code: string }) {
  const flow = useFlows()[FLOW]
  const item = useCatalogue(LIST)?.items.find((one) => one.code === code)
  if (!flow || !item) {
    return (
      <Page title="申请" back={paths.service(code)}>
        <Skeleton shape="detail" />
      </Page>
    )
  }
  return (
    <OpenForm
      // A form of another service must not be shown half filled in.
      key={code}
      flow={flow}
      action="apply"
      title={item.name}
      start={{ answers: { item: code }, photos: {} }}
      without={['item']}
      behalf="替别人办（老人、不方便的人）"
      links={openLinks(paths.service(code), paths.apply(code))}
      intro={<Facts item={item} brief />}
    />
  )
}
