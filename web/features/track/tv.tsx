import { useState } from 'react'
import { CODE_LENGTH, tidyCode } from '#contract/tracking-code.ts'
import { useCall } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { CodePad } from '#web/ui/code-pad.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { useTyping } from '#web/ui/use-typing.ts'
import { codeIn, NotFound, Progress } from './parts.tsx'

/** The code by number keys and the grid of signs; the answer comes with the last sign, nothing else to press. */
export function TrackTv({ onHome }: { onHome: () => void }) {
  const [typed, setTyped] = useState('')
  const change = (value: string) => setTyped(tidyCode(value).slice(0, CODE_LENGTH))
  useTyping(
    (sign) => change(sign === '' ? typed.slice(0, -1) : typed + sign),
    (line) => change(codeIn(line)),
  )
  const code = typed.length === CODE_LENGTH ? typed : undefined
  const { data, error } = useCall('track.look', code === undefined ? undefined : { params: { code } })
  const again = (
    <Button kind="soft" onClick={() => setTyped('')}>
      再输一次
    </Button>
  )
  if (code === undefined) {
    return (
      <div className="mx-auto grid h-full max-w-[42rem] content-center gap-5">
        <h1 className="text-title">查进度：输入单子上的 12 位查询码</h1>
        <CodePad label="查询码键盘" value={typed} length={CODE_LENGTH} onChange={change} />
        <p className="text-small text-ink-2">遥控器的数字键也能直接输入；按返回键回首页。</p>
      </div>
    )
  }
  return (
    <div className="grid h-full content-center gap-10">
      <h1 className="sr-only">办到哪一步了</h1>
      {data ? (
        <Progress matter={data} beside />
      ) : error ? (
        <NotFound error={error} action={null} />
      ) : (
        <Skeleton shape="detail" />
      )}
      <p className="flex gap-4">
        {again}
        <Button kind="plain" onClick={onHome}>
          回首页
        </Button>
      </p>
    </div>
  )
}
