// Written by bin/generate.mjs from the flow files; do not edit.
import { asFlow, type AnyFlow } from './kit/index.ts'
import { disclosureQuestion } from './disclosure/disclosure-question.flow.ts'
import { assist } from './grid/assist.flow.ts'
import { gridEvent } from './grid/grid-event.flow.ts'
import { dissent } from './meetings/dissent.flow.ts'
import { villageOrder } from './meetings/village-order.flow.ts'
import { personalData } from './privacy/personal-data.flow.ts'
import { villageService } from './services/village-service.flow.ts'
import { wish } from './wishes/wish.flow.ts'

/** Every flow of the house, by id. */
export const FLOWS: Readonly<Record<string, AnyFlow>> = Object.fromEntries(
  [asFlow(disclosureQuestion), asFlow(assist), asFlow(gridEvent), asFlow(dissent), asFlow(villageOrder), asFlow(personalData), asFlow(villageService), asFlow(wish)].map((flow) => [flow.id, flow]),
)

/** The flow of that id; throws when there is none. */
export function getFlow(id: string): AnyFlow {
  const flow = FLOWS[id]
  if (!flow) throw new Error(`no flow ${id}`)
  return flow
}
