import { Button } from 'antd'
import { useState } from 'react'
import { addressOf } from '#web/client/call.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { formatYuan } from '#web/ui/money-field.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { AssignForm } from './desk-assign.tsx'
import { StepForm, type StepKind } from './desk-step.tsx'
import { moneyText, type Resolution, type Step, type Task } from './words.ts'

/** Who does what by when for how much, and everything that happened to it. */
export function Tasks({ resolution }: { resolution: Resolution }) {
  const { id, taskList, keeps, result } = resolution
  const [assigning, setAssigning] = useState(false)
  return (
    <section aria-labelledby="tasks" className="grid gap-3">
      <div className="flex items-center justify-between">
        <h2 id="tasks" className="font-bold">
          任务
        </h2>
        {keeps && !result && !assigning && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAssigning(true)}>
            交办任务
          </Button>
        )}
      </div>
      {assigning && <AssignForm id={id} onDone={() => setAssigning(false)} />}
      {taskList.length === 0 && !assigning && (
        <p className="rounded-card border border-dashed border-edge p-5 text-ink-2">
          还没有交办。写清谁办、哪天办完、花多少钱，办的人在手机上报进展，付款在这里记凭证号。
        </p>
      )}
      {taskList.map((task) => (
        <TaskCard key={task.id} task={task} resolution={resolution} />
      ))}
    </section>
  )
}

function TaskCard({ task, resolution }: { task: Task; resolution: Resolution }) {
  const { words, executor, dueOn, budgetFen, paidFen, state, stateName, late, doneOn, mine } = task
  const [doing, setDoing] = useState<StepKind>()
  const steps = resolution.steps.filter((step) => step.task === task.id && step.action !== 'assign')
  const acts = state === 'open' && (resolution.keeps || mine)
  return (
    <article
      className={`grid gap-3 rounded-card border bg-paper p-4 ${late ? 'border-late' : 'border-line'}`}
    >
      <header className="grid gap-1">
        <h3 className="flex items-start justify-between gap-3">
          <b>{words}</b>
          <StateBadge state={late ? 'late' : state === 'done' ? 'done' : 'move'}>
            {late ? '已超期' : stateName}
          </StateBadge>
        </h3>
        <p className="text-ink-2 tabular-nums">
          {executor}办，
          {doneOn && (
            <>
              <OnDay day={doneOn} />
              办结，期限
            </>
          )}
          <OnDay day={dueOn} />
          {!doneOn && '前办完'}。{moneyText(paidFen, budgetFen)}
        </p>
        {late && <p className="text-late">超期的任务会自己回到下一次会议的议程。</p>}
      </header>
      <Steps resolution={resolution.id} steps={steps} />
      {acts &&
        (doing ? (
          <StepForm id={resolution.id} task={task} kind={doing} onDone={() => setDoing(undefined)} />
        ) : (
          <div className="flex gap-2">
            <Button onClick={() => setDoing('progress')}>报进展</Button>
            {resolution.keeps && budgetFen > 0 && <Button onClick={() => setDoing('pay')}>记付款</Button>}
            <Button onClick={() => setDoing('finish')}>办结</Button>
          </div>
        ))}
    </article>
  )
}

function Steps({ resolution, steps }: { resolution: string; steps: readonly Step[] }) {
  if (steps.length === 0) return null
  return (
    <ol className="grid gap-3 border-t border-line pt-3">
      {steps.map(({ name, words, by, at, files, amountFen, voucher }) => (
        <li key={`${at} ${name}`} className="grid gap-1">
          <p>
            <b>{name}</b>
            {amountFen !== undefined && (
              <span className="ml-2 tabular-nums">
                {formatYuan(amountFen)} 元，凭证 {voucher}
              </span>
            )}
            <span className="ml-2">{words}</span>
          </p>
          {files.length > 0 && (
            <Photos
              photos={files.map((file, index) => ({
                url: addressOf('resolutions.file', { params: { id: resolution, file }, query: {} }),
                thumb: addressOf('resolutions.file', {
                  params: { id: resolution, file },
                  query: { size: 'small' },
                }),
                alt: `${name}的第 ${index + 1} 张照片`,
              }))}
            />
          )}
          <p className="text-small text-ink-3">
            {by} <Moment at={at} />
          </p>
        </li>
      ))}
    </ol>
  )
}
