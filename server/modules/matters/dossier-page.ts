import type { z } from 'zod'
import { addressAt } from '#contract/division-codes.ts'
import type { MatterDetail } from '#contract/matters.ts'
import { fieldsOf, minuteOf, type AnyFlow, type Field } from '#practice/kit/index.ts'
import { xmlText } from '#server/core/xml.ts'
import type { County } from '#server/modules/places/index.ts'

/** The dossier as people read it: one page that needs nothing else, not even a network, and prints on A4. */

type Detail = z.input<typeof MatterDetail>
type Answers = Detail['answers']
/** Small pictures by id, in base64. */
export type Pictures = ReadonlyMap<string, string>

/** Who took it out of the house, from which post. */
export type Maker = { name: string; post?: string }

export type Drawn = {
  county: County
  flow: AnyFlow
  detail: Detail
  /** Of each entry, oldest first. */
  hashes: readonly string[]
  pictures: Pictures
  maker: Maker
  madeAt: Date
}

export function drawDossier({ county, flow, detail, hashes, pictures, maker, madeAt }: Drawn): string {
  const made = `${xmlText(maker.name)}${maker.post ? `（${xmlText(maker.post)}）` : ''}`
  const steps = detail.entries.toReversed().map((entry, index) => {
    const hash = hashes[index] ?? ''
    return `<tr><td>${minute(entry.at)}</td><td>${xmlText(entry.name)}</td><td>${xmlText(entry.by)}</td><td>${answersOf(flow, entry.answers, pictures)}<p class="hash">存证 ${hash}</p></td></tr>`
  })
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${xmlText(detail.number)} 卷宗</title>
<style>${STYLE}</style>
</head>
<body>
<header><p>${xmlText(county.name)}</p><h1>${xmlText(flow.name)}卷宗</h1><p class="title">${xmlText(detail.title)}</p></header>
<dl>${factsOf(flow, detail)
    .map(([label, value]) => `<dt>${label}</dt><dd>${xmlText(value)}</dd>`)
    .join('')}</dl>
<h2>办理过程</h2>
<table><thead><tr><th>时间</th><th>做了什么</th><th>谁</th><th>内容</th></tr></thead>
<tbody>${steps.join('\n')}</tbody></table>
<footer>由${made}于 ${minuteOf(madeAt)} 从共治系统导出，供法院、档案等依法使用，不得另传。时间均为北京时间。是否与封存时一致，见“核验说明.txt”。</footer>
</body>
</html>
`
}

const minute = (at: string | undefined) => (at === undefined ? '' : minuteOf(new Date(at)))

function factsOf(flow: AnyFlow, detail: Detail): [string, string][] {
  const { agentName, consent, askerPhone } = detail
  const behalf = agentName ? `（${agentName} 代为提交${consent ? `，${consent}` : ''}）` : ''
  const all: [string, string | undefined][] = [
    ['编号', detail.number],
    ['收到', minute(detail.openedAt)],
    ['报事人', `${detail.askerName}${behalf}${askerPhone ? `，${askerPhone}` : ''}`],
    ['地点', addressAt(detail.divisionName, detail.place?.address ?? '')],
    ['类别', detail.itemName ?? flow.name],
    ['承办单位', detail.unitName ?? '没有派给单位'],
    ['现在', detail.stageName],
    ['期限', minute(detail.dueAt)],
    ['办结', minute(detail.endedAt)],
    ['并入', detail.mergedInto?.number],
    ['协办', detail.children.map(({ number }) => number).join('、')],
  ]
  return all.flatMap(([label, value]) => (value ? [[label, value]] : []))
}

function answersOf(flow: AnyFlow, answers: Answers, pictures: Pictures): string {
  return Object.entries(fieldsOf(flow))
    .flatMap(([key, field]) => {
      const value = answers[key]
      const shown =
        value === undefined ? '' : Array.isArray(value) ? photosOf(value, pictures) : said(field, value)
      return shown === '' ? [] : [`<p><span>${xmlText(field.label)}：</span>${shown}</p>`]
    })
    .join('')
}

function said({ kind }: Field, value: Answers[string]): string {
  if (typeof value === 'number')
    return kind === 'yuan'
      ? `${(value / 100).toFixed(2)} 元`
      : kind === 'stars'
        ? `${value} 颗星`
        : String(value)
  if (typeof value === 'object' && 'lng' in value)
    return xmlText([value.address, `北纬 ${value.lat}，东经 ${value.lng}`].filter(Boolean).join('；'))
  return xmlText(String(value)).replaceAll('\n', '<br>')
}

/** The small picture stands in the page; the one as it was kept lies beside it. */
function photosOf(ids: readonly string[], pictures: Pictures): string {
  const drawn = ids.flatMap((id) => {
    const small = pictures.get(id)
    return small === undefined
      ? []
      : [
          `<a href="files/${id}.jpg"><img alt="照片 ${id.slice(0, 8)}" src="data:image/jpeg;base64,${small}"></a>`,
        ]
  })
  return drawn.join('')
}

/** Fonts of the reader's own machine; ink on paper. */
const STYLE = `
@page { size: A4; margin: 18mm 16mm }
body { max-width: 178mm; margin: 12mm auto; padding: 0 4mm; font: 11pt/1.6 "Noto Sans SC", "Microsoft YaHei", sans-serif; color: #1c1e1d }
h1 { margin: 0; font-size: 20pt } h2 { font-size: 12pt; margin: 8mm 0 2mm }
header { border-bottom: .6mm solid; padding-bottom: 4mm } header p { margin: 0 } .title { font-weight: bold; font-size: 13pt }
dl { display: grid; grid-template-columns: 5em 1fr 5em 1fr; gap: 1mm 3mm } dt, td span, .hash, footer { color: #565c59 } dd { margin: 0 }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 10pt } thead { display: table-header-group }
th { text-align: left; font-weight: normal; color: #565c59 } th:nth-child(1) { width: 30mm } th:nth-child(2) { width: 24mm } th:nth-child(3) { width: 34mm }
td { vertical-align: top; border-top: .2mm solid #c9cfcc; padding: 1.5mm 2mm 1.5mm 0; overflow-wrap: anywhere } tr { break-inside: avoid }
td p { margin: 0 0 1mm } .hash { font: 7pt/1.4 monospace } img { max-width: 40mm; max-height: 34mm; margin: 1mm 1mm 0 0; vertical-align: top }
footer { margin-top: 8mm; border-top: .2mm solid; padding-top: 2mm; font-size: 9pt }
@media print { body { margin: 0; padding: 0; max-width: none } a { color: inherit; text-decoration: none } }
`
