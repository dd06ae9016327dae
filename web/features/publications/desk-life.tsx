import { Alert, Button, Input, Popconfirm, Tooltip } from 'antd'
import { useRef, useState } from 'react'
import { call, CallError, newKey, upload } from '#web/client/call.ts'
import { STEPS } from '#practice/disclosure/life.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { READS, saysOf, type Draft } from './desk-words.ts'

type Action = Parameters<typeof call<'publications.step'>>[1]['body']['action']
type Can = Draft['can'][number]

/** Steps that need words, with what is asked and what stands on the button. */
const REASONS: Readonly<Partial<Record<string, { label: string; hint: string; sure: string }>>> = {
  return: { label: '退回的理由', hint: '写明改哪一行、怎么改，填报人照着改', sure: '退回' },
  correct: { label: '为什么更正', hint: '理由会和原来的一版、更正后的一版一起公开', sure: '开始更正' },
}
/** Steps that cannot be taken back by a second press, with what they mean. */
const SURE: Readonly<Partial<Record<string, string>>> = {
  review: '审查通过后交“两委”联席审定，内容不能再改。',
  'approve-party': '代表村党组织审定这一版。',
  'approve-committee': '代表村民委员会审定这一版。',
  publish: '公布以后内容只增不改，公示不少于十五日。',
  'take-down': '公开栏上不再挂，存档和核验不受影响。',
}
const FIRST = ['submit', 'review', 'approve-party', 'approve-committee', 'publish']

/** Takes a step once, however often the line breaks: the same try goes out under the same key. */
function useSteps(id: string, ready: () => Promise<number | undefined>) {
  const cache = useQueryClient()
  const tries = useRef(new Map<string, string>())
  const [busy, setBusy] = useState<string>()
  const [trouble, setTrouble] = useState<string>()
  const take = async (action: Action, more: { reason?: string; file?: File } = {}): Promise<boolean> => {
    setBusy(action)
    setTrouble(undefined)
    try {
      const rev = await ready()
      if (rev === undefined) {
        setTrouble('填的内容还没有保存好，请先看表格上方的提示')
        return false
      }
      const file = more.file && (await upload(more.file)).id
      const key = tries.current.get(action) ?? newKey()
      tries.current.set(action, key)
      const body = { action, rev, ...(more.reason ? { reason: more.reason } : {}), ...(file ? { file } : {}) }
      await call('publications.step', { params: { id }, body }, { key })
      tries.current.delete(action)
      return true
    } catch (error) {
      // Refused is refused: the next press is another try. After a broken line the same one goes out again.
      if (!(error instanceof CallError && error.isPassing)) tries.current.delete(action)
      setTrouble(saysOf(error))
      return false
    } finally {
      setBusy(undefined)
      await Promise.all(READS.map((read) => cache.invalidateQueries({ queryKey: [read] })))
    }
  }
  return { take, busy, trouble }
}

/** What this post may do now, and for whom the version waits when it is nothing. */
export function Life({
  draft,
  ready,
  blocked,
}: {
  draft: Draft
  /** Saves what is typed and gives the revision to act on; undefined when it could not be saved. */
  ready: () => Promise<number | undefined>
  /** Why it cannot be submitted yet. */
  blocked: string | undefined
}) {
  const { take, busy, trouble } = useSteps(draft.id, ready)
  const [asking, setAsking] = useState<string>()
  const steps = draft.can.filter(({ action }) => action !== 'edit')
  const [first, rest] = [
    steps.filter(({ action }) => FIRST.includes(action)),
    steps.filter(({ action }) => !FIRST.includes(action)),
  ]
  const button = (can: Can) => (
    <Deed
      key={can.action}
      can={can}
      blocked={can.action === 'submit' ? blocked : undefined}
      busy={busy === can.action}
      onAsk={() => setAsking(can.action)}
      onTake={(more) => void take(can.action as Action, more)} // The server names only steps of its own.
    />
  )
  return (
    <section aria-label="办理" className="grid gap-2">
      <h2 className="font-bold">办理</h2>
      {first.map(button)}
      {rest.length > 0 && <div className="grid grid-cols-2 gap-2">{rest.map(button)}</div>}
      {steps.length === 0 && <p className="text-ink-2">{waitsFor(draft)}</p>}
      {trouble !== undefined && <Alert type="error" showIcon title={trouble} />}
      {asking !== undefined && (
        <Reason
          key={asking}
          draftKey={`publications.step ${draft.id} ${asking}`}
          action={asking}
          busy={busy === asking}
          onCancel={() => setAsking(undefined)}
          onSend={async (reason) => {
            const isTaken = await take(asking as Action, { reason }) // As above.
            if (isTaken) setAsking(undefined)
            return isTaken
          }}
        />
      )}
    </section>
  )
}

