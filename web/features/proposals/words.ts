import type { Output } from '#web/client/call.ts'
import type { FourTwoStep } from '#practice/meetings/four-two.ts'
import { cite, LIMITS } from '#practice/meetings/limits.ts'

export type Listed = Output<'proposals.list'>[number]
export type Proposal = Output<'proposals.show'>
export type Opinion = Proposal['opinions'][number]
export type Dissent = Proposal['dissents'][number]

/** What stands on one step: who acts, what closes it, and by which article. */
type StepWords = { who: string; asks: string; law: string; plain: string }

const RULE = cite({ law: 'party', article: '第十九条' })
const { 'party.joint.quorum': joint, 'party.members.present': members } = LIMITS

export const STEPS: Readonly<Record<FourTwoStep, StepWords>> = {
  propose: {
    who: '村党组织',
    asks: '村党组织会议提出，写明事由和内容',
    law: RULE,
    plain: '村党组织把这件事提出来',
  },
  consult: {
    who: '村党组织委员和村委会成员',
    asks: '两委一起商议：到会过半数，到会的人过半数同意',
    law: cite(joint),
    plain: '村干部一起商量方案',
  },
  review: {
    who: '全体党员',
    asks: '党员大会审议：三分之二以上党员到会，应到党员过半数同意，镇街参会人员签字',
    law: cite(members),
    plain: '党员大会审一遍',
  },
  resolve: {
    who: '依法有权决定的会议',
    asks: '关联一次已经宣布通过的表决，镇街参会人员签字',
    law: '《村民委员会组织法》第二十八条、《农村集体经济组织法》第二十六条',
    plain: '大家开会表决',
  },
  publish: {
    who: '村委会公布，村务监督委员会监督',
    asks: '决议在公开栏挂满十五日，写明监督意见',
    law: '《村民委员会组织法》第三十五条',
    plain: '表决结果贴出来，贴满十五天',
  },
  'publish-result': {
    who: '村委会公布，村务监督委员会监督',
    asks: '办完以后公布实施结果，挂满十五日，写明监督意见',
    law: '《村民委员会组织法》第三十五条',
    plain: '办成什么样、花了多少钱贴出来',
  },
}

export const ORIGIN_NOTES = {
  党员群众建议: '党员或者村民提出来的',
  村干部提议: '村“两委”成员提出来的',
  上级安排: '上级文件或者项目要求的',
} as const
