import { levelOf } from '#contract/division-codes.ts'
import {
  faults,
  fieldsOf,
  findAction,
  guessReported,
  isBlank,
  openersOf,
  plays,
  type Actor,
  type AnyFlow,
  type Matter,
  type Opening,
  type Place,
  type Values,
} from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, Problem } from '#server/core/problem.ts'
import { actorOf, type Scope } from '#server/core/scope.ts'
import type { County } from '#server/modules/places/index.ts'
import { fromGcj02, isInside } from './coordinates.ts'
import { whoAsks, type OnBehalf } from './behalf.ts'
import { mayHang } from './policy.ts'
import { cleanText, DATA_FLOW } from './rules.ts'
import * as store from './store.ts'

/** What is checked before anything is written, beyond what the pure rules can see. */

export type Checked = { answers: Values; opening: Opening; consent?: { name: string; given: string } }
type Input = { action: string; division: string; answers: Values; behalf?: OnBehalf | undefined }

/** Answers as they are kept: blanks left out, places in WGS84, characters nobody sees removed. */
export function takeAnswers(flow: AnyFlow, given: Values): Values {
  const fields = fieldsOf(flow)
  const kept: Record<string, Values[string]> = {}
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || isBlank(value)) continue
    kept[key] =
      typeof value === 'string'
        ? cleanText(value)
        : fields[key]?.kind === 'place'
          ? fromGcj02(value as Place)
          : value
  }
  return kept
}

/** Checks an opening as a whole: place, person, part, answers. Throws 422 or 403 with sentences. */
export async function checkOpening(
  tx: Tx,
  { secrets }: Pick<Services, 'secrets'>,
  county: County,
  flow: AnyFlow,
  scope: Scope,
  input: Input,
  now: Date,
): Promise<Checked> {
  if (!openersOf(flow).includes(input.action)) throw new Problem(422, 'rule', '这个流程不能这样开始')
  checkDivision(county, input.division)
  const answers = classed(county, flow, takeAnswers(flow, input.answers))
  const wrong = faults(flow, input.action, answers, {}, county.facts(flow, itemOf(county, flow, answers)))
  if (wrong) throw wrong.rule ? new Problem(422, 'rule', wrong.rule) : invalid(wrong.fields)
  checkReferences(county, flow, answers)
  await demandOwnPictures(tx, flow, answers, { person: scope.person })
  if (flow.id === DATA_FLOW && input.behalf && input.behalf.person === undefined)
    throw invalid({ 'behalf.person': '要改、要删的是名册里的信息，请从名册里选是谁；只写姓名不能办' })
  const who = await whoAsks(tx, scope, secrets, input)
  checkPart(county, flow, scope, input, now)
  const opening: Opening = {
    asker: who.asker,
    division: input.division,
    ...(who.agent ? { agent: who.agent } : {}),
  }
  return {
    answers,
    opening,
    ...(input.behalf ? { consent: { name: input.behalf.name, given: input.behalf.consent } } : {}),
  }
}

/** Checks the answers of an action on a matter, and what they point to. */
export async function checkGiven(
  tx: Tx,
  county: County,
  flow: AnyFlow,
  action: string,
  answers: Values,
  { row, actor }: { row: store.MatterRecord; actor: Actor },
): Promise<void> {
  const item = itemOf(county, flow, answers) ?? county.item(flow, row.state.item)
  const wrong = faults(flow, action, answers, row.state.answers, county.facts(flow, item))
  if (wrong) throw wrong.rule ? new Problem(422, 'rule', wrong.rule) : invalid(wrong.fields)
  checkReferences(county, flow, answers)
  await demandOwnPictures(tx, flow, answers, { person: actor.person, matter: row.id })
  // Under another class it would be the village's to see (信访工作条例 30).
  if (row.conduct && item?.conduct !== true) throw new Problem(422, 'rule', CONDUCT_STAYS)
  for (const [key, field] of Object.entries(fieldsOf(flow))) {
    const number = answers[key]
    if (field.kind !== 'matter' || typeof number !== 'string') continue
    const earlier = await store.lockOpenByNumber(tx, number)
    const fits =
      earlier &&
      earlier.flow === row.flow &&
      earlier.id !== row.id &&
      // Whoever asked the one follows the other from now on, and a file whose words are everybody's takes in no confidence.
      earlier.conduct === row.conduct &&
      earlier.confidential === row.confidential &&
      earlier.division.slice(0, 9) === row.division.slice(0, 9)
    if (!fits) throw invalid({ [key]: '没有找到这个编号的在办事项，请核对编号（同一街道、还没有办结）' })
  }
}

