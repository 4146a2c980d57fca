import type { PreparedPage, Views } from '@academie/platform';

import type { CourseNote } from './course-page-slots';
import { type CourseOffering, type CourseView, mineOf, nextDate } from './course-view';
import type { OfferingNote } from './course-page-slots';
import { groupsOf } from './offering-groups';

const VIEW = 'catalogue/course-page/course';
const OWN = 'catalogue/course-page/offering-own';
/** Around the name of a place; no text that people type holds this sign, since it is taken out. */
const EDGE = '\u0002';
const NEXT_VIEW = 'catalogue/course-page/next-date';
const INTEREST = 'interest';
const NEXT = 'next';

const placeOf = (name: string): string => EDGE + name + EDGE;

/**
 * The page of a course as all readers of one kind see it, rendered once, with places left open for what
 * is one reader's own: how that reader stands in each offering. A page rendered whole for each reader
 * costs Node ten times as much, most of it in dates and templates that are the same for everybody.
 */
export class CoursePageCache {
  /** Text and the names of places, by turns. */
  private readonly pieces: string[];
  private readonly offerings: Map<string, CourseOffering>;
  /** What stands in a place for a reader who has nothing to do with that offering. */
  private readonly usual: Map<string, string>;
  /** What stays in sight for a reader who has nothing to do with any offering. */
  private readonly usualNext: string;
  private readonly page: Omit<PreparedPage, 'content'>;

  constructor(
    private readonly views: Views,
    view: CourseView,
  ) {
    const offerings = view.offerings.map((offering) => ({
      ...offering,
      ownPlace: placeOf(offering.id),
    }));
    const { content, ...page } = views.prepare(VIEW, {
      ...view,
      ...groupsOf(offerings),
      nextPlace: view.next && placeOf(NEXT),
      interestPlace: view.signInForInterest ? undefined : placeOf(INTEREST),
      offerings,
    });
    this.page = page;
    this.pieces = content.split(EDGE);
    this.offerings = new Map(view.offerings.map((offering) => [offering.id, offering]));
    this.usualNext = view.next ? views.part(NEXT_VIEW, view.next) : '';
    this.usual = new Map(
      view.offerings.map((offering) => [offering.id, views.part(OWN, offering)]),
    );
  }

  /** The page for one reader, whose own notes are put in. */
  for(notes: Map<string, OfferingNote>, interest: CourseNote | undefined): PreparedPage {
    let content = '';
    this.pieces.forEach((piece, index) => {
      content += index % 2 === 0 ? piece : this.own(piece, notes, interest);
    });
    return { ...this.page, content };
  }

  private own(
    place: string,
    notes: Map<string, OfferingNote>,
    interest: CourseNote | undefined,
  ): string {
    if (place === INTEREST)
      return interest ? this.views.part('catalogue/course-page/course-interest', interest) : '';
    if (place === NEXT) return this.next(notes);
    const offering = this.offerings.get(place);
    const note = notes.get(place);
    if (!offering || !note) return this.usual.get(place) ?? '';
    const { heading, calendar } = offering;
    return this.views.part(OWN, { heading, calendar, ...ownOf(offering, note) });
  }

  /** The date that stays in sight: one's own, else the first that is open to this reader, else the usual. */
  private next(notes: Map<string, OfferingNote>): string {
    if (notes.size === 0) return this.usualNext;
    const going = [...this.offerings.values()].filter(({ cancelled }) => !cancelled);
    const own = going.find(({ id }) => isOwn(notes.get(id)));
    const open = going.find(({ id, enrol }) => enrol && isOpen(notes.get(id)));
    const offering = own ?? open ?? going[0];
    if (!offering) return this.usualNext;
    const note = notes.get(offering.id);
    const shown = note ? { ...offering, ...ownOf(offering, note) } : offering;
    return this.views.part(NEXT_VIEW, nextDate(shown, going));
  }
}

const isOwn = (note: OfferingNote | undefined): boolean =>
  note !== undefined && !note.beforehand && note.tone !== 'info';

const isOpen = (note: OfferingNote | undefined): boolean => !note || note.beforehand === true;

/** In place of the button to enrol what the reader's own note says. */
const ownOf = (
  { enrol }: CourseOffering,
  note: OfferingNote,
): { enrol: CourseOffering['enrol']; mine: object } => ({
  enrol: note.beforehand ? askedFirst(enrol) : undefined,
  mine: mineOf(note),
});

/** The button to enrol as a link to the page that says first what there is to know. */
const askedFirst = (enrol: CourseOffering['enrol']): CourseOffering['enrol'] =>
  enrol?.action ? { label: enrol.label, href: enrol.action } : enrol;