/** Who has to act before this post can. */
function waitsFor({ state, stateName }: Draft): string {
  const next = Object.entries(STEPS).find(
    ([step, { from }]) =>
      !['edit', 'correct', 'return', 'take-down'].includes(step) && from.some((one) => one === state),
  )
  return next ? `现在是“${stateName}”，等${next[1].who}办理。` : `现在是“${stateName}”，您这里没有要办的。`
}

function Deed({
  can: { action, name, refused },
  blocked,
  busy,
  onAsk,
  onTake,
}: {
  can: Can
  blocked: string | undefined
  busy: boolean
  onAsk: () => void
  onTake: (more?: { file: File }) => void
}) {
  const why = refused ?? blocked
  const look = { block: true, loading: busy, ...(FIRST.includes(action) ? { type: 'primary' as const } : {}) }
  if (why !== undefined)
    return (
      <div className={FIRST.includes(action) ? '' : 'col-span-full'}>
        <Tooltip title={why}>
          <Button {...look} disabled>
            {name}
          </Button>
        </Tooltip>
        <p className="pt-1 text-small text-ink-2">{why}</p>
      </div>
    )
  if (action === 'prove') return <Prove name={name} busy={busy} onPick={(file) => onTake({ file })} />
  if (REASONS[action])
    return (
      <Button {...look} onClick={onAsk}>
        {name}
      </Button>
    )
  if (!SURE[action])
    return (
      <Button {...look} onClick={() => onTake()}>
        {name}
      </Button>
    )
  return (
    <Popconfirm
      title={`确定${name}？`}
      description={<span className="block max-w-72">{SURE[action]}</span>}
      okText={`确定${name}`}
      cancelText="再看看"
      onConfirm={() => onTake()}
    >
      <Button {...look}>{name}</Button>
    </Popconfirm>
  )
}

/** The sheet as it hangs on the wall, photographed. */
function Prove({ name, busy, onPick }: { name: string; busy: boolean; onPick: (file: File) => void }) {
  const box = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button block loading={busy} onClick={() => box.current?.click()}>
        {name}
      </Button>
      <input
        ref={box}
        type="file"
        accept="image/*"
        aria-label="公开栏上张贴的照片"
        className="sr-only"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          if (file) onPick(file)
          currentTarget.value = ''
        }}
      />
    </>
  )
}

function Reason({
  draftKey,
  action,
  busy,
  onSend,
  onCancel,
}: {
  draftKey: string
  action: string
  busy: boolean
  onSend: (reason: string) => Promise<boolean>
  onCancel: () => void
}) {
  const { values, change, clear } = useDraft(draftKey, { reason: '' })
  const { reason } = values
  const words = REASONS[action]
  if (!words) return null
  return (
    <div className="grid gap-2 rounded-card border border-line bg-ground p-3">
      <DeskField label={words.label} hint={words.hint} required>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoFocus
            value={reason}
            maxLength={300}
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={(event) => change('reason', event.target.value)}
          />
        )}
      </DeskField>
      <div className="flex gap-2">
        <Button
          type="primary"
          disabled={reason.trim() === ''}
          loading={busy}
          onClick={() => void onSend(reason.trim()).then((isTaken) => isTaken && clear())}
        >
          确定{words.sure}
        </Button>
        <Button onClick={onCancel}>先不</Button>
      </div>
    </div>
  )
}