const CONDUCT_STAYS =
  '反映村干部的事不能改成别的类别，改了村里就看得到。不是反映干部的，请提请终止，写明请报事人重新报'

/** The item the answers name. */
const itemOf = (county: County, flow: AnyFlow, { item }: Values) =>
  typeof item === 'string' ? county.item(flow, item) : undefined

function checkDivision(county: County, division: string): void {
  const known = county.divisions.get(division)
  if (!known || !['village', 'grid', 'microgrid'].includes(levelOf(division))) {
    throw invalid({ division: `请选${county.name}里的一个村或社区` })
  }
}

/** A report without a class gets the likeliest one from its words; a dispatcher may change it. */
function classed(county: County, flow: AnyFlow, answers: Values): Values {
  if (!flow.catalogue || answers['item'] !== undefined || flow.fields['item'] === undefined) return answers
  const words = answers['words']
  const items = county.catalogues.get(flow.catalogue)?.items ?? []
  // Where nobody chose, what may be said of the village's people is kept from them.
  const best = typeof words === 'string' ? guessReported(items, words)[0] : undefined
  const fallback = items.find(({ details }) => details['fallback'] === 'true')
  const code = (best ?? fallback)?.code
  return code === undefined ? answers : { ...answers, item: code }
}

function checkReferences(county: County, flow: AnyFlow, answers: Values): void {
  const wrong: Record<string, string> = {}
  for (const [key, field] of Object.entries(fieldsOf(flow))) {
    const value = answers[key]
    if (value === undefined) continue
    if (field.kind === 'item' && !county.isInForce(flow, value as string))
      wrong[key] = '没有这个类别，请重新选择'
    if (field.kind === 'unit' && !county.units.has(value as string)) wrong[key] = '没有这个单位，请从列表里选'
    if (field.kind === 'place' && !isInside(county, value as Place))
      wrong[key] = `这个位置不在${county.name}，请在地图上重新点一下`
    if (field.kind === 'photos' && !(value as readonly string[]).every((id) => /^[0-9a-f]{64}$/.test(id)))
      wrong[key] = '照片没有传上来，请重新选一次'
  }
  if (Object.keys(wrong).length > 0) throw invalid(wrong)
}

/**
 * Pictures are hung by who added them, or hang there already: a matter shows what it carries to all who see it, so whoever
 * only learned a picture's name would open it to themselves and to others. Throws a 422.
 */
async function demandOwnPictures(
  tx: Tx,
  flow: AnyFlow,
  answers: Values,
  by: { person: string; matter?: string },
): Promise<void> {
  for (const [key, field] of Object.entries(fieldsOf(flow))) {
    const files = answers[key]
    if (field.kind !== 'photos' || files === undefined) continue
    if (!(await mayHang(tx, by, files as readonly string[])))
      throw invalid({ [key]: '有一张照片没有传上来，请重新选一次' })
  }
}

/** A part that opens matters is played over the place alone: there is no matter yet to play it in. */
function checkPart(
  county: County,
  flow: AnyFlow,
  scope: Scope,
  { action, division }: Input,
  now: Date,
): void {
  const by = findAction(flow, action)?.by
  if (by === 'anyone') return
  const at = now.toISOString()
  const blank: Matter = {
    flow: flow.id, stage: '', level: 'village', division, asker: '', openedAt: at, stageAt: at, assistsOpen: 0, answers: {}, done: {}, rev: 0,
  } // prettier-ignore
  if (by === undefined || by === 'clock' || !plays(flow, by, blank, actorOf(scope))) {
    throw denied(`只有${county.placeName(division)}的网格员和村干部能这样记`)
  }
}
