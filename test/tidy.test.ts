import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The style guide as a test (STYLE.md). Each rule says why; when a review finds a kind of fault twice, it comes here. */

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file))
const read = (file: string) => readFileSync(file, 'utf8')
const sources = tracked.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('.gen.'))
const docs = tracked.filter((file) => file.endsWith('.md'))

/** What imports what, as paths from the root; packages are left out. */
function importsOf(file: string): string[] {
  const found = [...read(file).matchAll(/(?:from|import\()\s*'([#.][^']+)'/g)].map(([, path = '']) => path)
  return found.map((path) => (path.startsWith('#') ? path.slice(1) : normalize(join(dirname(file), path))))
}
const folderOf = (path: string) => path.split('/')[0] ?? ''
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.startsWith('test/')

/** Blueprint §1: imports point down the picture only. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  contract: ['contract'],
  practice: ['practice', 'contract'],
  packs: ['packs', 'practice', 'contract'],
  server: ['server', 'practice', 'contract', 'packs', 'db'],
  db: ['db', 'practice', 'contract'],
  web: ['web', 'practice', 'contract'],
}

/** A server module may hold only these, so that a stranger knows where to look before opening anything. */
const MODULE_FILES = /^(index|routes|commands|rules|store|policy|jobs|sheet)\.ts$|\.test\.ts$/
/** Further files of a module, each with the reason it is none of the above. */
const MODULE_MORE: Record<string, readonly string[]> = {
  // What administrators do with an account is another matter than coming in by one; both have their SQL. A table of
  // many is read, weighed and answered with a table.
  accounts: ['managing', 'many', 'register'],
  // What is entered about a seat is told to who it concerns.
  seats: ['telling'],
  // What is asked of the provider over the network is neither SQL nor a rule.
  oidc: ['provider'],
  // The heart has more than one of a kind: lists, what in them cannot wait, what its codes give, for whom it is asked, presentation, effects on other rows, the log's
  // readers, and one matter as a sealed file with its page.
  matters: [
    'asked',
    'attention',
    'behalf',
    'changes',
    'checks',
    'codes',
    'coordinates',
    'dossier',
    'dossier-page',
    'effects',
    'flow-routes',
    'lives',
    'near',
    'present',
    'queries',
    'track-routes',
    'writing',
  ],
  // Rows of the log in words.
  audit: ['present', 'words'],
  // The county as rules see it is neither SQL nor a rule.
  places: ['ground'],
  // Spreadsheets become rows, lists lie on the disk, and a batch is weighed against what is known: neither SQL nor a
  // bare rule. What screens read is apart from what an import writes; so is how people stand in the register, and the
  // one way to see of them what is masked.
  people: ['batch', 'excel', 'lists', 'phones', 'queries', 'records', 'register', 'sheets', 'unmasking'],
  // A brief's words from numbers, its life as a fold, and its one form outside the house.
  briefs: ['content', 'document', 'drafting'],
  // Screens that listen, kept together by what they hear.
  notices: ['hub'],
  devices: ['hub'],
  // Tables as plain lines, for boxes that draw nothing else.
  'open-data': ['text-pages'],
  // The worker's SQL and the watch's beside that of duties, which is long enough; what answers the watch beside it;
  // what caches ask for is asked once, and the list is kept.
  disclosure: ['items', 'reminders', 'revisions', 'watch', 'watch-routes'],
  // Readers' lists apart from what changes them; a sheet is read from a file; publishing is what all the rest is for, and
  // a past is published by the thousand.
  publications: ['proof', 'follow', 'past', 'present', 'publish', 'queries', 'sheets'],
  // Pages are set, drawn and bound: none of it SQL or a rule. What is sent and read out lies beside what is printed.
  leaflets: [
    'announcing',
    'binding',
    'board-pages',
    'document',
    'drawing',
    'files',
    'leaflet-pages',
    'quiet-pages',
    'tables',
  ],
  // Ballots on their way into the box, held together so that none is written alone; keys at hand while papers are
  // handed out together, and what signs them in threads of its own. Votes written on paper beside the phones have steps and
  // rows of their own.
  ballots: ['keys', 'mix', 'signer', 'tickets', 'writing', 'writing-store'],
  // Whose vote somebody may cast: rules over several tables, for one voter and for a hall; and what the desk enters for others.
  motions: ['declaring', 'entered', 'voters'],
  // What was decided and signed becomes blocks of paper; scans are read by what they hang on.
  documents: ['drawing', 'queries'],
  // Who came and who is counted are tables of their own; what was entered for others, too, and the minutes are written from all
  // of it and signed; what was decided is filed in a chain; screens listen, the roll is told; the law is asked before, and so is
  // what another module’s tables say lies on the table or was authorised.
  meetings: [
    'archive',
    'attend',
    'authority',
    'entered',
    'hub',
    'law',
    'minutes',
    'monthly',
    'opinions',
    'present',
    'queries',
    'roll',
    'signing',
    'telling',
    'weigh',
  ],
  // A proposal’s face, and the opinions and the people that stand beside it.
  proposals: ['dissents', 'opinions', 'present', 'support'],
  // The chain of a resolution as people read it.
  resolutions: ['present'],
  // The camera’s server is started and asked; what it cut lies on the disk.
  streams: ['pieces', 'studio'],
  // The seed draws its own photographs; the county is planned, peopled and lived through.
  demo: [
    'decisions',
    'disclosure',
    'drawings',
    'meetings',
    'scenes',
    'county',
    'county-course',
    'county-people',
    'county-plan',
    'county-families',
    'publications',
  ],
}

describe('imports', () => {
  it('point down the picture only', () => {
    const wrong = sources
      .filter((file) => !isTest(file))
      .flatMap((file) => importsOf(file).map((path) => [file, path] as const))
      .filter(
        ([file, path]) => MAY_IMPORT[folderOf(file)] && !MAY_IMPORT[folderOf(file)]?.includes(folderOf(path)),
      )
    expect(wrong).toEqual([])
  })

  it('enter a server module through its face', () => {
    const wrong = sources
      .filter((file) => !isTest(file))
      .flatMap((file) => importsOf(file).map((path) => [file, path] as const))
      .filter(([file, path]) => {
        const module = /^server\/modules\/([^/]+)\//.exec(path)?.[1]
        return module && !file.startsWith(`server/modules/${module}/`) && !path.endsWith('/index.ts')
      })
    expect(wrong).toEqual([])
  })

  it('go down the screens only: surfaces, features, matters, then ui and client', () => {
    const layers: Record<string, readonly string[]> = {
      tokens: ['tokens'],
      ui: ['ui', 'tokens'],
      client: ['client'],
      matters: ['matters', 'ui', 'client'],
      features: ['features', 'matters', 'ui', 'client'],
      surfaces: ['surfaces', 'features', 'matters', 'ui', 'client', 'tokens'],
    }
    const layerOf = (path: string) => /^web\/([^/]+)\//.exec(path)?.[1]
    // Whoever draws a link asks the surface it stands on for the address.
    const isAddress = (path: string) => /^web\/surfaces\/[^/]+\/paths\.ts$/.test(path)
    const wrong = sources
      .filter((file) => !isTest(file))
      .flatMap((file) => importsOf(file).map((path) => [file, path] as const))
      .filter(([file, path]) => {
        const [from, to] = [layerOf(file), layerOf(path)]
        return from && to && !isAddress(path) && !layers[from]?.includes(to)
      })
    expect(wrong).toEqual([])
  })

  it('never go from a feature to a feature', () => {
    const wrong = sources
      .flatMap((file) => importsOf(file).map((path) => [file, path] as const))
      .filter(([file, path]) => {
        const [, to] = /^web\/features\/([^/]+)\//.exec(path) ?? []
        const [, from] = /^web\/features\/([^/]+)\//.exec(file) ?? []
        return from && to && from !== to
      })
    expect(wrong).toEqual([])
  })

  it('keep validators out of the screens: the phone carries no zod', () => {
    const wrong = sources.filter((file) => file.startsWith('web/') && /from 'zod'/.test(read(file)))
    expect(wrong).toEqual([])
  })
})

describe('files', () => {
  it('stay short: 300 lines is the aim, 400 the end', () => {
    const lined = [...sources, ...tracked.filter((file) => file.endsWith('.css'))]
    const long = lined.filter((file) => read(file).split('\n').length > 400)
    expect(long).toEqual([])
  })

  it('keep the closed vocabulary of a server module', () => {
    const wrong = tracked.filter((file) => {
      const [, module = '', name = ''] = /^server\/modules\/([^/]+)\/(.+)$/.exec(file) ?? []
      return (
        module && !MODULE_FILES.test(name) && !MODULE_MORE[module]?.includes(name.replace(/\.m?[jt]s$/, ''))
      )
    })
    expect(wrong).toEqual([])
  })

  it('are all reached from somewhere', () => {
    const reached = new Set(sources.flatMap(importsOf))
    const text = [
      ...tracked.filter((file) => /\.(json|sh|html|md)$|^bin\/|^\.ci\//.test(file)).map(read),
      read('vite.config.ts'),
    ].join('\n')
    const isEntry = (file: string) =>
      isTest(file) ||
      /\.(bench|config|story|flow|indicator)\.ts$|\.d\.ts$|^bin\//.test(file) ||
      text.includes(file) ||
      text.includes(file.split('/').at(-1) ?? '')
    expect(sources.filter((file) => !reached.has(file) && !isEntry(file))).toEqual([])
  })

  it('are named in kebab case', () => {
    expect(sources.filter((file) => !/^[a-z0-9./-]+$/.test(file))).toEqual([])
  })
})

const BANNED: readonly [pattern: RegExp, where: RegExp, why: string][] = [
  [
    /(?::|<|\bas) any\b(?!.*oxlint-disable)/,
    /^(contract|practice|packs)\/.*\.ts$/,
    'say what it is; unknown where it is not known',
  ],
  [/@ts-ignore|as any\b/, /./, 'mend the type'],
  [/\b(TODO|FIXME|XXX|HACK)\b/, /./, 'open an issue, or do it'],
  [/\.(only|skip)\(/, /\.(test|story)\.ts$/, 'a test that does not run proves nothing'],
  [/console\.log/, /^(contract|practice|web)\//, 'nobody reads it there'],
  [/\bDate\.now\(\)|new Date\(\)/, /^practice\/(?!.*test)/, 'rules are handed the time'],
  [
    /delete from (?!sessions|sign_in_codes|sign_in_tries|device_codes|phone_bindings|import_phones|saved_views|templates)/,
    /^server\/modules\/(?!.*\.test\.ts$)/,
    'nothing is deleted: withdraw, supersede, reverse',
  ],
  [
    /8 \* (3_600_000|HOUR)|村委会\$|replaceAll\('O', '0'\)/,
    /^(server|web)\/(?!ui\/when\.ts|modules\/matters\/lives\.ts)/,
    'the county’s clock is kit/calendar.ts, names of places and codes are contract/: say it once',
  ],
  [
    // An instant as it travels is UTC: until eight in the morning its first ten signs are yesterday.
    /\b\w*At(\.toISOString\(\))?\.slice\(/,
    /^(web|server)\/.*(?<!\.test)\.tsx?$/,
    'the day of an instant is dateOf',
  ],
  [/export default/, /^(contract|practice|packs|server|web)\//, 'a name says what comes'],
  [
    /cdn\.|https?:\/\/(?!127\.0\.0\.1|localhost|www\.w3\.org|purl\.org|xmlns\.com|wiki\.open311\.org|www\.iana\.org|id\.loc\.gov|publications\.europa\.eu)/,
    /^(web|server)\/.*(?<!test)\.tsx?$/,
    'nothing reaches the internet at run time',
  ],
  [
    // Before a sign of ours in a text, or alone between two tags.
    /\$\{[\w.?]*[a-z]On\}\s?[\u3001-\u9fff]|>\{[\w.?]*[a-z]On\}<|\s\{[\w.?]*[a-z]On\} [\u4e00-\u9fff]/,
    /^web\/(?!ui\/).*(?<!\.test)\.tsx?$/,
    'a day reads 11月24日: OnDay or dateText',
  ],
]

describe('words', () => {
  it.each(BANNED)('%s is not used: %s', (pattern, where, why) => {
    const wrong = sources
      .filter((file) => where.test(file) && file !== 'test/tidy.test.ts')
      .flatMap((file) =>
        read(file)
          .split('\n')
          .map((line, index) => [`${file}:${index + 1}`, line] as const),
      )
      .filter(([, line]) => pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
      .map(([at]) => at)
    expect(wrong, why).toEqual([])
  })

  it('glossary has every module, flow, table and contract noun', () => {
    const glossary = read('GLOSSARY.md')
    const modules = new Set(tracked.flatMap((file) => /^server\/modules\/([^/]+)\//.exec(file)?.[1] ?? []))
    const flows = tracked.flatMap((file) => /([^/]+)\.flow\.ts$/.exec(file)?.[1] ?? [])
    const tables = [
      ...tracked
        .filter((file) => file.startsWith('db/migrations/'))
        .map(read)
        .join('\n')
        .matchAll(/^create table (\w+)/gm),
    ].map(([, name = '']) => name)
    const missing = [...modules, ...flows, ...tables].filter((noun) => !glossary.includes(`\`${noun}\``))
    expect(missing).toEqual([])
  })
})

describe('docs', () => {
  it('link only to what exists', () => {
    const dead = docs.flatMap((file) =>
      [...read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, path = '']) => path)
        .filter((path) => !/^[a-z]+:/.test(path) && !existsSync(join(dirname(file), path)))
        .map((path) => `${file}: ${path}`),
    )
    expect(dead).toEqual([])
  })

  it('name only files that exist', () => {
    const dead = docs.flatMap((file) =>
      [
        ...read(file).matchAll(
          /`((?:bin|contract|practice|server|web|packs|db|test|bench|docs)\/[\w./-]+\.\w+)`/g,
        ),
      ]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(path))
        .map((path) => `${file}: ${path}`),
    )
    expect(dead).toEqual([])
  })

  it('and comments in code name only files that exist', () => {
    const comment = /(?:^\s*(?:\/\/|\*|\/\*|--)|\s\/\/ )(.*)$/
    // A part of a path is enough (`kit/life.ts`); what a build or a person makes is not looked for.
    const named =
      /(?<![\w/])(?!dist\/|\/?tmp\/|node_modules\/|pg\/)[\w-]+(?:\/[\w.-]+)*\/[\w.-]+\.(?:tsx?|mjs|sql|csv)\b/g
    const exists = (path: string) => tracked.some((file) => file === path || file.endsWith(`/${path}`))
    const dead = tracked
      .filter((file) => /\.(tsx?|mjs|sql)$/.test(file) && !file.includes('.gen.'))
      .flatMap((file) =>
        read(file)
          .split('\n')
          .flatMap((line) => comment.exec(line)?.[1]?.match(named) ?? [])
          .filter((path) => !exists(path))
          .map((path) => `${file}: ${path}`),
      )
    expect(dead).toEqual([])
  })

  it('have one title each', () => {
    expect(
      docs
        .filter((file) => file !== 'CLAUDE.md')
        .filter(
          (file) =>
            (
              read(file)
                .replaceAll(/```[\s\S]*?```/g, '')
                .match(/^# /gm) ?? []
            ).length !== 1,
        ),
    ).toEqual([])
  })
})

describe('functions', () => {
  it('stay within 60 lines', () => {
    const long = sources
      .filter((file) => !isTest(file))
      .flatMap((file) => longFunctions(read(file)).map((line) => `${file}:${line}`))
    expect(long).toEqual([])
  })
})

/** Lines on which a top-level function of more than 60 lines begins. Prettier closes it with a brace in column one. */
function longFunctions(text: string): number[] {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    if (
      !/^(export )?(async )?function \w/.test(line) &&
      !/^(export )?const \w+ = (async )?\(.*=> \{$/.test(line)
    )
      return []
    // `}: {` and `}) {` end a list of properties, not the function.
    const end = lines.findIndex((later, index) => index > start && /^\}\)?$/.test(later))
    return end - start > 60 ? [start + 1] : []
  })
}
