import { grants, may, ROLES } from '#contract/roles.ts'
import type { Input, Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'

const REFRESHES = ['session.me', 'wall.show'] as const

/** Who may look is written on the door. */
const WHO = Object.values(ROLES)
  .filter(({ permissions }) => (permissions as readonly string[]).includes('wall.read'))
  .map(({ name }) => name)
  .join('、')

type Person = Output<'demo.people'>[number]

/** One of each role that may look, the widest view first. */
function viewersOf(people: readonly Person[]): Person[] {
  const first = new Map<string, Person>()
  for (const person of people) {
    if (person.role && grants(person.role, 'wall.read') && !first.has(person.role))
      first.set(person.role, person)
  }
  return [...first.values()].reverse()
}

/** Nobody is signed in: a calm door instead of a black wall. */
export function SignIn({ isDemo }: { isDemo: boolean | undefined }) {
  const people = useCall('demo.people', isDemo ? {} : undefined).data ?? []
  const enter = useChange('demo.open', REFRESHES)
  const open = (body: Input<'demo.open'>['body']) => enter.mutate({ input: { body } })
  const viewers = viewersOf(people)
  return (
    <main className="wall-door">
      <h2>请先登录</h2>
      <p>大屏给{WHO}看，看到的范围就是岗位的辖区。</p>
      {viewers.length > 0 && (
        <>
          <p className="wall-note">这里是演示系统，选一个人就能进：</p>
          <ul>
            {viewers.map(({ person, post, name, title }) => (
              <li key={post ?? person}>
                <button type="button" onClick={() => open(post ? { person, post } : { person })}>
                  <b>{name}</b>
                  <span>{title}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {enter.error && <p role="alert">{enter.error.message}</p>}
      {isDemo === false && (
        <a href="/desk" target="gongzhi-desk" className="wall-go">
          用手机号和验证码登录
        </a>
      )}
      <p className="wall-note">在工作台登录后回到这一页，大屏会自己亮起来。</p>
    </main>
  )
}

/** Signed in, but not from a post that may look. */
export function Denied() {
  const me = useMe()
  const take = useChange('session.takePost', REFRESHES)
  const posts = (me?.posts ?? []).filter((post) => may(post, 'wall.read'))
  return (
    <main className="wall-door">
      <h2>{posts.length > 0 ? '换一个岗位看大屏' : '您现在的岗位看不了大屏'}</h2>
      <p>大屏给{WHO}看。需要看的话，请联系本单位的管理员添加岗位。</p>
      {posts.length > 0 && (
        <ul>
          {posts.map(({ id, title, divisionName }) => (
            <li key={id}>
              <button type="button" onClick={() => take.mutate({ input: { body: { post: id } } })}>
                <b>{title}</b>
                <span>{divisionName}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <a href="/desk" target="gongzhi-desk" className="wall-go">
        去工作台换一个人登录
      </a>
    </main>
  )
}
