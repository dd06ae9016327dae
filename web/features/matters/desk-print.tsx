import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { addressAt } from '#contract/division-codes.ts'
import type { AnyFlow } from '#practice/kit/index.ts'
import { useCounty } from '#web/client/county.ts'
import { useCall } from '#web/client/queries.ts'
import { openingAnswers } from '#web/matters/desk-evidence.tsx'
import { Answers } from '#web/matters/desk-history.tsx'
import { Qr } from '#web/matters/desk-qr.tsx'
import { useFlow, useReference, type Reference } from '#web/matters/desk-reference.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { ENDINGS, type Detail } from '#web/matters/desk-words.ts'
import { picturesIn } from '#web/matters/pictures.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { onPaper } from '#web/ui/on-paper.ts'

/** One matter on A4 paper: what was asked, where it stands, what was done, and how to follow it. */
export function PrintDesk({ id }: { id: string }) {
  const { data: detail, error, refetch } = useCall('matters.detail', { params: { id } })
  const flow = useFlow(detail?.flow)
  const reference = useReference(flow)
  if (!detail || !flow) {
    return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  }
  return (
    <main className="min-h-full bg-well p-6 print:bg-paper print:p-0">
      <div className="mx-auto mb-4 flex max-w-[210mm] items-center gap-2 print:hidden">
        <Button type="primary" onClick={() => print()}>
          打印
        </Button>
        <Button href={paths.matter(id)}>回到这件事</Button>
        <span className="text-ink-2">A4 纸，打印或另存为 PDF</span>
      </div>
      <Sheet detail={detail} flow={flow} reference={reference} />
    </main>
  )
}

function Sheet({ detail, flow, reference }: { detail: Detail; flow: AnyFlow; reference: Reference }) {
  const county = useCounty()
  const [printedAt] = useState(() => new Date().toISOString())
  const answers = openingAnswers(detail, flow)
  const photos = picturesIn(flow, answers)
  const lastDay = detail.endedAt ?? detail.dueAt
  const facts: [string, ReactNode][] = [
    ['编号', detail.number],
    ['收到时间', onPaper(detail.openedAt)],
    [
      '报事人',
      `${detail.askerName}${detail.agentName ? `（${detail.agentName} 代为提交${detail.consent ? `，${detail.consent}` : ''}）` : ''}`,
    ],
    ['地点', addressAt(detail.divisionName, detail.place?.address ?? '')],
    ['类别', detail.itemName ?? flow.name],
    ['承办单位', detail.unitName ?? '未派'],
    ['现在的环节', `${detail.stageName}${detail.ending ? `（${ENDINGS[detail.ending]}）` : ''}`],
    [detail.endedAt ? '办结时间' : '办理期限', lastDay === undefined ? '不计时' : onPaper(lastDay)],
  ]
  return (
    <article className="mx-auto grid max-w-[210mm] gap-5 bg-paper p-[18mm] shadow-float print:max-w-none print:p-0 print:shadow-none">
      <header className="flex items-start justify-between gap-6 border-b-2 border-ink pb-4">
        <div>
          <p className="text-ink-2">{county?.name}</p>
          <h1 className="text-display font-bold">{flow.name}办理单</h1>
          <p className="mt-2 text-lead font-bold">{detail.title}</p>
        </div>
        <Follow detail={detail} />
      </header>
      <dl className="grid grid-cols-[6em_1fr_6em_1fr] gap-x-3 gap-y-1.5">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section aria-labelledby="asked" className="grid gap-2">
        <h2 id="asked" className="border-b border-line pb-1 font-bold">
          反映的内容
        </h2>
        <Answers flow={flow} answers={answers} reference={reference} />
        {photos.length > 0 && (
          <div className="grid grid-cols-3 gap-2">
            {photos.map(({ url, alt }) => (
              <img key={url} src={url} alt={alt} className="h-40 w-full bg-well object-cover" />
            ))}
          </div>
        )}
      </section>
      <Steps detail={detail} flow={flow} reference={reference} />
      <footer className="flex justify-between border-t border-line pt-3 text-small text-ink-2">
        <span>打印时间 {onPaper(printedAt)}</span>
        <span>经手人签字：＿＿＿＿＿＿＿＿</span>
      </footer>
    </article>
  )
}

/** How the paper leads back to the matter: the asker's own code where this person may know it, else the desk. */
function Follow({ detail: { code, id } }: { detail: Detail }) {
  const address = code ? `${location.origin}/t/${code}` : `${location.origin}${paths.matter(id)}`
  return (
    <div className="grid w-40 shrink-0 justify-items-center gap-1 text-center text-note text-ink-2">
      <Qr text={address} label={code ? '查询二维码' : '工作台二维码'} />
      {code ? (
        <p>
          扫码看进展，不用登录
          <br />
          查询码 {code}
        </p>
      ) : (
        <p>工作人员扫码办理；报事人凭回执上的查询码看进展</p>
      )}
    </div>
  )
}

/** On paper one reads from the beginning. */
function Steps({ detail, flow, reference }: { detail: Detail; flow: AnyFlow; reference: Reference }) {
  const inOrder = [...detail.entries].sort((a, b) => a.seq - b.seq)
  return (
    <section aria-labelledby="steps">
      <h2 id="steps" className="border-b border-line pb-1 font-bold">
        办理过程
      </h2>
      <table className="w-full text-small">
        <thead>
          <tr className="text-left text-ink-2">
            <th scope="col" className="w-36 py-1.5 font-normal">
              时间
            </th>
            <th scope="col" className="w-24 py-1.5 font-normal">
              做了什么
            </th>
            <th scope="col" className="w-40 py-1.5 font-normal">
              谁
            </th>
            <th scope="col" className="py-1.5 font-normal">
              内容
            </th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map(({ seq, at, name, by, answers }, index) => (
            <tr key={seq} className="break-inside-avoid border-t border-line align-top">
              <td className="py-1.5">{onPaper(at)}</td>
              <td className="py-1.5">{name}</td>
              <td className="py-1.5">{by}</td>
              <td className="py-1.5">
                {index === 0 ? '内容见上' : <Answers flow={flow} answers={answers} reference={reference} />}
                {index > 0 &&
                  picturesIn(flow, answers).length > 0 &&
                  `照片 ${picturesIn(flow, answers).length} 张`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
