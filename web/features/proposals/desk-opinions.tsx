import { Alert, Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { OPINION_KINDS, type OpinionKind } from '#practice/meetings/opinions.ts'
import { addressOf, newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { OpinionForm } from './desk-advise.tsx'
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
        <span className="text-small text-ink-2">{kindName}</span>
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

type Draft = { kind: OpinionKind; adviser: string | undefined; name: string; question: string }
const OTHER = 'paper'

function AskForm({
  id,
  division,
  kind,
  onDone,
}: {
  id: string
  division: string
  kind: OpinionKind
  onDone: () => void
}) {
  const advisers = useCall('proposals.advisers', { params: { division } }).data ?? []
  const { values, change, clear } = useDraft<Draft>(`proposals.ask ${id}`, {
    kind,
    adviser: undefined,
    name: '',
    question: '',
  })
  const [key] = useState(newKey)
  const ask = useChange('proposals.ask', ['proposals.show'])
  const chosen = values.adviser ?? advisers[0]?.person ?? OTHER
  const isOther = chosen === OTHER
  const ready = values.question.trim().length >= 2 && (!isOther || values.name.trim().length >= 2)
  const body = {
    kind: values.kind,
    question: values.question.trim(),
    ...(isOther ? { name: values.name.trim() } : { adviser: chosen }),
  }
  const send = () =>
    ask.mutate(
      { input: { params: { id }, body }, key },
      {
        onSuccess: () => {
          clear()
          onDone()
        },
      },
    )
  return (
    <div className="grid gap-3 rounded-card border border-line bg-paper p-3">
      <Radio.Group
        aria-label="要哪一种意见"
        value={values.kind}
        options={Object.entries(OPINION_KINDS).map(([value, label]) => ({ value, label }))}
        onChange={({ target }) => change('kind', target.value as OpinionKind)}
      />
      <DeskField label="请谁出具" required fault={ask.error?.fields['adviser']}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="请谁出具"
            value={chosen}
            options={[
              ...advisers.map(({ person, name, title }) => ({ value: person, label: `${name}（${title}）` })),
              { value: OTHER, label: '没有账号的人，用纸质意见' },
            ]}
            onChange={(value: string) => change('adviser', value)}
          />
        )}
      </DeskField>
      {isOther && (
        <DeskField label="姓名和单位" required>
          {(bound) => (
            <Input
              {...bound}
              maxLength={60}
              value={values.name}
              onChange={({ target }) => change('name', target.value)}
            />
          )}
        </DeskField>
      )}
      <DeskField label="问什么" required>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            placeholder="比如：出租期限、竞租办法和合同样本是否合法"
            value={values.question}
            onChange={({ target }) => change('question', target.value)}
          />
        )}
      </DeskField>
      {ask.error && !ask.error.fields['adviser'] && <Alert type="error" showIcon title={ask.error.message} />}
      <div className="flex gap-2">
        <Button type="primary" disabled={!ready} loading={ask.isPending} onClick={send}>
          征求意见
        </Button>
        <Button type="text" onClick={onDone}>
          先不问
        </Button>
      </div>
      {!ready && <p className="text-small text-ink-2">写明请谁、问什么</p>}
    </div>
  )
}
