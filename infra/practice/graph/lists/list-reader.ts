import { type GraphNeeds } from '../../graph-door.ts';
import { type Access } from '../access.ts';
import { type Call } from '../call.ts';
import { notFound } from '../graph-error.ts';
import { drivesOf, reachDrive, type Drive } from '../files/drives.ts';
import { type List, type RecordBook } from '../records.ts';

export interface ListParts {
  readonly book: RecordBook;
  readonly needs: GraphNeeds;
  readonly access: Access;
}

export function listReader({ book, needs }: ListParts) {
  const siteOf = (call: Call): Drive => reachDrive(call, drivesOf(needs.world()), book.records);
  return {
    siteOf,
    listOf: (call: Call): List => {
      const { site } = siteOf(call);
      const wanted = call.params['list'];
      const list = book.records.lists.find(
        (one) => one.site === site && (one.id === wanted || one.name === wanted),
      );
      if (list) return list;
      throw notFound('The requested list was not found.');
    },
  };
}
