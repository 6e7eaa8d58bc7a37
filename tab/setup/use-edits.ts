import { useMemo, useState } from 'react';
import { type SetupReply } from '../../bot/programme/api.ts';
import { changesBetween, isUnchanged, type UnitChanges } from '../../bot/programme/model/unit-changes.ts';
import { allEdited, edited, type Organisation, type UnitEdit } from '../../bot/programme/model/unit-tree.ts';
import { ApiError } from '../platform/client.ts';
import { organisationOf, unitsBody } from './organisation.ts';
import { type EditingPart } from './part.ts';

/** What somebody else saved while this page had changes of its own. */
export interface Meanwhile {
  readonly changes: UnitChanges;
  readonly names: ReadonlyMap<string, string>;
  /** How many of the own changes cannot be done any more. */
  readonly lost: number;
}

interface Edits {
  readonly before: Organisation;
  readonly after: Organisation;
  readonly isChanged: boolean;
  readonly canUndo: boolean;
  readonly meanwhile: Meanwhile | undefined;
  /** Answers whether it could be done. */
  readonly edit: (edit: UnitEdit) => boolean;
  readonly undo: () => void;
  readonly discard: () => void;
  readonly save: () => Promise<void>;
}

/**
 * Changes of the tree that are not saved yet. They are kept as what was done, so that they can be taken back one by
 * one, and done again on top of what somebody else has saved meanwhile: nothing typed is lost.
 */
export function useEdits({ setup, keep, reload }: EditingPart): Edits {
  const [edits, setEdits] = useState<readonly UnitEdit[]>([]);
  const [meanwhile, setMeanwhile] = useState<Meanwhile>();
  const before = useMemo(() => organisationOf(setup), [setup]);
  const after = useMemo(() => allEdited(before, edits).tree, [before, edits]);
  const clear = () => {
    setEdits([]);
    setMeanwhile(undefined);
  };
  return {
    ...{ before, after, meanwhile },
    isChanged: useMemo(() => !isUnchanged(changesBetween(before, after)), [before, after]),
    canUndo: edits.length > 0,
    edit(edit) {
      if (edited(after, edit) === undefined) return false;
      setEdits(withEdit(edits, edit));
      return true;
    },
    undo() {
      setEdits(edits.slice(0, -1));
    },
    discard: clear,
    async save() {
      try {
        await keep('put', 'units', unitsBody(before, after, setup.unitsEtag));
        clear();
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'changed-meanwhile') throw error;
        setMeanwhile(await rebase(before, edits, reload));
      }
    },
  };
}

/** Typing a name is one change, however many letters it has. */
function withEdit(edits: readonly UnitEdit[], edit: UnitEdit): readonly UnitEdit[] {
  const last = edits.at(-1);
  const isSame = last?.do === 'rename' && edit.do === 'rename' && last.id === edit.id;
  return [...(isSame ? edits.slice(0, -1) : edits), edit];
}

async function rebase(
  before: Organisation,
  edits: readonly UnitEdit[],
  reload: () => Promise<SetupReply>,
): Promise<Meanwhile> {
  const now = organisationOf(await reload());
  return {
    changes: changesBetween(before, now),
    names: new Map(now.units.map(({ id, name }) => [id, name])),
    lost: allEdited(now, edits).lost.length,
  };
}
