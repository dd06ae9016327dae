import { Phone } from '#contract/session.ts'
import type { AnyFlow, Values } from '#practice/kit/index.ts'
import { placeNameOf } from '#contract/division-codes.ts'
import type { Services } from '#server/core/app.ts'
import { isId } from '#server/core/ids.ts'
import { invalid, Problem } from '#server/core/problem.ts'
import type { Client } from '#server/modules/api-clients/index.ts'
import { openMatter } from '#server/modules/matters/index.ts'
import { villageAt, type County } from '#server/modules/places/index.ts'
import { choicesOf, reportable, withLink, type Item } from './rules.ts'

/** A report by another system becomes a grid event like any other: one command, one set of rules. */

export type Form = Readonly<Record<string, string | readonly string[]>>
export type Reported = { id: string; number: string; code: string; notice: string }

/** Of the standard unless somebody else's door says which classes it takes. */
type Reporting = { key: string | undefined; services?: readonly Pick<Item, 'code'>[] }

const WORDS_MAX = 4000

/**
 * Reports. Throws a 422 that names each field at fault, a 404 for a service that does not exist; without one the words
 * decide. It is always entered for somebody else, so the code in the answer only reads: the client cannot close for them.
 */
export async function report(
  services: Services,
  county: County,
  flow: AnyFlow,
  client: Client,
  form: Form,
  { key, services: offered = reportable(county, flow) }: Reporting,
): Promise<Reported> {
  const given = (name: string) => textOf(form[name])
  const item = given('service_code')
  if (item !== '' && !offered.some(({ code }) => code === item)) throw unknownService(item)
  const place = pointOf(given('lat'), given('long'))
  const division = await villageOf(services, county, place, given('address_id'), given('address_string'))
  const answers: Values = {
    words: wordsOf(given('description') || unsaid(county, flow, item, given), given('media_url')),
    ...(item === '' ? {} : { item }),
    ...(place ? { place: { ...place, ...addressOf(given('address_string')) } } : {}),
    ...attributesOf(flow, form),
  }
  const behalf = reporterOf(given)
  const input = { flow: flow.id, action: 'report', division, answers, behalf }
  const { id, number, code } = await openMatter(
    services,
    client.scope,
    input,
    key && isId(key) ? { key } : {},
  )
  return {
    id,
    number,
    code,
    notice: `受理编号 ${number}。凭查询码 ${code} 在 /t/${code} 查看进度。${behalf.phone ? CONFIRMED : UNCONFIRMED}`,
  }
}

export const unknownService = (code: string) =>
  new Problem(404, 'not-found', `没有 service_code 为“${code}”的服务，请先看服务列表`)

const CONFIRMED = '确认用的码已用短信发给报事人，办好后由报事人确认。'
const UNCONFIRMED = '没有报事人的手机号，办好后没有人能确认，到期记为“未确认”。'

const textOf = (value: Form[string] | undefined) =>
  (typeof value === 'string' ? value : (value?.[0] ?? '')).trim()

function pointOf(lat: string, long: string): { lat: number; lng: number } | undefined {
  if (lat === '' && long === '') return undefined
  const point = { lat: Number(lat), lng: Number(long) }
  const isPoint = lat !== '' && long !== '' && Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180
  // NaN compares to nothing, so it is refused as well.
  if (!isPoint) throw invalid({ lat: 'lat 和 long 要一起写，都是 WGS84 的度数' })
  return point
}

/** The standard asks for one of three ways to say where. */
async function villageOf(
  { db }: Services,
  county: County,
  place: { lat: number; lng: number } | undefined,
  addressId: string,
  address: string,
): Promise<string> {
  if (addressId !== '') return addressId
  if (place) {
    const found = await villageAt(db, county.code, place)
    if (!found) throw invalid({ lat: `这个位置不在${county.name}的任何一个村，请核对 lat 和 long` })
    return found
  }
  if (address === '') throw invalid({ lat: '请写明在哪里：lat 和 long、address_id、address_string 至少一种' })
  const named = [...county.divisions.values()].filter(
    ({ level, name }) => level === 'village' && address.includes(placeNameOf(name)),
  )
  const [only] = named
  if (!only || named.length > 1)
    throw invalid({ address_string: '从地址看不出是哪个村，请写明村名，或者给出 lat 和 long' })
  return only.code
}

/** The standard leaves `description` out where the service says it all: its name and where it is are the words then. */
function unsaid(county: County, flow: AnyFlow, item: string, given: (name: string) => string): string {
  return [county.item(flow, item)?.name, given('address_string')].filter(Boolean).join('：')
}

/** A link is kept as it was sent; nothing is fetched, because an address of others may lead into our own house. */
function wordsOf(description: string, media: string): string {
  if (description === '') throw invalid({ description: '请写明什么事（description）' })
  if (description.length > WORDS_MAX) throw invalid({ description: `description 最多 ${WORDS_MAX} 个字` })
  const isLink = URL.canParse(media) && /^https?:$/.test(new URL(media).protocol)
  if (media !== '' && !isLink) throw invalid({ media_url: 'media_url 要是 http 或 https 的网址' })
  return withLink(description, media === '' ? undefined : new URL(media).href)
}

const addressOf = (address: string) => (address === '' ? {} : { address: address.slice(0, 120) })

function attributesOf(flow: AnyFlow, form: Form): Values {
  const known = new Map(choicesOf(flow))
  const given = Object.entries(form).flatMap(([name, value]) => {
    const code = /^attribute\[([^\]]+)\](?:\[\])?$/.exec(name)?.[1]
    return code === undefined ? [] : [[code, textOf(value)] as const]
  })
  for (const [code, value] of given) {
    const options = known.get(code)?.options.map((option) => option.value)
    if (!options?.includes(value))
      throw invalid({
        attribute: options
          ? `attribute[${code}] 只能是 ${options.join('、')}`
          : `这项服务没有 attribute[${code}]，请看服务定义`,
      })
  }
  return Object.fromEntries(given)
}

/** Who told the client. One who gave no name is still somebody else than the client, which says nothing in their place. */
function reporterOf(given: (name: string) => string): { name: string; phone?: string; consent: 'phone' } {
  const [first, last, phone] = [given('first_name'), given('last_name'), given('phone')]
  if (phone !== '' && !Phone.safeParse(phone).success)
    throw invalid({ phone: '手机号是 11 位数字（大陆手机），请核对' })
  const spaced = /[a-z]/i.test(first + last)
  const name = (spaced ? `${first} ${last}` : last + first).trim()
  return { name: (name || '报事人').slice(0, 20), consent: 'phone', ...(phone === '' ? {} : { phone }) }
}
