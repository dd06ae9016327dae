import { useContext, useRef, useState } from 'react'
import { useSearch } from 'wouter'
import type { Output } from '#web/client/call.ts'
import { stageSpan, useFlows } from '#web/client/flows.ts'
import { faultOf, useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Fault } from '#web/matters/fault.tsx'
import { refusalOf, useKeptWords } from '#web/matters/kept-words.ts'
import { Sent } from '#web/matters/sent.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { LinesAsRows } from './table-rows.tsx'

type Detail = Output<'publications.show'>

const MAX = 500

/** Asking about a publication or one line of it. What was typed outlives signing in. */
export function AskScreen({ id }: { id: string }) {
  const line = Number(new URLSearchParams(useSearch()).get('line')) || undefined
  const read = useCall('publications.show', { params: { id } })
  const fault = faultOf(read)
  const { data: publication } = read
  const back = paths.publication(id)
  if (publication) return <AskForm {...{ publication, line }} />
  return (
    <Page title="提问" back={back}>
      {fault ? (
        <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn(back)} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function AskForm({ publication, line }: { publication: Detail; line: number | undefined }) {
  const { id } = publication
  const here = paths.ask(id, line)
  const me = useMe()
  const navigate = useContext(NavigateContext)
  const { draft, write, forget } = useKeptWords(`ask ${here}`)
  const ask = useChange('publications.ask', ['publications.show', 'matters.list'])
  const [wrong, setWrong] = useState<string>()
  const field = useRef<HTMLDivElement>(null)
  const send = () => {
    if (!draft || ask.isPending) return
    const words = draft.words.trim()
    if (words.length < 2) {
      setWrong('请写一句您想问什么')
      field.current?.querySelector('textarea')?.focus()
      return
    }
    setWrong(undefined)
    if (!me) return navigate?.(paths.signIn(here))
    const body = line === undefined ? { words } : { words, line }
    ask.mutate({ input: { params: { id }, body }, key: draft.key }, { onSuccess: forget })
  }
  if (ask.data) return <AskedIt {...{ publication }} asked={ask.data} />
  return (
    <Page
      title={line === undefined ? '提问' : '问这一笔'}
      back={paths.publication(id)}
      bar={
        <Button full busy={ask.isPending} onClick={send}>
          {me === null ? '登录后问出去' : '问出去'}
        </Button>
      }
    >
      <div className="grid gap-5">
        <About {...{ publication, line }} />
        <div ref={field}>
          <TextArea
            label="您想问什么"
            hint="答复会公开，不会写您是谁"
            required
            max={MAX}
            value={draft?.words ?? ''}
            error={wrong ?? refusalOf(ask.error)}
            onChange={write}
          />
        </div>
        <Ladder />
      </div>
    </Page>
  )
}

/** What the question is about: the publication, and the line as it stands there. */
function About({ publication, line }: { publication: Detail; line: number | undefined }) {
  const content = publication.versions[0]?.content
  const row = line === undefined ? undefined : content?.rows[line - 1]
  const groups = line && row ? [{ heading: undefined, rows: [{ n: line, row }] }] : []
  return (
    <section aria-label="问的是" className="grid gap-2">
      <p className="text-small text-ink-2">
        {publication.divisionName}，{publication.title}
        {row && `，第 ${line} 行`}
      </p>
      {content && row && <LinesAsRows {...{ content, groups, whole: groups }} publication={publication.id} />}
    </section>
  )
}

/** Who answers until when, from the flow itself. */
function Ladder() {
  const flow = useFlows()['disclosure-question']
  const steps = (
    [
      ['asked', '村务监督委员会先答'],
      ['withCommittee', '没答的，转给村“两委”'],
      ['withTown', '再没答的，转给镇街'],
    ] as const
  ).flatMap(([stage, says]) => {
    const span = stageSpan(flow, stage)
    return span ? [[says, span] as const] : []
  })
  return (
    <section className="grid gap-2 rounded-card border border-line bg-paper p-4">
      <h2 className="text-lead">谁来答，多久答</h2>
      <ol className="grid gap-1">
        {steps.map(([says, span], index) => (
          <li key={says} className="flex flex-wrap justify-between gap-x-3">
            <span>
              {index + 1}. {says}
            </span>
            <b>{span}内</b>
          </li>
        ))}
      </ol>
      <p className="text-small text-ink-2">
        到时候没人答，会自己往上转，不用您催。答了以后，您说明白了才算完。
      </p>
    </section>
  )
}

function AskedIt({ publication, asked }: { publication: Detail; asked: Output<'publications.ask'> }) {
  const { matter, number, code } = asked
  return (
    <Page title="提问" back={paths.publication(publication.id)}>
      <Sent
        opened={{ id: matter, number, code }}
        done="问出去了"
        matterHref={paths.matter(matter)}
        trackUrl={new URL(paths.track(code), location.origin).href}
      >
        <Ladder />
        <Button kind="plain" href={paths.publication(publication.id)}>
          回到公开
        </Button>
      </Sent>
    </Page>
  )
}
