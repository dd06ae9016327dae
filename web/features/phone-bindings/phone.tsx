import { useContext, useEffect, useState } from 'react'
import { at, placeNameOf } from '#contract/division-codes.ts'
import { call, newKey } from '#web/client/call.ts'
import { useDivisions } from '#web/client/county.ts'
import { drafts } from '#web/client/drafts.ts'
import { useVillage } from '#web/client/village.ts'
import { PhoneCodeFields, SendAgain, usePhoneCode } from '#web/matters/phone-code.tsx'
import { PickField, type Pickable } from '#web/matters/pick-field.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TextField } from '#web/ui/text-field.tsx'

export { BindingScreen } from './phone-state.tsx'

/** What is being written, and the request that was sent last. */
type Draft = { village?: string; name: string; household: string; phone: string; key: string; asked?: string }
const DRAFT = 'phone-binding'

/** Kept on the telephone as it is written, so that neither a cut network nor looking for the message loses it. */
function useDraft() {
  const [draft, setDraft] = useState<Draft>()
  useEffect(() => {
    let gone = false
    const load = async () => {
      // Only this form keeps anything under that name.
      const kept = (await drafts.get(DRAFT)) as Draft | undefined
      if (!gone) setDraft(kept ?? blank())
    }
    void load()
    return () => {
      gone = true
    }
  }, [])
  const keep = (next: Draft) => {
    setDraft(next)
    return drafts.keep(DRAFT, next)
  }
  return { draft, keep }
}

const blank = (): Draft => ({ name: '', household: '', phone: '', key: newKey() })

/** 登记手机号: whoever cannot come in because the register does not know their telephone asks their village. */
export function AskBindingScreen() {
  const { draft, keep } = useDraft()
  const divisions = useDivisions()
  if (draft && divisions) return <AskForm {...{ draft, keep }} villages={villagesOf(divisions)} />
  return (
    <Page title="登记手机号" back={paths.signIn()}>
      <Skeleton />
    </Page>
  )
}

function villagesOf(divisions: NonNullable<ReturnType<typeof useDivisions>>): Pickable[] {
  const names = new Map(divisions.map(({ code, name }) => [code, name]))
  return divisions
    .filter(({ level }) => level === 'village')
    .map(({ code, name }) => ({
      value: code,
      label: placeNameOf(name),
      group: names.get(at('town', code) ?? ''),
    }))
}

/** What must be written before a code is worth sending. */
const NEEDED = {
  village: '请选您的村',
  name: '请写您的姓名，跟户口本上一样',
  household: '请写门牌号，或者户主是谁',
} as const

interface FormProps {
  draft: Draft
  keep: (draft: Draft) => Promise<unknown>
  villages: readonly Pickable[]
}

/** What is missing is said first; then a code is sent, and with it the request. */
function useAsking({ draft, keep, villages }: FormProps) {
  const navigate = useContext(NavigateContext)
  const { code: lastVillage } = useVillage()
  const { name, household, phone, key } = draft
  const village = draft.village ?? villages.find(({ value }) => value === lastVillage)?.value
  const change = (more: Partial<Draft>) => void keep({ ...draft, ...more })
  const typed = usePhoneCode('phoneBindings.sendCode', [phone, (next) => change({ phone: next })])
  const [missing, setMissing] = useState<Partial<Record<keyof typeof NEEDED, string>>>({})
  const faultOf = (field: keyof typeof NEEDED) => missing[field] ?? typed.errors[field]
  const send = () => {
    const fields = { village: village ?? '', name: name.trim(), household: household.trim() }
    // Their keys are those of NEEDED; Object.entries forgets it.
    const empty = (Object.keys(NEEDED) as (keyof typeof NEEDED)[]).filter((field) => fields[field] === '')
    setMissing(Object.fromEntries(empty.map((field) => [field, NEEDED[field]])))
    if (empty.length > 0) return undefined
    if (!typed.isSent) return typed.sendCode()
    return typed.use(async (given) => {
      await call('phoneBindings.ask', { body: { ...fields, ...given } }, { key })
      await keep({ ...blank(), asked: key })
      navigate?.(paths.binding(key))
    })
  }
  return { village, change, typed, faultOf, send }
}

function AskForm(props: FormProps) {
  const { draft, villages } = props
  const { name, household, asked } = draft
  const { village, change, typed, faultOf, send } = useAsking(props)
  return (
    <Page
      title="登记手机号"
      back={paths.signIn()}
      bar={
        <Button full busy={typed.busy} onClick={() => void send()}>
          {typed.isSent ? '报给村里' : '获取验证码'}
        </Button>
      }
    >
      <div className="grid gap-5">
        {asked !== undefined && (
          <List label="报过的">
            <Row icon="clock" title="您报过一次，看看到哪一步了" href={paths.binding(asked)} />
          </List>
        )}
        <p className="text-ink-2">
          村里照您写的跟名册对一对，对上了就能用这个手机号登录。户口在哪个村，就报给哪个村。
        </p>
        <PickField
          label="您的村"
          required
          options={villages}
          value={village}
          searchLabel="村名"
          error={faultOf('village')}
          onChange={(value) => change({ village: value })}
        />
        <TextField
          label="姓名"
          required
          hint="跟户口本上一样"
          autoComplete="name"
          maxLength={20}
          value={name}
          error={faultOf('name')}
          onChange={(value) => change({ name: value })}
        />
        <TextField
          label="门牌号，或者户主是谁"
          required
          hint="比如“3 组 12 号”“户主王建国”"
          maxLength={60}
          value={household}
          error={faultOf('household')}
          onChange={(value) => change({ household: value })}
        />
        <PhoneCodeFields {...typed} />
        {typed.isSent && <SendAgain {...typed} />}
        <p className="text-small text-ink-2">
          验证码只证明手机在您手里。村里不会问您要验证码，也不会在电话里要银行卡。没有手机的老人，请网格员代办。
        </p>
      </div>
    </Page>
  )
}
