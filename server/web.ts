import { join } from 'node:path'
import { ROLES } from '#contract/roles.ts'
import type { App, Services } from './core/app.ts'
import { Problem } from './core/problem.ts'
import { findRoot } from './core/root.ts'
import { openServer } from './core/server.ts'
import { isFileAsked } from './core/sheet.ts'
import { isTouched, tokenOf } from './core/token.ts'
import { accountsRoutes } from './modules/accounts/index.ts'
import { agendaRoutes } from './modules/agenda/index.ts'
import { apiClientsRoutes } from './modules/api-clients/index.ts'
import { auditRoutes, findSentIn, keepRowsIn } from './modules/audit/index.ts'
import { ballotsRoutes } from './modules/ballots/index.ts'
import { briefsRoutes } from './modules/briefs/index.ts'
import { broadcastsRoutes } from './modules/broadcasts/index.ts'
import { calendarsRoutes } from './modules/calendars/index.ts'
import { challengesRoutes } from './modules/challenges/index.ts'
import { consentsRoutes, guardianWord } from './modules/consents/index.ts'
import { covenantsRoutes } from './modules/covenants/index.ts'
import { devicesRoutes } from './modules/devices/index.ts'
import { disclosureRoutes } from './modules/disclosure/index.ts'
import { documentsRoutes } from './modules/documents/index.ts'
import { electionsRoutes } from './modules/elections/index.ts'
import { filesRoutes } from './modules/files/index.ts'
import { floorRoutes } from './modules/floor/index.ts'
import { hotlineRoutes } from './modules/hotline/index.ts'
import { indicatorsRoutes, lagSeconds } from './modules/indicators/index.ts'
import { leafletsRoutes } from './modules/leaflets/index.ts'
import { listExportsRoutes } from './modules/list-exports/index.ts'
import { flowRoutes, mattersRoutes, trackRoutes } from './modules/matters/index.ts'
import { meetingsRoutes } from './modules/meetings/index.ts'
import { motionsRoutes } from './modules/motions/index.ts'
import { noticesRoutes } from './modules/notices/index.ts'
import { listWord, makerOf, peopleRoutes } from './modules/people/index.ts'
import { oidcRoutes } from './modules/oidc/index.ts'
import { bindingWord, phoneBindingsRoutes } from './modules/phone-bindings/index.ts'
import { openDataRoutes } from './modules/open-data/index.ts'
import { open311Routes } from './modules/open311/index.ts'
import { countyCodes, getCounty, placesRoutes } from './modules/places/index.ts'
import { proposalsRoutes } from './modules/proposals/index.ts'
import { publicationsRoutes } from './modules/publications/index.ts'
import { resolutionsRoutes } from './modules/resolutions/index.ts'
import { secondWordsRoutes } from './modules/second-words/index.ts'
import { seatsRoutes } from './modules/seats/index.ts'
import { selfCheckRoutes } from './modules/self-check/index.ts'
import { workbenchRoutes } from './modules/workbench/index.ts'
import { findScope, sessionRoutes } from './modules/session/index.ts'
import { streamsRoutes } from './modules/streams/index.ts'
import { viewsRoutes } from './modules/views/index.ts'
import { wallRoutes } from './modules/wall/index.ts'
import { webhooksRoutes } from './modules/webhooks/index.ts'

/** Every noun with routes. */
const NOUNS: readonly ((app: App) => void)[] = [
  sessionRoutes,
  accountsRoutes,
  oidcRoutes,
  placesRoutes,
  peopleRoutes,
  phoneBindingsRoutes,
  listExportsRoutes,
  consentsRoutes,
  (app) => secondWordsRoutes(app, { phone: bindingWord, guardian: guardianWord, list: listWord }),
  filesRoutes,
  mattersRoutes,
  trackRoutes,
  flowRoutes,
  noticesRoutes,
  broadcastsRoutes,
  devicesRoutes,
  viewsRoutes,
  wallRoutes,
  indicatorsRoutes,
  disclosureRoutes,
  publicationsRoutes,
  openDataRoutes,
  leafletsRoutes,
  open311Routes,
  hotlineRoutes,
  apiClientsRoutes,
  webhooksRoutes,
  calendarsRoutes,
  selfCheckRoutes,
  workbenchRoutes,
  briefsRoutes,
  meetingsRoutes,
  motionsRoutes,
  ballotsRoutes,
  resolutionsRoutes,
  proposalsRoutes,
  seatsRoutes,
  electionsRoutes,
  documentsRoutes,
  floorRoutes,
  covenantsRoutes,
  agendaRoutes,
  challengesRoutes,
  streamsRoutes,
  auditRoutes,
]

/**
 * The whole house behind one address: core knows how to serve, the modules know what. `traced` is off only where a bench
 * asks what the audit log costs.
 */
export function buildHttp(services: Services, { traced = true } = {}): Promise<App> {
  const findCounty = countyFinder(services)
  return openServer(services, {
    identify: async (request) => {
      const county = await findCounty()
      const token = tokenOf(request)
      const how = {
        anew: request.routeOptions.config.definition?.proven !== undefined || isFileAsked(request),
        touched: isTouched(request),
      }
      return {
        county,
        scope: token === undefined ? undefined : await findScope(services, county, token, how),
      }
    },
    bindRoutes: (app) => NOUNS.forEach((bindRoutes) => bindRoutes(app)),
    takingOf: async (scope, division = scope.post?.division) => {
      const county = await getCounty(services.db, scope.county)
      const { name, post } = await services.db.read(scope.county, (tx) => makerOf(tx, scope))
      return {
        by: name,
        title: post ?? ROLES.villager.name,
        place: county.placeName(division ?? scope.county),
      }
    },
    health: async () => ({ countersBehindSeconds: await lagSeconds(services) }),
    screens: join(findRoot(), 'dist/web'),
    keepRows: traced ? keepRowsIn(services) : undefined,
    findSent: findSentIn(services),
  })
}

/** The county served here: the configured one, or the only one there is. Asked until there is one, then remembered. */
function countyFinder({ config, db }: Services): () => Promise<string> {
  let found: string | undefined
  return async () => {
    if (found !== undefined) return found
    const codes = (await db.asOwner((tx) => countyCodes(tx))).map(({ county }) => county)
    const wanted = config.county ?? (codes.length === 1 ? codes[0] : undefined)
    if (wanted === undefined || !codes.includes(wanted)) {
      throw new Problem(
        503,
        'no-county',
        '没有认出是哪个县区：请管理员装入配置包，库里不止一个县区时用 COUNTY 指定',
      )
    }
    return (found = wanted)
  }
}
