import { useState } from 'react'
import { CHALLENGE_KINDS, type ChallengeKind } from '#practice/meetings/challenge.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { Choice } from '#web/ui/choice.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { RollPhone } from './phone-roll.tsx'

type Challenge = Output<'challenges.list'>['rows'][number]

const OPTIONS = (Object.keys(CHALLENGE_KINDS) as ChallengeKind[]).map((value) => ({
  value,
  label: CHALLENGE_KINDS[value],
}))

/** Saying that the roll is wrong, before the meeting opens; what was said and answered stays readable. */
export function ChallengesPhone({ meeting }: { meeting: string }) {
  const { data } = useCall('challenges.list', { params: { id: meeting } })
  const [writing, setWriting] = useState(false)
  const [reading, setReading] = useState(false)
  if (!data) return null
  const { rows, refused, law } = data
  if (rows.length === 0 && refused !== undefined) return null
  return (
    <section aria-labelledby="challenges" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <h2 id="challenges" className="text-lead">
        名册有没有错
      </h2>
      {rows.length > 0 && (
        <ul className="grid divide-y divide-line">
          {rows.map((row) => (
            <Said key={row.id} row={row} />
          ))}
        </ul>
      )}
      {refused === undefined &&
        (writing ? (
          <Form meeting={meeting} law={law} onDone={() => setWriting(false)} />
        ) : (
          <>
            <p className="text-ink-2">该来的没算上、不该算的算上了，开会以前说，村里要答复您。</p>
            <Button full kind="plain" onClick={() => setReading(!reading)}>
              {reading ? '收起名册' : '看名册'}
            </Button>
            {reading && <RollPhone meeting={meeting} />}
            <Button full kind="plain" onClick={() => setWriting(true)}>
              对名单有异议
            </Button>
          </>
        ))}
    </section>
  )
}

function Said({ row: { kindName, about, words, mine, upheld, answer } }: { row: Challenge }) {
  const [tone, says] =
    upheld === undefined
      ? (['wait', '等村里答复'] as const)
      : upheld
        ? (['done', '成立'] as const)
        : (['late', '不成立'] as const)
  return (
    <li className="grid gap-1 py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-start gap-2">
        <b className="min-w-0 flex-1 break-words">
          {mine ? '您说：' : '有人说：'}
          {kindName}（{about}）
        </b>
        <StateBadge state={tone}>{says}</StateBadge>
      </p>
      <p className="break-words">{words}</p>
      {answer && <p className="rounded-small bg-brand-soft p-2 break-words">答：{answer}</p>}
    </li>
  )
}

/** What is not written yet. */
function missingOf(kind: ChallengeKind | undefined, about: string, words: string): string | undefined {
  if (!kind) return '先选哪里不对'
  if (about.trim().length < 2) return '写上是谁'
  return words.trim().length < 4 ? '写清楚怎么不对' : undefined
}

function Form({ meeting, law, onDone }: { meeting: string; law: string; onDone: () => void }) {
  const raise = useChange('challenges.raise', ['challenges.list', 'meetings.show'])
  const [key, setKey] = useState(newKey)
  const [kind, setKind] = useState<ChallengeKind>()
  const [about, setAbout] = useState('')
  const [words, setWords] = useState('')
  const write = (set: (text: string) => void) => (text: string) => {
    set(text)
    setKey(newKey())
  }
  const send = () => {
    if (!kind) return
    raise.mutate(
      { input: { params: { id: meeting }, body: { kind, about, words } }, key },
      { onSuccess: onDone },
    )
  }
  return (
    <div className="grid gap-4">
      <Choice
        label="哪里不对"
        options={OPTIONS}
        value={kind}
        onChange={(value) => {
          setKind(value)
          setKey(newKey())
        }}
      />
      <TextField
        label="说的是谁"
        maxLength={40}
        placeholder="姓名，或者哪一户"
        value={about}
        onChange={write(setAbout)}
        error={raise.error?.fields['about']}
      />
      <TextArea
        label="怎么不对"
        rows={3}
        max={300}
        hint="这些话和村里的答复会写进会议记录，不写您的名字；名字只有村“两委”和监委会看得到"
        value={words}
        onChange={write(setWords)}
        error={raise.error?.fields['words']}
      />
      <p className="text-small text-ink-2">{law}</p>
      {raise.error && Object.keys(raise.error.fields).length === 0 && (
        <p role="alert" className="text-late">
          {raise.error.message}
        </p>
      )}
      <Button full busy={raise.isPending} reason={missingOf(kind, about, words)} onClick={send}>
        告诉村里
      </Button>
      <Button full kind="plain" onClick={onDone}>
        先不说了
      </Button>
    </div>
  )
}
