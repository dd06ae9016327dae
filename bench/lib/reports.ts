import { newId } from '#server/core/ids.ts'
import { VILLAGE } from './people.ts'

/** What villagers report, as the phone sends it: some classed by the phone, some left to the server. */

const REPORTS: readonly { words: string; item?: string; address: string; lng: number; lat: number }[] = [
  { words: '二组东巷口的下水道堵了，污水流到路上，味道大得很', item: '0402', address: '二组东巷口', lng: 109.3163, lat: 34.6422 },
  { words: '一组北巷中间的路灯坏了三天，晚上老人出门看不见', address: '一组北巷中间', lng: 109.3121, lat: 34.6441 },
  { words: '生产路上有个大坑，拉瓜的三轮差点翻了', item: '0601', address: '生产路东段，过机井房一百米', lng: 109.3198, lat: 34.643 },
  { words: '垃圾箱满了没人清，野狗扒得到处都是', address: '文化广场', lng: 109.3146, lat: 34.6413 },
  { words: '三组变压器台下的电线耷拉下来了，娃娃们在底下耍，危险', item: '0202', address: '三组变压器台下', lng: 109.3108, lat: 34.6384 },
  { words: '南斗渠三号口漏水，把我家的地泡了', address: '南斗渠三号口', lng: 109.3165, lat: 34.6372 },
  { words: '老砖厂后面有人倒建筑垃圾', item: '0405', address: '老砖厂后面', lng: 109.3186, lat: 34.6449 },
  { words: '村小学门口早上车停得乱，娃过马路不安全，能不能划个线', address: '村小学门口', lng: 109.3152, lat: 34.6429 },
] // prettier-ignore

export const KINDS = REPORTS.length

/** The body of `POST /api/matters` for the n-th report. */
export function reportBody(n: number): { flow: string; action: string; division: string; answers: Answers } {
  const { words, item, address, lng, lat } = REPORTS[n % KINDS] ?? { words: '', address: '', lng: 0, lat: 0 }
  const place = { lng, lat, address }
  return {
    flow: 'grid-event',
    action: 'report',
    division: VILLAGE,
    answers: { words, place, privacy: 'open', ...(item ? { item } : {}) },
  }
}
type Answers = Record<string, string | { lng: number; lat: number; address: string }>

/** The body of a dispatch by the street's dispatcher. */
export const dispatchBody = () => ({
  action: 'dispatch',
  answers: { unit: 'department-agriculture', advice: '请今天到现场看看，把情况告诉报事人' },
})

export const newKey = () => newId()
