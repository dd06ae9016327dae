import { Button } from 'antd'
import { useState } from 'react'
import { OPINION_KINDS } from '#practice/meetings/opinions.ts'
import { addressOf } from '#web/client/call.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { OpinionForm } from './desk-advise.tsx'
import { AskForm } from './desk-ask.tsx'
import type { Opinion, Proposal } from './words.ts'

/** 专家、法律顾问意见: what the list asks for, what was asked and what was said. */
export function Opinions({ proposal }: { proposal: Proposal }) {
  const { id, division, opinions, opinionRule, missing, keeps, resolution } = proposal
  const [asking, setAsking] = useState(false)
  return (
    <section aria-labelledby="opinions" className="grid gap-3">
      <h2 id="opinions" className="font-bold">
        专家、法律顾问意见
      </h2>
      <p className={missing.length > 0 ? 'flex items-start gap-1 text-wait' : 'text-ink-2'}>
        {missing.length > 0 && <Icon name="warning" className="mt-1 size-[1.1em] shrink-0" />}
        <span>
          {opinionRule
            ? missing.length > 0
              ? `还缺${missing.map((kind) => OPINION_KINDS[kind]).join('、')}，附上以后才能表决`
              : `要的意见都有了（${opinionRule.kinds.map((kind) => OPINION_KINDS[kind]).join('、')}）`
            : '这类事的清单不要求专家、律师意见；拿不准的也可以请人看看'}
          {opinionRule && <span className="block text-small text-ink-3">{opinionRule.source}</span>}
        </span>
      </p>
      {opinions.map((opinion) => (
        <OpinionCard key={opinion.id} opinion={opinion} proposal={proposal} />
      ))}
      {keeps &&
        !resolution &&
        (asking ? (
          <AskForm
            id={id}
            division={division}
            kind={missing[0] ?? 'lawyer'}
            onDone={() => setAsking(false)}
          />
        ) : (
          <Button className="justify-self-start" onClick={() => setAsking(true)}>
            征求意见
          </Button>
        ))}
    </section>
  )
}

function OpinionCard({ opinion, proposal }: { opinion: Opinion; proposal: Proposal }) {
  const { kindName, adviser, question, askedBy, askedAt, given, mine } = opinion
  const [writing, setWriting] = useState(false)
  return (
    <article className="grid gap-2 rounded-card border border-line bg-paper p-3">
      <h3 className="flex flex-wrap items-baseline gap-x-2">
        <b>{adviser}</b>
        <span className="text-small font-normal text-ink-2">{kindName}</span>
      </h3>
      <p className="text-ink-2">
        问：{question}
        <span className="block text-small text-ink-3">
          {askedBy} <Moment at={askedAt} />
        </span>
      </p>
      {given ? (
        <Given proposal={proposal.id} given={given} />
      ) : mine || proposal.keeps ? (
        writing ? (
          <OpinionForm opinion={opinion} onDone={() => setWriting(false)} />
        ) : (
          <Button
            type={mine ? 'primary' : 'default'}
            className="justify-self-start"
            onClick={() => setWriting(true)}
          >
            {mine ? '出具意见' : '附上纸质意见'}
          </Button>
        )
      ) : (
        <p className="text-ink-3">还没有答复</p>
      )}
    </article>
  )
}

const TONES = { sound: 'text-done', amend: 'text-wait', unsound: 'text-late' } as const

function Given({ proposal, given }: { proposal: string; given: NonNullable<Opinion['given']> }) {
  const { stance, stanceName, words, files, paper, by, at } = given
  return (
    <div className="grid gap-2 border-t border-line pt-2">
      <p className={`font-bold ${TONES[stance]}`}>{stanceName}</p>
      <p className="whitespace-pre-line">{words}</p>
      {files.length > 0 && (
        <Photos
          photos={files.map((file, index) => ({
            url: addressOf('proposals.file', { params: { id: proposal, file }, query: {} }),
            thumb: addressOf('proposals.file', { params: { id: proposal, file }, query: { size: 'small' } }),
            alt: `意见书第 ${index + 1} 页`,
          }))}
        />
      )}
      <p className="text-small text-ink-3">
        {paper ? `纸质意见，${by} 代录` : by} <Moment at={at} />
      </p>
    </div>
  )
}
