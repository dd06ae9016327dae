import { useState } from 'react'
import { CODE_LENGTH, tidyCode } from '#contract/tracking-code.ts'
import { useCall } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { CodePad } from '#web/ui/code-pad.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { useTyping } from '#web/ui/use-typing.ts'
import { codeIn, NotFound, Progress } from './parts.tsx'

/** Type or scan the code of the slip; the answer stands in large type, without signing in. */
export function TrackKiosk() {
  const [typed, setTyped] = useState('')
  const [code, setCode] = useState<string>()
  const change = (value: string) => setTyped(value.slice(0, CODE_LENGTH))
  const look = (value: string) => value.length === CODE_LENGTH && setCode(value)
  useTyping(
    (sign) => change(sign === '' ? typed.slice(0, -1) : typed + tidyCode(sign)),
    (line) => {
      const scanned = tidyCode(codeIn(line))
      setTyped(scanned.slice(0, CODE_LENGTH))
      look(scanned)
    },
  )
  const again = () => {
    setTyped('')
    setCode(undefined)
  }
  if (code !== undefined) return <Found code={code} onAgain={again} />
  const missing = CODE_LENGTH - typed.length
  return (
    <div className="grid min-h-full content-evenly gap-8 [--key:5.6rem]">
      <div className="grid gap-1">
        <h1 className="text-display">查进度</h1>
        <p className="text-ink-2">把单子上的二维码对准扫码口，或者按下面的键输入 12 位查询码。</p>
      </div>
      <CodePad label="查询码键盘" value={typed} length={CODE_LENGTH} onChange={change} />
      <Button full reason={missing > 0 ? `还差 ${missing} 位` : undefined} onClick={() => look(typed)}>
        查进度
      </Button>
    </div>
  )
}

function Found({ code, onAgain }: { code: string; onAgain: () => void }) {
  const { data, error } = useCall('track.look', { params: { code } })
  return (
    <div className="grid gap-8">
      <h1 className="text-display">办到哪一步了</h1>
      {data ? (
        <section className="rounded-card border border-line bg-paper p-6">
          <Progress matter={data} />
        </section>
      ) : error ? (
        <NotFound error={error} action={<Button onClick={onAgain}>再输一次</Button>} />
      ) : (
        <Skeleton shape="detail" />
      )}
      {data && (
        <Button kind="soft" full onClick={onAgain}>
          查另一件
        </Button>
      )}
    </div>
  )
}
