import { Alert, Button, Checkbox, Drawer, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { objectionsIn, proxiesIn, unreadSays } from './lines.ts'
import { RecallFields, recallOf, type RecallDraft } from './desk-recall.tsx'

type Draft = {
  heldOn: string
  /** The day the list of voters was published, twenty days before at least (VCL 17). */
  rollPublishedOn: string
  registered: number | undefined
  cast: number | undefined
  seats: number | undefined
  runoff: boolean
  recall: RecallDraft | undefined
  candidates: readonly { name: string; votes: number | undefined }[]
  /** A pair a line, as they stand in the list that was published: 委托人 受托人. */
  proxies: string
  /** One a line: who objected to the list of voters, when, and when it was decided (VCL 17). */
  objections: string
}

const BLANK = { name: '', votes: undefined }
const START: Draft = {
  heldOn: '',
  rollPublishedOn: '',
  registered: undefined,
  cast: undefined,
  seats: 1,
  runoff: false,
  recall: undefined,
  candidates: [BLANK, BLANK],
  proxies: '',
  objections: '',
}

/** Copies an election from its paper; the server checks the numbers against each other. */
export function RecordForm(props: { open: boolean; division: string; onClose: () => void }) {
  const { open, division, onClose } = props
  return (
    <Drawer open={open} onClose={onClose} title="登记一次选举" size={560} destroyOnHidden>
      <Form division={division} onDone={onClose} />
    </Drawer>
  )
}

function Form({ division, onDone }: { division: string; onDone: () => void }) {
  const { values, change, clear } = useDraft<Draft>('elections.record', START)
  const [key, setKey] = useState(newKey)
  const record = useChange('elections.record', ['elections.list'])
  const set: typeof change = (name, value) => {
    change(name, value)
    // Other figures are another sending; the same ones again are the same.
    setKey(newKey())
  }
  const said = saidOf(values)
  const submit = () => {
    if (!said) return
    const body = { division, heldOn: values.heldOn, record: said }
    record.mutate(
      { input: { body }, key },
      {
        onSuccess: () => {
          clear()
          onDone()
        },
      },
    )
  }
  return (
    <div className="grid gap-5">
      <Figures values={values} fault={record.error?.fields['heldOn']} onChange={set} />
      <Checkbox checked={values.runoff} onChange={({ target }) => set('runoff', target.checked)}>
        这是另行选举（得票三分之一以上当选）
      </Checkbox>
      <RecallFields recall={values.recall} onChange={(recall) => set('recall', recall)} />
      <Candidates rows={values.candidates} onChange={(rows) => set('candidates', rows)} />
      <Lists values={values} onChange={set} />
      {record.error && (
        <Alert type="error" showIcon title={record.error.fields['record'] ?? record.error.message} />
      )}
      <Button type="primary" disabled={!said} loading={record.isPending} onClick={submit}>
        登记
      </Button>
      {!said && (
        <p className="text-small text-ink-2">日期、三个人数和每名候选人的得票都要填，名单每一行都要写全</p>
      )}
    </div>
  )
}

/** Written proxies and objections to the list of voters, a line each, as they stand on paper. */
function Lists({
  values: { proxies, objections },
  onChange,
}: {
  values: Draft
  onChange: <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void
}) {
  const [pairs, objected] = [proxiesIn(proxies), objectionsIn(objections)]
  return (
    <>
      <DeskField
        label="书面委托名单"
        hint={`一行一对，先写委托人，空格，再写受委托人；现在 ${pairs.rows.length} 对`}
        fault={unreadSays(pairs)}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={3}
            value={proxies}
            placeholder="张三 李四"
            onChange={({ target }) => onChange('proxies', target.value)}
          />
        )}
      </DeskField>
      <DeskField
        label="对选民名单的申诉"
        hint={`没有就空着。一行一件：姓名，空格，哪天提出，空格，哪天处理；名单公布后 5 日内提出，3 日内处理；现在 ${objected.rows.length} 件`}
        fault={unreadSays(objected)}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={2}
            value={objections}
            placeholder="张三 2025-12-22 2025-12-24"
            onChange={({ target }) => onChange('objections', target.value)}
          />
        )}
      </DeskField>
    </>
  )
}

