import { type GraphNeeds } from '../../graph-door.ts';
import { type Access } from '../access.ts';
import { type Call } from '../call.ts';
import { notFound } from '../graph-error.ts';
import { drivesOf, reachDrive, type Drive, type SiteRight } from '../files/drives.ts';
import { type List, type RecordBook } from '../records.ts';

export interface ListParts {
  readonly book: RecordBook;
  readonly needs: GraphNeeds;
  readonly access: Access;
}

export function listReader({ book, needs }: ListParts) {
  const siteOf = (call: Call, right: SiteRight): Drive =>
    reachDrive(call, drivesOf(needs.world()), book.records, right);
  return {
    siteOf,
    listOf: (call: Call, right: SiteRight): List => {
      const { site } = siteOf(call, right);
      const wanted = call.params['list'];
      const list = book.records.lists.find(
        (one) => one.site === site && (one.id === wanted || one.name === wanted),
      );
      if (list) return list;
      throw notFound('The requested list was not found.');
    },
  };
}
