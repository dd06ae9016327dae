import { accounts } from './accounts.ts'
import { agenda } from './agenda.ts'
import { apiClients } from './api-clients.ts'
import { audit } from './audit.ts'
import { ballots } from './ballots.ts'
import { disclosure } from './disclosure.ts'
import { consents } from './consents.ts'
import { covenants } from './covenants.ts'
import { devices } from './devices.ts'
import { calendars } from './calendars.ts'
import { challenges } from './challenges.ts'
import { briefs } from './briefs.ts'
import { broadcasts } from './broadcasts.ts'
import { documents } from './documents.ts'
import { elections } from './elections.ts'
import { files } from './files.ts'
import { floor } from './floor.ts'
import { hotline } from './hotline.ts'
import { indicators } from './indicators.ts'
import { leaflets } from './leaflets.ts'
import { listExports } from './list-exports.ts'
import { matters, track } from './matters.ts'
import { meetings } from './meetings.ts'
import { motions } from './motions.ts'
import { notices } from './notices.ts'
import { oidc } from './oidc.ts'
import { people } from './people.ts'
import { phoneBindings } from './phone-bindings.ts'
import { openData } from './open-data.ts'
import { open311 } from './open311.ts'
import { places } from './places.ts'
import { proposals } from './proposals.ts'
import { publications } from './publications.ts'
import { resolutions } from './resolutions.ts'
import { secondWords } from './second-words.ts'
import { seats } from './seats.ts'
import { selfCheck } from './self-check.ts'
import { workbench } from './workbench.ts'
import { demo, session } from './session.ts'
import { streams } from './streams.ts'
import { views } from './views.ts'
import { wall } from './wall.ts'
import { webhooks } from './webhooks.ts'

/** Every route of the house, by noun. Screens import its type only: validators stay on the server. */
export const contract = {
  session,
  demo,
  accounts,
  oidc,
  places,
  people,
  phoneBindings,
  listExports,
  consents,
  secondWords,
  files,
  matters,
  track,
  notices,
  views,
  wall,
  indicators,
  disclosure,
  publications,
  openData,
  leaflets,
  open311,
  hotline,
  apiClients,
  webhooks,
  calendars,
  selfCheck,
  workbench,
  briefs,
  broadcasts,
  devices,
  meetings,
  motions,
  ballots,
  resolutions,
  proposals,
  seats,
  elections,
  documents,
  floor,
  covenants,
  agenda,
  challenges,
  streams,
  audit,
}
export type Contract = typeof contract
