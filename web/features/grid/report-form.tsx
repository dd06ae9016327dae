import { useContext, useState } from 'react'
import { may } from '#contract/roles.ts'
import { call, CallError } from '#web/client/call.ts'
import { useFlows } from '#web/client/flows.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { BehalfPart } from '#web/matters/behalf.tsx'
import type { FilledForm } from '#web/matters/filled.ts'
import { ItemChips } from '#web/matters/item-chips.tsx'
import { RuleLine, VillagePick } from '#web/matters/open-form.tsx'
import { PhotoControl } from '#web/matters/photo-control.tsx'
import { PlaceField } from '#web/matters/place-field.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { NavigateContext } from '#web/ui/link.tsx'
import { SelectField } from '#web/ui/select-field.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { toast } from '#web/ui/toast.tsx'
import { SimilarSheet } from './parts.tsx'
import { LIST, placeOf, wordsOf, type Similar, type useClass } from './queries.ts'

export interface ReportFormProps {
  form: FilledForm
  errors: Readonly<Record<string, string>>
  division: string | undefined
  home: string | undefined
  about: ReturnType<typeof useClass>
  wantsBehalf: boolean
}

/** Photograph, words, class, place, and who may see it: nothing but the words is asked. */
export function ReportForm({ form, errors, division, home, about, wantsBehalf }: ReportFormProps) {
  const me = useMe()
  const { answers } = form.filled
  const [fromPhoto, setFromPhoto] = useState(false)
  const speaksForOthers = may(actingPost(me), 'people.area')
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
        value={wordsOf(form)}
        error={errors['words']}
        onChange={(words) => form.setAnswer('words', words)}
      />
      <ItemChips
        label="是哪类事"
        list={LIST}
        offered={about.guesses}
        value={about.code}
        hint={about.mayBeConduct ? '说的是村干部的事，就点“反映村干部”，村里看不到' : undefined}
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
      <Privacy form={form} isConduct={about.isConduct} />
    </div>
  )
}

/** Of what is said on the village's people there is nothing to choose: it is kept from all of them. */
function Privacy({ form, isConduct }: { form: FilledForm; isConduct: boolean }) {
  const field = useFlows()['grid-event']?.fields['privacy']
  const value = form.filled.answers['privacy']
  if (!field) return null
  if (isConduct)
    return (
      <p className="rounded-card bg-brand-soft px-4 py-3">
        保密办理：村里的干部看不到这件事，也看不到是谁说的。镇街和区里转交，只有承办的单位知道您的姓名和电话。
      </p>
    )
  return (
    <SelectField
      label={field.label}
      options={field.options ?? []}
      value={typeof value === 'string' ? value : undefined}
      onChange={(privacy) => form.setAnswer('privacy', privacy)}
    />
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

/** Asks whether it is an earlier one, and if so follows that. */
export function SimilarAsked({ asking, setAsking, similar, form, send }: SimilarAskedProps) {
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
