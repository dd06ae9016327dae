import { Field, type FieldFace } from './field.tsx'
import { Icon } from './icon.tsx'

const words = ['很不满意', '不满意', '一般', '满意', '很满意']

interface StarFieldProps extends FieldFace {
  /** One to five. */
  value: number | undefined
  onChange: (value: number) => void
}

/** One to five stars, said in words as well; five radios underneath, so arrows and readers work. */
export function StarField({ value = 0, onChange, required, ...face }: StarFieldProps) {
  return (
    <Field {...face} required={required ?? false} group>
      {({ id }) => (
        <div className="flex flex-wrap items-center gap-x-3">
          <div className="-ml-2 flex">
            {words.map((word, index) => (
              <label
                key={word}
                className={`relative grid size-target place-items-center rounded-card has-focus-visible:outline-3
                  has-focus-visible:outline-focus ${index < value ? 'text-harvest' : 'text-edge'}`}
              >
                <input
                  type="radio"
                  name={id}
                  className="absolute inset-0 size-full cursor-pointer opacity-0"
                  aria-label={`${index + 1}星，${word}`}
                  checked={value === index + 1}
                  onChange={() => onChange(index + 1)}
                />
                <Icon name="star" className={`size-8 ${index < value ? 'fill-harvest-fill' : ''}`} />
              </label>
            ))}
          </div>
          <span aria-hidden="true" className="font-bold text-harvest">
            {words[value - 1] ?? ''}
          </span>
        </div>
      )}
    </Field>
  )
}
