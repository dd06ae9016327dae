import { useState } from 'react'
import { useCatalogue } from '#web/client/county.ts'
import { ItemChips } from '#web/matters/item-chips.tsx'
import { RuleLine } from '#web/matters/open-form.tsx'
import { PhotoControl } from '#web/matters/photo-control.tsx'
import { PlaceField } from '#web/matters/place-field.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { LIST, placeOf, recentItems, wordsOf } from './queries.ts'
import type { ReportFormProps } from './report-form.tsx'

/** Class and, if one likes, a sentence, a picture and the place. */
export function RecordForm({
  form,
  errors,
  code,
  guesses,
  home,
}: Pick<ReportFormProps, 'form' | 'errors'> &
  Pick<ReportFormProps['about'], 'code' | 'guesses'> & { home: string }) {
  const items = useCatalogue(LIST)?.items ?? []
  const [recent] = useState(recentItems)
  const known = recent.flatMap((one) => items.find((item) => item.code === one) ?? [])
  const offered = guesses.length > 0 ? guesses : known
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
        value={wordsOf(form)}
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