/** The record as it is sent; undefined while something is missing. */
function saidOf(draft: Draft) {
  const { heldOn, rollPublishedOn, registered, cast, seats, runoff, candidates, proxies, objections } = draft
  const recall = draft.recall && recallOf(draft.recall)
  if (draft.recall && !recall) return undefined
  const whole = candidates.flatMap(({ name, votes }) =>
    name.trim() && votes !== undefined ? [{ name: name.trim(), votes }] : [],
  )
  const isHalf = candidates.some(({ name, votes }) => (name.trim() !== '') !== (votes !== undefined))
  const [pairs, objected] = [proxiesIn(proxies), objectionsIn(objections)]
  // What cannot be read is not left out: somebody objected, somebody stood, somebody sent another.
  if (isHalf || unreadSays(pairs) || unreadSays(objected)) return undefined
  if (
    !heldOn ||
    !rollPublishedOn ||
    registered === undefined ||
    cast === undefined ||
    !seats ||
    whole.length === 0
  )
    return undefined
  return {
    registered,
    cast,
    seats,
    runoff,
    candidates: whole,
    proxies: pairs.rows,
    rollPublishedOn,
    ...(objected.rows.length > 0 ? { objections: objected.rows } : {}),
    ...(recall ? { recall } : {}),
  }
}

function Figures({
  values: { heldOn, rollPublishedOn, seats, registered, cast },
  fault,
  onChange,
}: {
  values: Draft
  fault: string | undefined
  onChange: <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void
}) {
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      <DeskField label="哪天选的" required fault={fault}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={heldOn}
            onChange={({ target }) => onChange('heldOn', target.value)}
          />
        )}
      </DeskField>
      <DeskField label="选民名单哪天公布的" required hint="选举日二十日以前">
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={rollPublishedOn}
            onChange={({ target }) => onChange('rollPublishedOn', target.value)}
          />
        )}
      </DeskField>
      <Count label="应选几名" value={seats} onChange={(value) => onChange('seats', value)} />
      <Count label="登记选民" value={registered} onChange={(value) => onChange('registered', value)} />
      <Count label="投票人数" value={cast} onChange={(value) => onChange('cast', value)} />
    </div>
  )
}

function Count({
  label,
  value,
  onChange,
}: {
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
}) {
  return (
    <DeskField label={label} required>
      {(bound) => (
        <InputNumber
          {...bound}
          min={0}
          precision={0}
          style={{ width: '100%' }}
          value={value ?? null}
          onChange={(count) => onChange(count ?? undefined)}
        />
      )}
    </DeskField>
  )
}

function Candidates({
  rows,
  onChange,
}: {
  rows: Draft['candidates']
  onChange: (rows: Draft['candidates']) => void
}) {
  const put = (index: number, row: Draft['candidates'][number]) =>
    onChange(rows.map((each, at) => (at === index ? row : each)))
  return (
    <DeskField label="候选人和得票" required group>
      {() => (
        <div className="grid gap-2">
          {rows.map((row, index) => (
            // The place in the list is what a row is: two may be blank alike.
            <div key={index} className="grid grid-cols-[minmax(0,1fr)_9rem] gap-2">
              <Input
                aria-label={`候选人 ${index + 1} 姓名`}
                placeholder="姓名"
                maxLength={40}
                value={row.name}
                onChange={({ target }) => put(index, { ...row, name: target.value })}
              />
              <InputNumber
                aria-label={`候选人 ${index + 1} 得票`}
                placeholder="得票"
                min={0}
                precision={0}
                style={{ width: '100%' }}
                value={row.votes ?? null}
                onChange={(votes) => put(index, { ...row, votes: votes ?? undefined })}
              />
            </div>
          ))}
          <Button
            size="small"
            className="justify-self-start"
            icon={<Icon name="plus" />}
            onClick={() => onChange([...rows, BLANK])}
          >
            再加一名
          </Button>
        </div>
      )}
    </DeskField>
  )
}
