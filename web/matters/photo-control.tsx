import type { FieldFace } from '#web/ui/field.tsx'
import { PhotoField } from '#web/ui/photo-field.tsx'
import { urlOf, type FilledForm } from './filled.ts'

interface PhotoControlProps extends FieldFace {
  form: FilledForm
  field: string
  max?: number | undefined
  /** Told where a picture was taken, when it says so. */
  onPlace?: ((place: { lng: number; lat: number }) => void) | undefined
}

/** The pictures of a field: shrunk and kept on the telephone the moment they are taken. */
export function PhotoControl({ form, field, max, onPlace, ...face }: PhotoControlProps) {
  const files = (form.filled.photos[field] ?? []).map(({ id, blob }) => ({ id, url: urlOf(blob), alt: '' }))
  return (
    <PhotoField
      {...face}
      files={files}
      {...(max === undefined ? {} : { max })}
      onAdd={(file) => {
        void form.addPhoto(field, file).then((place) => place && onPlace?.(place))
      }}
      onRemove={(id) => form.removePhoto(field, id)}
    />
  )
}
