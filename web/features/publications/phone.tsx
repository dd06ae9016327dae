import { useState, type ReactNode } from 'react'
import { useSearch } from 'wouter'
import type { Output } from '#web/client/call.ts'
import { faultOf, useCall, useKeptSince } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { KeptLine } from '#web/ui/kept-line.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { CheckCode } from './parts-code.tsx'
import { Affair, Course } from './parts-course.tsx'
import { Owes } from './parts-owes.tsx'
import { Questions } from './parts-questions.tsx'
import { Summary } from './parts-summary.tsx'
import { Corrections } from './parts-versions.tsx'
import { Head } from './phone-head.tsx'
import { ReadAloud } from './phone-read-aloud.tsx'
import { Share } from './phone-share.tsx'
import { spokenOf } from './speech.ts'
import { PublicationTable } from './table.tsx'

export { AskScreen } from './phone-ask.tsx'
export { VerifiedScreen, VerifyScreen } from './phone-verify.tsx'

type Detail = Output<'publications.show'>
type Version = Detail['versions'][number]

/** One publication: in plain words first, then line by line, what changed, what was asked, and how it came about. */
export function PublicationScreen({ id }: { id: string }) {
  const read = useCall('publications.show', { params: { id } })
  const { data: publication } = read
  const wanted = Number(new URLSearchParams(useSearch()).get('version'))
  const newest = publication?.versions[0]
  const version = publication?.versions.find((one) => one.version === wanted) ?? newest
  const keptAt = useKeptSince(read)
  const fault = faultOf(read)
  return (
    <Page
      title="村务公开"
      back={publication ? paths.disclosure(publication.division) : paths.home()}
      action={publication && <Share title={`${publication.divisionName} ${publication.title}`} />}
      bar={
        version && (
          <Button full icon="speak" href={paths.ask(id)}>
            我要提问
          </Button>
        )
      }
    >
      {publication ? (
        <div className="grid gap-6">
          <KeptLine at={keptAt} />
          {version && newest && version !== newest && <OldVersion {...{ id, version, newest }} />}
          <Head publication={publication} version={version} />
          <Owes says={publication.owes} />
          {version ? <Content {...{ publication, version }} /> : <NotForYou publication={publication} />}
        </div>
      ) : fault ? (
        <Fault
          error={fault}
          onRetry={() => void read.refetch()}
          signInHref={paths.signIn(paths.publication(id))}
        />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-3">
      <h2 className="text-lead">{title}</h2>
      {children}
    </section>
  )
}

const Sheet = ({ children }: { children: ReactNode }) => (
  <div className="rounded-card border border-line bg-paper p-4">{children}</div>
)

type ContentProps = { publication: Detail; version: Version }

function Content({ publication, version }: ContentProps) {
  const { id, versions, questions, affair, title } = publication
  return (
    <>
      <Section title="一看就懂">
        <Sheet>
          <Summary {...version} />
        </Sheet>
        <ReadAloud key={version.version} sentences={spokenOf(title, version)} />
      </Section>
      <Section title="一笔一笔">
        <Lines key={version.version} {...{ publication, version }} />
      </Section>
      {versions.length > 1 && (
        <Section title="更正了什么">
          <Corrections versions={versions} />
          <Versions {...{ id, versions }} now={version.version} />
        </Section>
      )}
      <Section title={`大家问的（${questions.length}）`}>
        <Asked {...{ publication, version }} />
      </Section>
      {affair.length > 0 && (
        <Section title="这件事从头到尾">
          <Sheet>
            <Affair publication={publication} hrefOf={paths.publication} />
          </Sheet>
        </Section>
      )}
      <Section title="怎么公布出来的">
        <Sheet>
          <Course publication={publication} />
        </Sheet>
      </Section>
      <Section title="是不是原样">
        <Sheet>
          <CheckCode code={version.code} url={new URL(paths.verify(version.code), location.origin).href} />
        </Sheet>
        <Button kind="plain" icon="check" href={paths.verify(version.code)}>
          现在就核对
        </Button>
      </Section>
    </>
  )
}

/** A table this long is searched rather than leafed through. */
const LONG = 50

function Lines({ publication: { id, questions }, version: { content } }: ContentProps) {
  const [find, setFind] = useState('')
  const askedOf = (n: number) => questions.filter(({ line }) => line === n).length
  return (
    <>
      {content.rows.length > LONG && (
        <TextField
          label="在表里找"
          type="search"
          hint={`一共 ${content.rows.length.toLocaleString('zh-CN')} 行`}
          value={find}
          maxLength={20}
          onChange={setFind}
        />
      )}
      <PublicationTable
        {...{ content }}
        publication={id}
        layout="rows"
        find={find.trim()}
        askHref={(n) => paths.ask(id, n)}
        askedOf={askedOf}
      />
    </>
  )
}

function Versions({ id, versions, now }: { id: string; versions: readonly Version[]; now: number }) {
  const at = useNow()
  return (
    <List label="各版原文">
      {versions.map(({ version, at: day, publisher }, index) => (
        <Row
          key={version}
          title={`第 ${version} 版${index === 0 ? '（现在挂着的）' : ''}`}
          note={`${momentText(day, at)}，${publisher}公布`}
          end={version === now ? <span className="text-small text-brand">正在看</span> : undefined}
          href={version === now ? undefined : paths.publication(id, index === 0 ? undefined : version)}
        />
      ))}
    </List>
  )
}

function OldVersion({ id, version, newest }: { id: string; version: Version; newest: Version }) {
  return (
    <section className="grid gap-2 rounded-card bg-wait-soft p-4">
      <p>
        您看的是第 {version.version} 版原文，后来更正过，现在挂着的是第 {newest.version} 版。
      </p>
      <Button kind="plain" href={paths.publication(id)}>
        看第 {newest.version} 版
      </Button>
    </section>
  )
}

function Asked({ publication: { questions, versions }, version: { content } }: ContentProps) {
  const correctedAt = versions.length > 1 ? versions[0]?.at : undefined
  const column = content.columns.find(({ kind }) => kind === 'text' || kind === 'person')
  const nameOf = (n: number) => {
    const said = column && content.rows[n - 1]?.cells[column.id]
    return said ? `第 ${n} 行“${said}”` : `第 ${n} 行`
  }
  if (questions.length === 0)
    return <p className="text-ink-2">还没有人问。哪一笔看不明白，点那一行的“问这一笔”，答复会公开。</p>
  return (
    <Questions questions={questions} lineName={nameOf} correctedAt={correctedAt} matterHref={paths.matter} />
  )
}

/** That it hangs is for everybody; what it says is not. */
function NotForYou({ publication: { id, reach, divisionName } }: { publication: Detail }) {
  const me = useMe()
  const who = reach === 'member' ? `${divisionName}集体经济组织的成员` : `${divisionName}的人`
  return (
    <Notice
      kind="denied"
      title={`这一份只给${who}看`}
      action={me === null ? <Button href={paths.signIn(paths.publication(id))}>去登录</Button> : undefined}
    >
      {me === null
        ? '里面有各家各户的情况，所以要先知道您是不是本村的。登录后自动回到这里。'
        : '您登录的身份不在这个村。户口在本村却看不了的，请带身份证到村委会核对名册。'}
    </Notice>
  )
}
