import { useContext, useState } from 'react'
import { tidyCode } from '#contract/tracking-code.ts'
import { Button } from './button.tsx'
import { NavigateContext } from './link.tsx'
import { Page } from './page.tsx'
import { TextField } from './text-field.tsx'

type Props = {
  title: string
  back: string
  /** What the code is called, how long it is, a longer one if there is, and how it may be written. */
  label: string
  length: number
  longer?: number
  hint: string
  /** On the button. */
  press: string
  /** The address a complete code leads to. */
  addressOf: (code: string) => string
  /** Where the code is found. */
  says: string
}

/** Typing a code from paper or a text; one that is too short or too long is said before anybody is asked. */
export function CodePage({ title, back, label, length, longer, hint, press, addressOf, says }: Props) {
  const navigate = useContext(NavigateContext)
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const look = () => {
    const code = tidyCode(typed)
    const wanted = longer !== undefined && code.length > length ? longer : length
    const missing = wanted - code.length
    if (missing > 0) return setError(`${label}是 ${wanted} 位，还少 ${missing} 位，请再看看`)
    if (missing < 0) return setError(`${label}是 ${wanted} 位，多了 ${-missing} 位，请再看看`)
    return navigate?.(addressOf(code))
  }
  return (
    <Page
      title={title}
      back={back}
      bar={
        <Button full onClick={look}>
          {press}
        </Button>
      }
    >
      <form
        className="grid gap-6 pt-2"
        onSubmit={(event) => {
          event.preventDefault()
          look()
        }}
      >
        <TextField
          label={label}
          hint={hint}
          value={typed}
          maxLength={30}
          autoComplete="off"
          error={error}
          onChange={setTyped}
        />
        <p className="text-ink-2">{says}</p>
      </form>
    </Page>
  )
}
