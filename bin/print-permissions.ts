/**
 * Who may do what and how far, put together from what the program goes by: roles and permissions of the contract, the
 * parts of the flows. `bin/permissions` prints it; docs/permissions.md is it, and test/permissions.test.ts compares.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { contract } from '#contract/index.ts'
import { PERMISSIONS, reachText, ROLES, type Permission, type Role } from '#contract/roles.ts'
import type { Route } from '#contract/route.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import type { AnyFlow } from '#practice/kit/index.ts'
import { PACKS, type Pack } from '#packs/index.ts'
import { readPositions, type Position } from '#packs/positions.ts'
import { readCsv, unitColumns } from '#packs/read.ts'
import { findRoot } from '#server/core/root.ts'

const routes = Object.entries(contract).flatMap(([noun, list]) =>
  Object.entries(list).map(([name, route]) => ({ name: `${noun}.${name}`, ...(route as Route) })),
)
const routesWith = (access: Route['access']) =>
  routes
    .filter((route) => route.access === access)
    .map(({ name }) => `\`${name}\``)
    .join(' ')
/** Lists that many read and these carry about. */
const takenWith = (permission: Permission) =>
  routes
    .filter(({ sheet }) => sheet?.access?.includes(permission))
    .map(({ name }) => `\`${name}?file\``)
    .join(' ')

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

function byRole(): string {
  const rows = Object.entries(ROLES).flatMap(([id, role]: [string, Role]) =>
    role.permissions.map((permission) => [
      `${role.name} \`${id}\``,
      `${PERMISSIONS[permission]} \`${permission}\``,
      reachText(permission, role),
    ]),
  )
  return table(['角色', '权限', '范围'], rows)
}

/** The positions of a county, each by what it leaves of its role, whichever is shorter to read. */
function byPosition({ name, lists }: Pack): string {
  const read = (file: string) => readFileSync(join(findRoot(), 'packs', file), 'utf8')
  const positions = readPositions(read(lists.positions), readCsv(read(lists.units), unitColumns))
  const rows = positions.map((one) => [
    `${one.name} \`${one.id}\``,
    ROLES[one.role].name,
    one.unit ? `\`${one.unit}\`` : '',
    leftOf(one),
    one.takesPart ? '' : '不办事项',
  ])
  return `### ${name}（${rows.length}）\n\n${table(['职位', '角色', '只设在', '权限', ''], rows)}`
}

function leftOf({ role, permissions }: Position): string {
  const whole: readonly Permission[] = ROLES[role].permissions
  const out = whole.filter((one) => !permissions.includes(one))
  const list = (these: readonly string[]) => these.map((one) => `\`${one}\``).join(' ')
  if (out.length === 0) return '角色的全部'
  return out.length < permissions.length ? `除了 ${list(out)}` : `只有 ${list(permissions)}`
}

function byPermission(): string {
  // The keys of an object are what its type says; `keys` forgets it.
  const rows = (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
    `\`${permission}\``,
    PERMISSIONS[permission],
    [routesWith(permission), takenWith(permission)].filter(Boolean).join(' ') || '—（由各模块的规则判断）',
  ])
  return table(['权限', '能做什么', '接口'], rows)
}

/** Where the people of a part sit, as practice/kit/parts.ts decides it. */
function seatOf(part: AnyFlow['roles'][string] | undefined): string {
  if (!part || part.sits === 'asker') return '提出人和代办人'
  if (part.sits === 'holder') return '经办人本人'
  const posts = part.posts.map((post) => ROLES[post].name).join('、')
  if (part.sits === 'unit') return `经办单位的${posts}`
  return `事项所在辖区的${posts}`
}

function byFlow(): string {
  const rows = Object.values(FLOWS).flatMap((flow) =>
    Object.entries(flow.roles).map(([id, part]) => [
      flow.name,
      part.name,
      seatOf(part),
      Object.values(flow.actions)
        .filter(({ by }) => [by].flat().includes(id))
        .map(({ name }) => name)
        .join('、') || '—',
    ]),
  )
  return table(['流程', '参与方', '由谁担任', '能办'], rows)
}

/** The whole of it as Markdown. */
export const permissionsText = (): string => `# Permissions

Written by \`bin/permissions\` from \`contract/roles.ts\`, the routes of \`contract/\` and the flows of \`practice/\`;
\`test/permissions.test.ts\` compares it. What a person may do comes from the post they act from; a county's pack renames
posts and says which of them plays which part. Every route also narrows in SQL, as \`test/scope.test.ts\` proves.

## Roles

${byRole()}

## Positions

A county's own kinds of post (\`packs/*/positions.csv\`): each is one of the roles above, with all its permissions or fewer, and
reaches as far. “不办事项”: it does not look into what the role works on, so it plays none of its parts below.

${Object.values(PACKS).map(byPosition).join('\n\n')}

## Routes by permission

${byPermission()}

Anyone signed in, narrowed by the policy of the module: ${routesWith('session')}

Everybody: ${routesWith('public')}

## Parts in flows

${byFlow()}`

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) console.log(permissionsText())
