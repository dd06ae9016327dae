import { Button } from 'antd'
import type { AnyFlow } from '#practice/kit/index.ts'
import { TimeLeft } from '#web/ui/time-left.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { DeskRoute } from './desk-route.tsx'
import { Part } from './desk-part.tsx'
import { Moment } from './desk-time.tsx'
import { ENDINGS, LEVELS, type Detail } from './desk-words.ts'

/** Where it stands: stage, clocks, who holds it, whether the asker was spoken to, and the drawn route. */
export function Clock({
  detail,
  flow,
  onContact,
}: {
  detail: Detail
  flow: AnyFlow
  /** Absent when this post may not log a contact. */
  onContact: (() => void) | undefined
}) {
  return (
    <div className="grid content-start gap-6">
      <Part title="时限">
        <Standing detail={detail} flow={flow} />
      </Part>
      <Part title="谁在办">
        <Holder detail={detail} flow={flow} />
      </Part>
      <Contacts detail={detail} onContact={onContact} />
      <Part title="办理路线">
        <DeskRoute flow={flow} detail={detail} />
      </Part>
    </div>
  )
}

function Standing({ detail, flow }: { detail: Detail; flow: AnyFlow }) {
  const stage = flow.stages[detail.stage]
  const paused = stage && !('end' in stage) && stage.pauses
  return (
    <div className="grid gap-1.5">
      <p className="text-lead font-bold">
        {detail.stageName}
        {detail.ending && <span className="ml-2 font-normal text-ink-2">{ENDINGS[detail.ending]}</span>}
      </p>
      {detail.dueAt && !paused && !detail.endedAt && (
        <p>
          <TimeLeft dueAt={detail.dueAt} />
        </p>
      )}
      {paused && <p className="text-ink-2">计时已暂停，恢复后接着算</p>}
      <ContactClock detail={detail} />
      <p className="text-small text-ink-3">
        进入本环节 <Moment at={detail.stageAt} />
        {detail.endedAt && (
          <>
            ，办结 <Moment at={detail.endedAt} />
          </>
        )}
      </p>
    </div>
  )
}

/** The rule that the asker is spoken to within a day; it has a clock of its own. */
function ContactClock({ detail: { contactDueAt, contactedAt, endedAt } }: { detail: Detail }) {
  if (contactedAt) {
    return (
      <p className="flex items-center gap-1 text-done">
        <Icon name="check" className="size-[1.1em]" />
        已联系报事人（
        <Moment at={contactedAt} />）
      </p>
    )
  }
  if (!contactDueAt || endedAt) return null
  return (
    <p className="flex flex-wrap items-start gap-x-2">
      <span className="text-ink-2">联系报事人</span>
      <TimeLeft dueAt={contactDueAt} />
    </p>
  )
}

function Holder({ detail, flow }: { detail: Detail; flow: AnyFlow }) {
  const { holder, unitName, level, stage } = detail
  const unit = holder?.unit ?? unitName
  const here = flow.stages[stage]
  const owner = here && !('end' in here) ? flow.roles[here.owner]?.name : undefined
  return (
    <div className="grid gap-0.5">
      {unit && <p className="font-bold">{unit}</p>}
      {holder && (
        <p className="flex flex-wrap gap-x-3">
          {holder.name !== unit && holder.name}
          {holder.phone && (
            <a
              href={`tel:${holder.phone}`}
              className="inline-flex items-center gap-1 text-brand hover:underline"
            >
              <Icon name="phone" className="size-[1em]" />
              {holder.phone}
            </a>
          )}
        </p>
      )}
      <p className="text-small text-ink-2">
        {owner ? `本环节由${owner}办理，` : ''}
        {LEVELS[level]}负责
      </p>
    </div>
  )
}

/** The contact log: every time the asker was spoken to, and what was said. */
function Contacts({ detail, onContact }: { detail: Detail; onContact: (() => void) | undefined }) {
  const contacts = detail.entries.filter(({ action }) => action === 'contact').sort((a, b) => b.seq - a.seq)
  if (contacts.length === 0 && !onContact && !detail.contactDueAt) return null
  return (
    <Part
      title="联系情况"
      aside={
        onContact && (
          <Button size="small" onClick={onContact}>
            记一笔
          </Button>
        )
      }
    >
      {contacts.length === 0 && <p className="text-ink-2">还没有联系过报事人</p>}
      <ul className="grid gap-2">
        {contacts.map(({ seq, at, by, answers }) => (
          <li key={seq}>
            <p className="text-small text-ink-3">
              <Moment at={at} /> {sayOf(answers['contactWay'])} {by}
            </p>
            <p>{sayOf(answers['contactResult'])}</p>
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** An entry tells its answers in words already. */
const sayOf = (answer: Detail['answers'][string] | undefined) => (typeof answer === 'string' ? answer : '')
