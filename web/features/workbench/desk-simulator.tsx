import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { useSearch } from 'wouter'
import { may, PERMISSIONS, reachText, ROLES, type Holder, type Permission } from '#contract/roles.ts'
import type { Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { countText } from '#web/matters/desk-words.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { contentsOf } from './contents.ts'

type Simulated = Output<'workbench.simulate'>
type Pages = (post: Holder) => readonly { says: string }[]

/** What a post would see and why, for whoever gives posts; `pagesOf` is what the desk's own header goes by. */
export function SimulatorDesk({ pagesOf }: { pagesOf: Pages }) {
  const chosen = new URLSearchParams(useSearch()).get('post') ?? undefined
  if (!may(actingPost(useMe()), 'posts.give')) {
    return (
      <Blank icon="lock" title={<h1>这个岗位没有权限模拟</h1>}>
        权限模拟给授予岗位的安全管理员用，用来核对一个岗位能看到什么。
      </Blank>
    )
  }
  return (
    <div className="grid h-full min-h-0 grid-cols-[20rem_minmax(0,1fr)]">
      <Finder chosen={chosen} />
      {chosen ? (
        <Simulation key={chosen} id={chosen} pagesOf={pagesOf} />
      ) : (
        <Blank icon="search" title="先在左边找一个岗位">
          看它有哪些页面、队列、台账和权限，为什么有，能不能打开某一件事。这里不显示任何事项的内容；每次模拟都记进审计日志。
        </Blank>
      )}
    </div>
  )
}

function Finder({ chosen }: { chosen: string | undefined }) {
  const [typed, setTyped] = useState('')
  const [sought, setSought] = useState('')
  const found = useCall('workbench.posts', sought ? { query: { q: sought } } : undefined)
  return (
    <section aria-label="找岗位" className="flex min-h-0 flex-col gap-3 border-r border-line bg-paper p-4">
      <h1 className="text-lead font-bold">权限模拟</h1>
      <Input.Search
        aria-label="姓名、岗位或职位"
        placeholder="姓名、岗位或职位"
        enterButton="找"
        maxLength={30}
        value={typed}
        loading={found.isFetching}
        onChange={({ target }) => setTyped(target.value)}
        onSearch={(text) => setSought(text.trim())}
      />
      {found.error && <p role="alert">{found.error.message}</p>}
      {found.data?.length === 0 && <p className="text-ink-2">没有姓名、岗位或职位里有“{sought}”的岗位</p>}
      <ul aria-label="找到的岗位" className="grid min-h-0 content-start gap-1 overflow-y-auto">
        {found.data?.map(({ id, name, title, place }) => (
          <li key={id}>
            <Link
              href={paths.simulator(id)}
              aria-current={id === chosen ? 'true' : undefined}
              className={`grid rounded-card px-3 py-2 hover:bg-well ${id === chosen ? 'bg-brand-soft' : ''}`}
            >
              <b>{name}</b>
              <span className="text-small text-ink-2">
                {title}，{place}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {found.data?.length === 30 && <p className="text-small text-ink-2">只列前 30 个，请写得更具体</p>}
    </section>
  )
}

function Simulation({ id, pagesOf }: { id: string; pagesOf: Pages }) {
  const { data, error, refetch } = useCall('workbench.simulate', { params: { id } })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const { name, post, position, waiting } = data
  const { queues, registers, indicators, duties } = contentsOf(post)
  const area = post.unitName ?? post.divisionName
  return (
    <div className="min-h-0 overflow-y-auto bg-ground">
      <div className="grid max-w-[64rem] gap-6 p-6">
        <header className="grid gap-1">
          <h2 className="text-display font-bold">
            {name}：{post.title}
          </h2>
          <p className="text-ink-2">
            职位：{position ?? '没有，有角色的全部权限'} → 角色：{ROLES[post.role].name} → 范围：{area}
          </p>
        </header>
        <OneMatter id={id} />
        <Names title="页面" names={pagesOf(post).map(({ says }) => says)} none="没有工作台" />
        <Names
          title="队列"
          names={queues.map(({ name: queue, count }) =>
            count === 'mine' && waiting !== null ? `${queue}（${countText(waiting)}）` : queue,
          )}
          none="没有要排队处理的事"
        />
        <Names title="职责" names={duties.map((one) => one.name)} none="只查看，没有要办的" />
        <Names title="台账" names={registers.map((one) => one.name)} none="没有可以查的台账" />
        <Names title="指标" names={indicators.map((one) => one.name)} none="不看指标" />
        <Permissions simulated={data} />
      </div>
    </div>
  )
}

function Names({ title, names, none }: { title: string; names: readonly string[]; none: string }) {
  return (
    <Part title={title}>
      {names.length === 0 ? (
        <p className="text-ink-2">{none}</p>
      ) : (
        <ul className="flex flex-wrap gap-2">
          {names.map((name) => (
            <li key={name} className="rounded-card border border-line bg-paper px-3 py-1">
              {name}
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="font-bold">{title}</h3>
      {children}
    </section>
  )
}

/** Each permission of the role with how far it reaches, or that the position leaves it out. */
function Permissions({ simulated: { post, position } }: { simulated: Simulated }) {
  const role = ROLES[post.role]
  const whole: readonly Permission[] = role.permissions
  return (
    <Part title="权限">
      <table className="w-full bg-paper text-small">
        <thead>
          <tr className="border-b border-line text-left text-ink-2">
            <th scope="col" className="px-3 py-2 font-normal">
              权限
            </th>
            <th scope="col" className="px-3 py-2 font-normal">
              有没有，为什么
            </th>
            <th scope="col" className="px-3 py-2 font-normal">
              范围
            </th>
          </tr>
        </thead>
        <tbody>
          {whole.map((permission) => {
            const has = may(post, permission)
            return (
              <tr key={permission} className={`border-b border-line ${has ? '' : 'text-ink-2'}`}>
                <td className="px-3 py-1.5">{PERMISSIONS[permission]}</td>
                <td className="px-3 py-1.5">
                  {!has
                    ? `没有：职位“${position ?? ''}”不含这一项`
                    : position
                      ? `有：职位“${position}”含这一项`
                      : `有：角色“${role.name}”含这一项`}
                </td>
                <td className="px-3 py-1.5">{has ? reachText(permission, role) : '—'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Part>
  )
}

/** Whether the post opens one matter, by its number; its contents are not read. */
function OneMatter({ id }: { id: string }) {
  const [typed, setTyped] = useState('')
  const [number, setNumber] = useState('')
  const asked = useCall('workbench.matter', number ? { params: { id }, query: { number } } : undefined)
  return (
    <Part title="能不能打开一件事">
      <form
        className="flex max-w-[30rem] gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          setNumber(typed.trim())
        }}
      >
        <Input
          aria-label="事项编号"
          placeholder="事项编号，例如 261126-12"
          maxLength={40}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button htmlType="submit" disabled={typed.trim().length < 3} loading={asked.isFetching}>
          查
        </Button>
      </form>
      <p role="status">
        {asked.error ? (
          asked.error.status === 404 ? (
            `没有编号是 ${number} 的事项，或者是保密事项；保密事项不在这里查，看上面有没有“查看保密事项”的权限`
          ) : (
            asked.error.message
          )
        ) : asked.data ? (
          <span className="flex items-center gap-2">
            <Icon name={asked.data.opens ? 'check' : 'lock'} className="size-[1.1em]" />
            {asked.data.why}
          </span>
        ) : (
          <span className="text-small text-ink-2">
            只按岗位算，不显示内容；这个人自己提出、经手、关注的事，别人查不到，他自己照样能看。
          </span>
        )}
      </p>
    </Part>
  )
}
