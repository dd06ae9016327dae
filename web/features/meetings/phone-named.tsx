import { useState } from 'react'
import { CHOICES, type Choice as Answer } from '#practice/meetings/life.ts'
import { useChange } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { Choice } from '#web/ui/choice.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { EnteredOwn } from './phone-entered.tsx'
import type { Motion, Voice } from './words.ts'

const OPTIONS = (Object.keys(CHOICES) as Answer[]).map((value) => ({ value, label: CHOICES[value] }))

/** A vote under one’s own name, or an opinion where nothing is decided; once. */
export function NamedVote({ motion, voice, self }: { motion: Motion; voice: Voice; self: string }) {
  const [choice, setChoice] = useState<Answer>()
  const vote = useChange('motions.vote', ['meetings.show'])
  const isOpinion = motion.means === 'consultation'
  const whose = voice.own ? self : `您代${voice.name}`
  const entered = motion.entered.rows.find(({ member }) => member === voice.member)
  if (entered) return <EnteredOwn motion={motion} entered={entered} whose={voice.own ? self : voice.name} />
  if (motion.voted.includes(voice.member))
    return (
      <p role="status" className="flex items-center gap-2 text-lead font-bold text-brand">
        <Icon name="check" className="size-7" />
        {isOpinion ? `${whose}的意见收到了` : `${whose}的票记下了，投出的票不能改`}
      </p>
    )
  const submit = () => {
    if (!choice) return
    const body = { choice, ...(voice.own ? {} : { member: voice.member }) }
    vote.mutate({ input: { params: { id: motion.id }, body } })
  }
  return (
    <div className="grid gap-3">
      <Choice
        label={isOpinion ? '您怎么看' : voice.own ? `${self}的意见` : `代${voice.name}投票`}
        columns={3}
        options={OPTIONS}
        value={choice}
        onChange={setChoice}
      />
      {vote.error && <p className="text-late">{vote.error.message}</p>}
      <Button full busy={vote.isPending} reason={choice ? undefined : '先选一样'} onClick={submit}>
        {isOpinion ? '告诉村里' : '投票'}
      </Button>
    </div>
  )
}
