import { Alert, Button } from 'antd'
import type { CallError } from '#web/client/call.ts'

interface SendBarProps {
  /** The verb of the button. */
  verb: string
  /** What is still to be filled in, in a sentence; the button is grey while there is something. */
  missing?: string | undefined
  error: CallError | null
  busy: boolean
  onSend: () => void
  /** Leaves the form as it is. */
  cancel?: { verb: string; onPress: () => void } | undefined
}

/** The foot of a form: what the server said that belongs to no field, the button, and why it is grey. */
export function SendBar({ verb, missing, error, busy, onSend, cancel }: SendBarProps) {
  return (
    <div className="grid gap-3">
      {error && Object.keys(error.fields).length === 0 && (
        <Alert type="error" showIcon title={error.message} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="primary" disabled={missing !== undefined} loading={busy} onClick={onSend}>
          {verb}
        </Button>
        {cancel && (
          <Button type="text" onClick={cancel.onPress}>
            {cancel.verb}
          </Button>
        )}
        {missing && <span className="text-small text-ink-2">{missing}</span>}
      </div>
    </div>
  )
}
