import { Icon } from '#web/ui/icon.tsx'
import { useBox } from './use-meeting.ts'
import { hasBox, type Box, type Meeting, type Motion } from './words.ts'

/** Signs of a title in two lines; a longer one is set smaller, so that what is voted on and the result keep their room. */
const TWO_LINES = 34

/** One item of the agenda, large enough for the last row: its words, then the vote, then the result. */
export function HallItem({
  meeting,
  motion,
  isCut,
}: {
  meeting: Meeting
  motion: Motion
  /** What stands here is old: the network of the hall is gone. */
  isCut: boolean
}) {
  const { n, title, words, meansName, state, verdict, proposer } = motion
  return (
    <section aria-label={`第 ${n} 项`} className="hall-item">
      <p className="hall-n">
        第 {n} 项 / 共 {meeting.motions.length} 项 · {meansName} · {proposer}提出
      </p>
      <h2 className={title.length > TWO_LINES ? 'hall-long' : undefined}>{title}</h2>
      {state !== 'declared' && <p className="hall-words">{words}</p>}
      {state === 'listed' && (
        <p className="hall-step">
          {motion.needed > 0 && motion.means !== 'consultation'
            ? `还差 ${motion.needed} ${meeting.quorum.unit}才能表决`
            : '还没有表决'}
        </p>
      )}
      {state === 'voting' && <Voting meeting={meeting} motion={motion} isCut={isCut} />}
      {state === 'withdrawn' && (
        <p className="hall-step">这项撤回了，不表决{motion.withdrawn && `：${motion.withdrawn}`}</p>
      )}
      {verdict && <Result motion={motion} />}
    </section>
  )
}

function Voting({ meeting, motion, isCut }: { meeting: Meeting; motion: Motion; isCut: boolean }) {
  const isBox = hasBox(meeting, motion)
  const { data: box } = useBox(isBox ? motion.id : undefined)
  const { present } = meeting.quorum
  const out = motion.recused.map(({ name }) => name)
  if (isBox && !box) return null
  if (box)
    return (
      <div className="hall-vote" role="status">
        {box.state === 'issuing' && (
          <Big says="请用手机领票" value={box.issued + box.paper.given} of={present} name="已领票" />
        )}
        {box.state === 'casting' && (
          <Big says="请投票" value={box.received} of={box.issued} name={receivedBy(box)} />
        )}
        {(box.state === 'closing' || box.state === 'counted') && (
          <Big says="已截止，正在计票" value={box.received} of={box.issued} name={receivedBy(box)} />
        )}
        {box.paper.given > 0 && <p className="hall-note">{onPaper(box)}</p>}
        <p className="hall-note">
          {isCut && box.state === 'casting'
            ? '网络断了也照常投：票存在各人手机里，一张不丢，网络回来自己投进去'
            : '谁投了什么，谁也查不出来；计票以后各人凭回执找到自己的票'}
        </p>
      </div>
    )
  if (motion.tellers.length > 0)
    return (
      <div className="hall-vote" role="status">
        <p className="hall-big">请举手</p>
        <p className="hall-note">
          监票计票：{motion.tellers.map(({ name }) => name).join('、')}，两人数一样才宣布
        </p>
      </div>
    )
  return (
    <div className="hall-vote" role="status">
      {motion.means === 'consultation' ? (
        <>
          <Big says="请在手机上说说意见" value={motion.cast} name="已收到" />
          <p className="hall-note">这是征求意见，不是表决，不产生决议</p>
        </>
      ) : (
        <>
          <Big
            says={meeting.basis === 'households' ? '请在手机上投票，每户一票，记名' : '请在手机上投票，记名'}
            value={motion.cast}
            of={present - out.length}
            name="已收到"
          />
          {out.length > 0 && <p className="hall-note">{out.join('、')}回避，不参加表决</p>}
        </>
      )}
    </div>
  )
}

const receivedBy = ({ paper: { given } }: Box) => (given > 0 ? '手机已收到' : '已收到')

/** What those who write on paper do now. */
function onPaper({ state, paper: { given } }: Box): string {
  if (state === 'issuing') return `其中纸票 ${given} 张；没有手机的，请到监票人那里领纸票`
  if (state === 'casting') return `写纸票的 ${given} 位，请投进会场的纸票箱`
  return `纸票 ${given} 张，两名监票人正在清点`
}

function Big({ says, name, value, of }: { says: string; name: string; value: number; of?: number }) {
  return (
    <>
      <p className="hall-big">{says}</p>
      <p className="hall-count">
        {name} <b>{value}</b>
        {of !== undefined && <span> / {of}</span>}
      </p>
    </>
  )
}

/** The result with its arithmetic, line by line. */
function Result({ motion: { verdict, counts } }: { motion: Motion }) {
  if (!verdict) return null
  const { passed, valid, consultation, lines, says } = verdict
  const title = consultation ? '征求意见的情况' : passed ? '通过' : valid ? '没有通过' : '人数不够，不作决定'
  return (
    <div className="hall-result">
      <p className={passed ? 'hall-passed' : 'hall-not'}>
        <Icon name={passed ? 'check' : consultation ? 'speak' : 'close'} className="size-20" />
        {title}
      </p>
      {counts && (valid || consultation) && (
        <p className="hall-counts">
          同意 <b>{counts.inFavour}</b> 反对 <b>{counts.against}</b> 弃权 <b>{counts.abstained}</b>
        </p>
      )}
      <ol>
        {lines.map((line) => (
          <li key={line.limit}>
            <Icon
              name={line.holds ? 'check' : 'close'}
              label={line.holds ? '够' : '不够'}
              className="size-9"
            />
            <span>
              {line.says}
              <small>{line.law}</small>
            </span>
          </li>
        ))}
      </ol>
      {(consultation || !counts) && <p className="hall-note">{says}</p>}
    </div>
  )
}
