import type { Filled } from './filled.ts'

/** The faults found in a form as it was, without those whose field has been changed since. */
export function stillWrong(
  fields: Readonly<Record<string, string>>,
  was: Filled,
  now: Filled,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter(([field]) => valueOf(was, field) === valueOf(now, field)),
  )
}

/** What a form holds under the name a fault goes by; the fault of the whole, under no name, holds nothing. */
function valueOf({ answers, photos, behalf = {}, division }: Filled, field: string): unknown {
  const [part, key] = field.split('.')
  if (part === 'behalf') return Object.entries(behalf).find(([name]) => name === key)?.[1]
  if (part === 'division') return division
  return photos[field] ?? answers[field]
}
