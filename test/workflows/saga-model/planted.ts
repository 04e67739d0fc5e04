/** Bugs planted in the bundle: a model that finds none of them would prove nothing. */
export interface PlantedBug {
  name: string;
  /** As the bundle has it. */
  find: string;
  replace: string;
}

export const BUGS: PlantedBug[] = [
  { name: 'undos run in the order of the steps', find: '    ].reverse()){\n        const nothing', replace: '    ]){\n        const nothing' },
  { name: 'what others had done is undone', find: "last.owner === 'other' ? 'left' : undefined", replace: 'undefined' },
  { name: 'a step that is asked again knows nothing of its send', find: "entry.prior = reply.maybeSent ? 'maybeSent' : 'none'", replace: "entry.prior = 'none'" },
  { name: 'what may still land is left behind unasked', find: "if (wished !== 'park' && (", replace: 'if (false && (' },
  { name: 'compensate is offered past the pivot', find: "if (!after) verbs.push('compensate')", replace: "verbs.push('compensate')" },
  { name: 'a payment of others is taken for a pivot', find: " === 'done' && last.owner === 'us'", replace: " !== 'rejected' && last !== undefined" },
  { name: 'a failing undo ends the way back', find: 'stuck.push({\n                entry,\n                why\n            });', replace: 'break;' },
  { name: 'an invalid correction stays', find: '(_this_uncorrect = (_this = this).uncorrect)', replace: '(_this_uncorrect = undefined)' },
  { name: 'a cancel is not looked at between steps', find: 'if (!this.data.cancelRequested) return;', replace: 'return;' },
];
