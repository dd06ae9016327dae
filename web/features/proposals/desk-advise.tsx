import { Input, Radio } from 'antd'
import { STANCES } from '#practice/meetings/opinions.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Pictures } from '#web/matters/desk-photos-control.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'
import type { Opinion } from './words.ts'

type Stance = keyof typeof STANCES
type Draft = { stance: Stance | undefined; words: string; files: readonly string[] }

const WORDS_MIN = 4

/** The opinion itself: by whoever was asked, or typed from paper by the desk, then with its scan. */
export function OpinionForm({ opinion, onDone }: { opinion: Opinion; onDone: () => void }) {
  const { values, change, clear } = useDraft<Draft>(`opinion ${opinion.id}`, {
    stance: undefined,
    words: '',
    files: [],
  })
  const advise = useChange('proposals.advise', ['proposals.show', 'proposals.list'])
  const { stance, words, files } = values
  const missing = !stance
    ? '请选一个结论'
    : words.trim().length < WORDS_MIN
      ? '请写意见和理由'
      : !opinion.mine && files.length === 0
        ? '纸质意见要附上签了名的扫描件或照片'
        : undefined
  const send = () => {
    if (missing || !stance) return
    const body = { stance, words: words.trim(), files: [...files] }
    advise.mutate(
      { input: { params: { id: opinion.id }, body } },
      {
        onSuccess: () => {
          clear()
          onDone()
        },
      },
    )
  }
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      <OpinionFields
        mine={opinion.mine}
        values={values}
        faults={advise.error?.fields ?? {}}
        onChange={change}
      />
      <SendBar
        verb="出具意见"
        missing={missing}
        error={advise.error}
        busy={advise.isPending}
        onSend={send}
        cancel={{ verb: '先放着', onPress: onDone }}
      />
    </div>
  )
}

function OpinionFields({
  mine,
  values: { stance, words, files },
  faults,
  onChange: change,
}: {
  mine: boolean
  values: Draft
  faults: Readonly<Record<string, string>>
  onChange: <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void
}) {
  return (
    <>
      <DeskField label="结论" required group>
        {() => (
          <Radio.Group
            className="grid gap-1"
            value={stance}
            options={Object.entries(STANCES).map(([value, label]) => ({ value, label }))}
            onChange={({ target }) => change('stance', target.value as Stance)}
          />
        )}
      </DeskField>
      <DeskField label="意见和理由" required hint="表决前给大家看，出具以后不能改" fault={faults['words']}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 4, maxRows: 12 }}
            maxLength={4000}
            value={words}
            onChange={({ target }) => change('words', target.value)}
          />
        )}
      </DeskField>
      <DeskField
        label="签了名的意见书"
        required={!mine}
        group
        hint={mine ? undefined : '代录纸质意见要有原件的扫描件或照片'}
        fault={faults['files']}
      >
        {() => <Pictures label="意见书" max={9} kept={files} onChange={(next) => change('files', next)} />}
      </DeskField>
    </>
  )
}
