import { Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { OPINION_KINDS, type OpinionKind } from '#practice/meetings/opinions.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'

type Draft = { kind: OpinionKind; adviser: string | undefined; name: string; question: string }
const OTHER = 'paper'

/** Asking for an opinion: of somebody with a login of the village, or of anybody on paper. */
export function AskForm({
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
  const send = () =>
    ask.mutate(
      { input: { params: { id }, body: bodyOf(values, chosen) }, key },
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
      <WhoFields
        advisers={advisers}
        chosen={chosen}
        name={values.name}
        fault={ask.error?.fields['adviser']}
        onChange={change}
      />
      <QuestionField value={values.question} onChange={(words) => change('question', words)} />
      <SendBar
        verb="征求意见"
        missing={ready ? undefined : '写明请谁、问什么'}
        error={ask.error}
        busy={ask.isPending}
        onSend={send}
        cancel={{ verb: '先不问', onPress: onDone }}
      />
    </div>
  )
}

function WhoFields({
  advisers,
  chosen,
  name,
  fault,
  onChange: change,
}: {
  advisers: Output<'proposals.advisers'>
  chosen: string
  name: string
  fault: string | undefined
  onChange: (field: 'adviser' | 'name', value: string) => void
}) {
  return (
    <>
      <DeskField label="请谁出具" required fault={fault}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="请谁出具"
            value={chosen}
            options={[
              ...advisers.map(({ person, name: called, title }) => ({
                value: person,
                label: `${called}（${title}）`,
              })),
              { value: OTHER, label: '没有账号的人，用纸质意见' },
            ]}
            onChange={(value: string) => change('adviser', value)}
          />
        )}
      </DeskField>
      {chosen === OTHER && (
        <DeskField label="姓名和单位" required>
          {(bound) => (
            <Input
              {...bound}
              maxLength={60}
              value={name}
              onChange={({ target }) => change('name', target.value)}
            />
          )}
        </DeskField>
      )}
    </>
  )
}

function QuestionField({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  return (
    <DeskField label="问什么" required>
      {(bound) => (
        <Input.TextArea
          {...bound}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={1000}
          placeholder="比如：出租期限、竞租办法和合同样本是否合法"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </DeskField>
  )
}

const bodyOf = ({ kind, question, name }: Draft, chosen: string) => ({
  kind,
  question: question.trim(),
  ...(chosen === OTHER ? { name: name.trim() } : { adviser: chosen }),
})
