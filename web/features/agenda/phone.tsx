import { useState } from 'react'
import { newKey, type Output } from '#web/client/call.ts'
import { faultOf, useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dateText } from '#web/ui/when.ts'

type Agenda = Output<'agenda.village'>

/** The monthly meeting from the telephone: what is on it, a topic of one’s own, an order of one’s own. */
export function AgendaScreen() {
  const me = useMe()
  const village = me?.home?.slice(0, 12)
  const division = village?.length === 12 ? village : undefined
  const read = useCall('agenda.village', division ? { params: { division } } : undefined)
  const fault = faultOf(read)
  return (
    <Page title="月例会" back={paths.discuss()}>
      {me === null ? (
        <Notice
          kind="denied"
          title="登录后看本村的月例会"
          action={<Button href={paths.signIn(paths.agenda())}>去登录</Button>}
        >
          要先知道您是哪个村的
        </Notice>
      ) : me && !division ? (
        <Notice kind="empty" title="还不知道您是哪个村的">
          请村里在名册上登记
        </Notice>
      ) : read.data ? (
        <Inside agenda={read.data} />
      ) : fault ? (
        <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn(paths.agenda())} />
      ) : (
        <Skeleton shape="cards" />
      )}
    </Page>
  )
}

function Inside({ agenda: { topics, orders, late, raises } }: { agenda: Agenda }) {
  const now = useNow()
  return (
    <div className="grid gap-5">
      <section aria-labelledby="order" className="grid gap-3 rounded-card border border-line bg-paper p-4">
        <h2 id="order" className="text-lead">
          给村里点单
        </h2>
        <p className="text-ink-2">想让村里办件什么事？您点单，会上商量定下来，村里派人办，办完您来评。</p>
        <Button icon="plus" full href={paths.open('village-order', 'order')}>
          点一单
        </Button>
      </section>
      {orders.length > 0 && (
        <section aria-labelledby="orders" className="grid gap-2">
          <h2 id="orders" className="text-lead">
            大家点的，还没办完
          </h2>
          <List>
            {orders.map(({ id, title, stageName }) => (
              <Row key={id} title={title} note={stageName} />
            ))}
          </List>
        </section>
      )}
      <section aria-labelledby="topics" className="grid gap-2">
        <h2 id="topics" className="text-lead">
          下次会上要议的
        </h2>
        {topics.length === 0 && <p className="text-ink-2">还没有。您可以提一个，村监委会看了列入议题。</p>}
        {topics.length > 0 && <Topics topics={topics} />}
      </section>
      {late.length > 0 && (
        <section aria-labelledby="late" className="grid gap-2">
          <h2 id="late" className="text-lead">
            定了还没办完的
          </h2>
          <List>
            {late.map(({ title, words, executor, dueOn }) => (
              <Row
                key={`${title} ${words}`}
                title={title}
                note={`${words}，${executor}，该在${dateText(dueOn, now)}办完`}
              />
            ))}
          </List>
        </section>
      )}
      {raises && <Raise />}
    </div>
  )
}

const TONES = { raised: 'wait', collected: 'move', declined: 'late', settled: 'done' } as const

function Topics({ topics }: { topics: Agenda['topics'] }) {
  return (
    <List>
      {topics.map(({ id, title, by, state, stateName, reason, mine }) => (
        <Row
          key={id}
          title={title}
          note={reason ? `没有列入：${reason}` : mine ? '您提的' : `${by}提的`}
          end={<StateBadge state={TONES[state]}>{stateName}</StateBadge>}
        />
      ))}
    </List>
  )
}

function Raise() {
  const raise = useChange('agenda.raise', ['agenda.village'])
  const [key, setKey] = useState(newKey)
  const [title, setTitle] = useState('')
  const [words, setWords] = useState('')
  const send = () =>
    raise.mutate(
      { input: { body: { title, words } }, key },
      {
        onSuccess: () => {
          setTitle('')
          setWords('')
          setKey(newKey())
        },
      },
    )
  return (
    <section aria-labelledby="raise" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <h2 id="raise" className="text-lead">
        给会上提一个议题
      </h2>
      <TextField
        label="要议什么"
        required
        value={title}
        onChange={setTitle}
        error={raise.error?.fields['title']}
      />
      <TextArea label="为什么要议" rows={3} max={1000} value={words} onChange={setWords} />
      {raise.error && !raise.error.fields['title'] && (
        <p role="alert" className="text-late">
          {raise.error.message}
        </p>
      )}
      <Button kind="soft" full busy={raise.isPending} onClick={send}>
        提给监委会
      </Button>
      {raise.isSuccess && (
        <p role="status" className="text-brand">
          提好了，村监委会会看。列没列入，这里都看得到。
        </p>
      )}
    </section>
  )
}
