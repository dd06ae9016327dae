import { useContext, useState } from 'react'
import { useSearch } from 'wouter'
import { isBlank, type Place } from '#practice/kit/index.ts'
import { may } from '#contract/roles.ts'
import { call, CallError } from '#web/client/call.ts'
import { useCatalogue } from '#web/client/county.ts'
import { useFlows } from '#web/client/flows.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { BehalfPart } from '#web/matters/behalf.tsx'
import { useFilled, type Filled, type FilledForm } from '#web/matters/filled.ts'
import { ItemChips, useGuesses } from '#web/matters/item-chips.tsx'
import { Done, RuleLine, useHome, VillagePick } from '#web/matters/open-form.tsx'
import { draftKeyOf, useOpening } from '#web/matters/opening.ts'
import { PhotoControl } from '#web/matters/photo-control.tsx'
import { PlaceField } from '#web/matters/place-field.tsx'
import { openLinks, paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { SelectField } from '#web/ui/select-field.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { toast } from '#web/ui/toast.tsx'
import { SimilarSheet } from './parts.tsx'
import { recentItems, rememberItem, useSimilar, type Similar } from './queries.ts'

const LIST = 'grid-matters'

/** Whoever reports decides who may see it; until they do, only those who handle it (个人信息保护法 6). */
const START: Filled = { answers: { privacy: 'village' }, photos: {} }

/** A photograph and a sentence: place and class are found for the person and can be changed. */
export function ReportScreen() {
  const given = new URLSearchParams(useSearch())
  const item = given.get('item') ?? undefined
  const wantsBehalf = given.get('behalf') === 'yes'
  const here = paths.report({ ...(item ? { item } : {}), ...(wantsBehalf ? { behalf: true } : {}) })
  const flow = useFlows()['grid-event']
  const navigate = useContext(NavigateContext)
  const home = useHome()
  const form = useFilled(draftKeyOf(here), {
    ...START,
    ...(item ? { answers: { ...START.answers, item } } : {}),
    ...(wantsBehalf ? { behalf: {} } : {}),
  })
  const links = openLinks(paths.home(), here)
  if (!flow) throw new Error('no flow grid-event')
  const division = home ?? form?.filled.division
  const opening = useOpening({
    flow,
    action: 'report',
    form,
    division,
    onSignIn: () => navigate?.(links.signIn),
  })
  const { code, guesses } = useClass(form)
  const place = placeOf(form)
  const similar = useSimilar(code, place)
  const [asking, setAsking] = useState(false)
  const { sending, errors } = opening
  const title = item === '1203' ? '提意见' : wantsBehalf ? '替人报事' : '报事'

  if (sending.at === 'sent' || sending.at === 'waits') {
    return (
      <Page title={title} back={paths.home()}>
        <Done {...{ sending, links }} done="报上去了">
          <Button full kind="plain" onClick={opening.again}>
            再报一件
          </Button>
        </Done>
      </Page>
    )
  }
  const send = () => void opening.send(code ? { item: code } : {})
  return (
    <Page
      title={title}
      back={paths.home()}
      bar={
        <Button
          full
          busy={sending.at === 'busy'}
          onClick={() => (similar.length > 0 && !wordsMissing(form) ? setAsking(true) : send())}
        >
          报上去
        </Button>
      }
    >
      {!form ? (
        <Skeleton shape="detail" />
      ) : (
        <>
          <ReportForm {...{ form, errors, division, code, guesses, wantsBehalf }} home={home} />
          <SimilarAsked {...{ asking, setAsking, similar, form, send }} />
        </>
      )}
    </Page>
  )
}

interface ReportFormProps {
  form: FilledForm
  errors: Readonly<Record<string, string>>
  division: string | undefined
  home: string | undefined
  code: string | undefined
  guesses: ReturnType<typeof useGuesses>
  wantsBehalf: boolean
}

function ReportForm({ form, errors, division, home, code, guesses, wantsBehalf }: ReportFormProps) {
  const me = useMe()
  const flow = useFlows()['grid-event']
  const { answers } = form.filled
  const [fromPhoto, setFromPhoto] = useState(false)
  const speaksForOthers = may(actingPost(me)?.role, 'people.area')
  return (
    <div className="grid gap-6">
      <RuleLine says={errors['']} />
      {form.isRestored && <Restored form={form} />}
      {(wantsBehalf || form.filled.behalf) && speaksForOthers && (
        <BehalfPart {...{ form, errors }} label="替别人报" />
      )}
      <PhotoControl
        form={form}
        field="photos"
        label="拍张照"
        error={errors['photos']}
        onPlace={(place) => {
          if (answers['place']) return
          form.setAnswer('place', place)
          setFromPhoto(true)
        }}
      />
      <TextArea
        label="什么事"
        required
        hint="一句话就行，也可以按键盘上的话筒说"
        rows={3}
        max={2000}
        value={typeof answers['words'] === 'string' ? answers['words'] : ''}
        error={errors['words']}
        onChange={(words) => form.setAnswer('words', words)}
      />
      <ItemChips
        label="是哪类事"
        list={LIST}
        offered={guesses}
        value={code}
        error={errors['item']}
        onChange={(picked) => form.setAnswer('item', picked)}
      />
      <PlaceField
        label="在哪里"
        value={placeOf(form)}
        division={division ?? ''}
        note={fromPhoto ? '照片上的位置' : undefined}
        error={errors['place']}
        onChange={(place) => {
          form.setAnswer('place', place)
          setFromPhoto(false)
        }}
      />
      {home === undefined && me && (
        <VillagePick value={division} error={errors['division']} onChange={form.setDivision} />
      )}
      <SelectField
        label="谁能看到"
        options={flow?.fields['privacy']?.options ?? []}
        value={typeof answers['privacy'] === 'string' ? answers['privacy'] : undefined}
        onChange={(privacy) => form.setAnswer('privacy', privacy)}
      />
    </div>
  )
}

/** What an earlier visit left is said, and can be put aside. */
function Restored({ form }: { form: FilledForm }) {
  return (
    <p className="flex flex-wrap items-center justify-between gap-2 rounded-card bg-brand-soft px-4 py-1">
      接着上次没写完的
      <button type="button" className="min-h-target text-brand underline" onClick={() => void form.clear()}>
        重新写
      </button>
    </p>
  )
}

interface SimilarAskedProps {
  asking: boolean
  setAsking: (asking: boolean) => void
  similar: readonly Similar[]
  form: FilledForm
  send: () => void
}

function SimilarAsked({ asking, setAsking, similar, form, send }: SimilarAskedProps) {
  const navigate = useContext(NavigateContext)
  const [busy, setBusy] = useState(false)
  const follow = async ({ id }: Similar) => {
    setBusy(true)
    try {
      await call('matters.follow', { params: { id } })
      await form.clear()
      toast('记下了，办好了会告诉您')
      navigate?.(paths.matter(id))
    } catch (error) {
      toast(error instanceof CallError ? error.message : '没有成功，请再试', 'trouble')
    } finally {
      setBusy(false)
    }
  }
  return (
    <SimilarSheet
      open={asking}
      {...{ similar, busy }}
      onSame={(matter) => void follow(matter)}
      onOther={() => {
        setAsking(false)
        send()
      }}
      onClose={() => setAsking(false)}
    />
  )
}

/** The class as chosen, or as the words suggest it. */
function useClass(form: FilledForm | undefined) {
  const { words, item } = form?.filled.answers ?? {}
  const guesses = useGuesses(LIST, typeof words === 'string' ? words : '')
  const code = typeof item === 'string' ? item : guesses[0]?.code
  return { code, guesses }
}

const placeOf = (form: FilledForm | undefined): Place | undefined => {
  const place = form?.filled.answers['place']
  return typeof place === 'object' && 'lng' in place ? place : undefined
}
const wordsMissing = (form: FilledForm | undefined) => isBlank(form?.filled.answers['words'])

/** 随手办: what was put right on the spot, noted in three taps. */
export function RecordScreen() {
  const flow = useFlows()['grid-event']
  const navigate = useContext(NavigateContext)
  const me = useMe()
  const home = useHome()
  const form = useFilled(draftKeyOf(paths.record()))
  const links = openLinks(paths.home(), paths.record())
  if (!flow) throw new Error('no flow grid-event')
  const opening = useOpening({
    flow,
    action: 'record',
    form,
    division: home,
    onSignIn: () => navigate?.(links.signIn),
  })
  const { code, guesses } = useClass(form)
  const item = useCatalogue(LIST)?.items.find((one) => one.code === code)
  const { sending, errors } = opening
  if (sending.at === 'sent' || sending.at === 'waits') {
    return (
      <Page title="随手办" back={paths.home()}>
        <Done {...{ sending, links }} done="记好了">
          <Button full kind="plain" onClick={opening.again}>
            再记一件
          </Button>
        </Done>
      </Page>
    )
  }
  const isMine = ['grid-worker', 'village-secretary'].includes(actingPost(me)?.role ?? '')
  if (me !== undefined && !isMine) {
    return (
      <Page title="随手办" back={paths.home()}>
        <Notice kind="denied" title="网格员和村干部才能记">
          您要报的事，点下面的“＋”就行
        </Notice>
      </Page>
    )
  }
  const send = () => {
    if (code) rememberItem(code)
    const words = wordsMissing(form) && item ? { words: item.plain || item.name } : {}
    void opening.send({ ...words, ...(code ? { item: code } : {}) })
  }
  return (
    <Page
      title="随手办"
      back={paths.home()}
      bar={
        <Button full busy={sending.at === 'busy'} onClick={send}>
          记好了
        </Button>
      }
    >
      {form ? (
        <RecordForm {...{ form, errors, code, guesses }} home={home ?? ''} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function RecordForm({
  form,
  errors,
  code,
  guesses,
  home,
}: Pick<ReportFormProps, 'form' | 'errors' | 'code' | 'guesses'> & { home: string }) {
  const items = useCatalogue(LIST)?.items ?? []
  const [recent] = useState(recentItems)
  const known = recent.flatMap((one) => items.find((item) => item.code === one) ?? [])
  const offered = guesses.length > 0 ? guesses : known
  const { words } = form.filled.answers
  return (
    <div className="grid gap-6">
      <RuleLine says={errors['']} />
      <p className="text-ink-2">当场办好的小事，选个类别就能记；想多写一句也行。</p>
      <ItemChips
        label="是哪类事"
        list={LIST}
        offered={offered}
        value={code}
        error={errors['item']}
        onChange={(picked) => form.setAnswer('item', picked)}
      />
      <TextArea
        label="怎么办的"
        hint="不写就用类别的名字"
        rows={3}
        max={2000}
        value={typeof words === 'string' ? words : ''}
        error={errors['words']}
        onChange={(next) => form.setAnswer('words', next)}
      />
      <PhotoControl form={form} field="photos" label="照片（没有就不用拍）" />
      <PlaceField
        label="在哪里"
        value={placeOf(form)}
        division={home}
        error={errors['place']}
        onChange={(place) => form.setAnswer('place', place)}
      />
    </div>
  )
}
