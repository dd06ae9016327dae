import { useEffect, useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { CHOICES, type Choice as Answer } from '#practice/meetings/life.ts'
import {
  castBallot,
  dropBallot,
  keepBallot,
  settleBallot,
  useBallot,
  type KeptBallot,
} from '#web/client/ballots.ts'
import { CallError } from '#web/client/call.ts'
import { useOnline } from '#web/client/online.ts'
import { useCall } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { Choice } from '#web/ui/choice.tsx'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { Receipts } from './parts-receipts.tsx'
import { fetchPaper } from './phone-paper.ts'
import { useBox } from './use-meeting.ts'
import type { Box, Motion, Voice } from './words.ts'

const OPTIONS = (Object.keys(CHOICES) as Answer[]).map((value) => ({ value, label: CHOICES[value] }))

/** A secret vote on this telephone, from the paper to finding it among the counted ones; or where one writes on paper. */
export function SecretVote({ meeting, motion, voice }: { meeting: string; motion: Motion; voice: Voice }) {
  const { data: box } = useBox(motion.id)
  const ballot = useBallot(motion.id, voice.member)
  const voters = useCall('ballots.paperVoters', { params: { id: meeting } }).data?.rows
  const writer = voters?.find(({ member }) => member === voice.member)
  useSettled(ballot, box)
  if (!box) return null
  return (
    <div className="grid gap-3 rounded-card border border-edge p-4">
      {!voice.own && <p className="font-bold">代{voice.name}投票</p>}
      {box.unopened ? (
        <Says icon="lock" title="这一项没有开箱">
          收回的票太少，一公布就知道谁投了什么，所以一张也不公布。
        </Says>
      ) : writer && !ballot ? (
        <OnPaper box={box} isGiven={writer.given.includes(motion.id)} />
      ) : (
        <Standing {...{ motion, voice, box, ballot }} />
      )}
      {box.state === 'counted' && !box.unopened && <Receipts box={box} own={ballot?.receipt} />}
    </div>
  )
}

/** Who is marked as writing on paper: what to do now stands here, so that nobody waits for the telephone. */
function OnPaper({ box: { state }, isGiven }: { box: Box; isGiven: boolean }) {
  const says = {
    issuing: isGiven
      ? '纸票领到了。写好折上，等主持人宣布开始投票，再投进纸票箱。'
      : '请到监票人那里领纸票。手机上不再发票，一人只有一张。',
    casting: '请把写好的纸票投进会场的纸票箱。',
    closing: '已截止收票，两名监票人正在清点纸票。',
    counted: '纸票和手机票加在一起算了。纸票只记总数，谁也不知道哪张是您的。',
  }[state]
  return (
    <Says icon="document" title="您写纸票">
      {says}
    </Says>
  )
}

/** Looks for it once the list is there; of a box that was not opened there will be none, and the choice leaves the telephone. */
function useSettled(ballot: KeptBallot | undefined, box: Box | undefined): void {
  const counted = box?.state === 'counted' ? box.ballots : undefined
  const isUnopened = box?.unopened === true
  useEffect(() => {
    if (ballot && isUnopened) void dropBallot(ballot)
    else if (ballot && counted && ballot.found === undefined) void settleBallot(ballot, counted)
  }, [ballot, counted, isUnopened])
}

type Part = { motion: Motion; voice: Voice; box: Box; ballot: KeptBallot | undefined }

function Standing({ motion, voice, box, ballot }: Part) {
  if (ballot?.refused)
    return (
      <Says icon="warning" title="这一票没有计入">
        {ballot.refused}
      </Says>
    )
  if (box.state === 'counted') return <Counted ballot={ballot} />
  if (ballot?.castAt !== undefined)
    return (
      <Says icon="check" title="票投进去了">
        {box.state === 'casting' ? `已收到 ${box.received} / ${box.issued} 张。` : '已截止收票，正在计票。'}
        计票以后，凭回执 {receiptText(ballot.receipt)} 找到自己的票；您投了什么，谁也看不到。
      </Says>
    )
  if (ballot?.choice)
    return (
      <Says icon="wait" title="票还在手机里">
        没有连上服务器，连上了自动投进去。请别清空浏览器数据，也别换手机。
      </Says>
    )
  if (box.state === 'issuing')
    return ballot?.signature ? (
      <Says icon="check" title="票领到了">
        已领 {box.issued} 张。等主持人宣布开始投票，请留在会场，用这部手机投。
      </Says>
    ) : (
      <TakePaper {...{ motion, voice, box, ballot }} />
    )
  if (box.state === 'casting' && ballot?.signature) return <Casting ballot={ballot} />
  return (
    <Says icon="lock" title="这部手机没有票">
      {box.state === 'casting' ? '投票已经开始，不再发票。领过票的请用当时那部手机投。' : '已经截止收票。'}
    </Says>
  )
}

const receiptText = (receipt = '') => receipt.replaceAll(/(.{4})(?=.)/g, '$1-')

function TakePaper({ motion, voice, box, ballot }: Part) {
  const cache = useQueryClient()
  const isOnline = useOnline()
  const [busy, setBusy] = useState(false)
  const [says, setSays] = useState<string>()
  // Handed out to another telephone, or no longer: pressing again would not help.
  const [isGone, setGone] = useState(false)
  const take = async () => {
    setBusy(true)
    setSays(undefined)
    try {
      const { member, own } = voice
      await fetchPaper({ motion: motion.id, member, own, modulus: box.modulus, kept: ballot })
      void cache.invalidateQueries({ queryKey: ['ballots.show'] })
    } catch (error) {
      const refused = error instanceof CallError ? error : undefined
      setSays(refused?.message ?? '没有领到，请再试一次')
      setGone(refused?.status === 409)
    } finally {
      setBusy(false)
    }
  }
  if (isGone)
    return (
      <Says icon="lock" title="这部手机没有票">
        {says}
      </Says>
    )
  return (
    <>
      <p className="text-lead">
        先领一张票。票在您手机里，服务器只知道您领过，不知道是哪一张，所以谁也查不出您投了什么。
      </p>
      {says && <p className="text-late">{says}</p>}
      <Button
        full
        busy={busy}
        reason={isOnline ? undefined : '现在没有网络，连上了再领；请跟主持人说一声，等您领了再开始'}
        onClick={() => void take()}
      >
        领票
      </Button>
      <p className="text-small text-ink-2">已领 {box.issued} 张</p>
    </>
  )
}

function Casting({ ballot }: { ballot: KeptBallot }) {
  const [choice, setChoice] = useState<Answer>()
  const isOnline = useOnline()
  const put = async () => {
    if (!choice) return
    const filled = { ...ballot, choice }
    // On the telephone first: what happens to the network afterwards loses nothing.
    await keepBallot(filled)
    await castBallot(filled)
  }
  return (
    <>
      <Choice label="请投票" columns={3} options={OPTIONS} value={choice} onChange={setChoice} />
      <Button full reason={choice ? undefined : '先选一样'} onClick={() => void put()}>
        投进票箱
      </Button>
      {!isOnline && (
        <p role="status" className="rounded-small bg-wait-soft p-2 text-wait">
          现在没有网络，照常投：票先存在手机里，有了网自动投进去
        </p>
      )}
      <p className="text-small text-ink-2">投进去就不能改。旁边有人看的，请先转个身。</p>
    </>
  )
}

/** What the voter came to know: whether their ballot lies among the counted ones, as they cast it. */
function Counted({ ballot }: { ballot: KeptBallot | undefined }) {
  if (!ballot?.receipt || ballot.found === undefined)
    return (
      <Says icon="document" title="已经计票">
        {ballot ? '您领了票，没有投。' : '这部手机没有这次投票的票。'}
      </Says>
    )
  if (ballot.found === 'same')
    return (
      <Says icon="check" title="您的票已计入">
        回执 {receiptText(ballot.receipt)} 在下面的清单里，和您投的一样。
      </Says>
    )
  return (
    <Says icon="warning" title="您的票不对">
      回执 {receiptText(ballot.receipt)} {ballot.found === 'missing' ? '不在清单里' : '和您投的不一样'}
      ，请马上告诉监委会，并留着这部手机。
    </Says>
  )
}

function Says({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  const tone = icon === 'check' ? 'text-brand' : icon === 'warning' ? 'text-late' : 'text-ink'
  return (
    <div role="status" className="grid gap-1">
      <p className={`flex items-center gap-2 text-lead font-bold ${tone}`}>
        <Icon name={icon} className="size-7" />
        {title}
      </p>
      <p className="text-ink-2">{children}</p>
    </div>
  )
}
