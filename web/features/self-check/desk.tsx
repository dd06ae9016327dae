import { Button } from 'antd'
import { SELF_CHECK_RESULTS } from '#contract/words.ts'
import type { Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { onPaper } from '#web/ui/on-paper.ts'

type Line = Output<'selfCheck.show'>['lines'][number]

/** The prohibitions with what was found in the running program, on A4 for an inspector. */
export function SelfCheckDesk() {
  const { data, error, refetch, isFetching } = useCall('selfCheck.show', {})
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <div className="h-full overflow-y-auto bg-well p-6 print:h-auto print:overflow-visible print:bg-paper print:p-0">
      <div className="mx-auto mb-4 flex max-w-[210mm] items-center gap-2 print:hidden">
        <Button type="primary" onClick={() => print()}>
          打印
        </Button>
        <Button loading={isFetching} onClick={() => void refetch()}>
          再查一遍
        </Button>
        <span className="flex-1 text-ink-2">A4 纸，打印或另存为 PDF</span>
        <DeskSheet of="selfCheck.show" />
      </div>
      <Sheet checked={data} />
    </div>
  )
}

function Sheet({ checked: { at, county, lines } }: { checked: Output<'selfCheck.show'> }) {
  const count = (result: Line['result']) => lines.filter((line) => line.result === result).length
  return (
    <article className="mx-auto grid max-w-[210mm] gap-5 bg-paper p-[18mm] shadow-float print:max-w-none print:p-0 print:shadow-none">
      <header className="border-b-2 border-ink pb-4">
        <p className="text-ink-2">{county}</p>
        <h1 className="text-display font-bold">基层减负自查表</h1>
        <p className="mt-2">
          {onPaper(at)} 在运行的系统里逐条查：{count('holds')} 条没有发现问题，{count('broken')} 条发现问题，
          {count('person')} 条要人来看。
        </p>
      </header>
      <table className="w-full text-small">
        <thead>
          <tr className="text-left text-ink-2">
            <th scope="col" className="w-[34%] py-1.5 font-normal">
              不能做的、要做到的
            </th>
            <th scope="col" className="w-24 py-1.5 font-normal">
              结果
            </th>
            <th scope="col" className="py-1.5 font-normal">
              怎么查的，查到什么
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id} className="break-inside-avoid border-t border-line align-top">
              <td className="py-2 pr-4">
                <b>{line.ban}</b>
                <p className="text-ink-2">{line.source}</p>
              </td>
              <td className="py-2">
                <Result result={line.result} />
              </td>
              <td className="py-2">
                <p className="text-ink-2">{line.how}</p>
                {line.found.map((found) => (
                  <p key={found} className="break-words">
                    {found}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer className="flex justify-between border-t border-line pt-3 text-small text-ink-2">
        <span>由系统当场查出，不能手工改写</span>
        <span>检查人签字：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿</span>
      </footer>
    </article>
  )
}

const LOOKS: Readonly<Record<Line['result'], { icon: IconName; className: string; says: string }>> = {
  holds: { icon: 'check', className: 'text-done', says: SELF_CHECK_RESULTS.holds },
  broken: { icon: 'warning', className: 'font-bold text-late', says: SELF_CHECK_RESULTS.broken },
  person: { icon: 'eye', className: 'text-wait', says: SELF_CHECK_RESULTS.person },
}

/** Icon, colour and word, never colour alone: on paper it may be grey. */
function Result({ result }: { result: Line['result'] }) {
  const { icon, className, says } = LOOKS[result]
  return (
    <span className={`flex items-center gap-1 whitespace-nowrap ${className}`}>
      <Icon name={icon} className="size-[1.1em]" />
      {says}
    </span>
  )
}
