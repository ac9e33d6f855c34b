export interface Term {
  readonly term: string;
  readonly meaning: string;
  /** Where it is set or seen. */
  readonly where?: string;
}

/** The words of the field as the studio uses them, each explained once. */
export const TERMS: readonly Term[] = [
  {
    term: 'Additivity',
    meaning:
      'Over which dimensions a measure may be summed: all (additive, +), all but some, such as a balance over time (semi-additive, ~), or none, such as a rate (non-additive, ∅).',
    where: 'Inspector of a fact, a measure',
  },
  {
    term: 'Applied date',
    meaning: 'When a row held in the system it comes from, other than when it was loaded.',
    where: 'Inspector of a staging or satellite',
  },
  {
    term: 'Bridge',
    meaning:
      'A table between a fact and a dimension, or over several links, so that many-to-many and long paths are one join. Weights share a measure among the members of a group.',
  },
  {
    term: 'Bus matrix',
    meaning: 'Facts by dimensions: which process is looked at by what. A dimension used by several facts is conformed.',
    where: 'Tab Bus matrix, Shift+6',
  },
  {
    term: 'Business key',
    meaning: 'What people call a thing by, in one or several columns, the same in every system: a customer number, not a row id.',
    where: 'Inspector of a hub',
  },
  {
    term: 'Change feed',
    meaning: 'A delivery of changes, each with what happened to the row (insert, update, delete) and in which order.',
    where: 'Inspector of a source, How it is delivered',
  },
  {
    term: 'Collision code',
    meaning: 'Keeps business keys of different systems apart that are spelled alike and mean different things.',
    where: 'Inspector of a hub',
  },
  { term: 'Conformed dimension', meaning: 'One dimension that several facts share, so that their figures can stand side by side.' },
  { term: 'Degenerate dimension', meaning: 'A key of a fact without a table of its own, such as an order number.' },
  {
    term: 'Delivery',
    meaning: 'What a source brought at one time: a file per table and a load date. The timeline holds them in their order.',
    where: 'Timeline above the panel',
  },
  { term: 'Delta', meaning: 'A delivery of new and changed rows. What is missing in it still holds.', where: 'Inspector of a source' },
  {
    term: 'Dependent child key',
    meaning: 'A column that makes rows of a link different without being a thing of its own, such as a line number.',
    where: 'Inspector of a link',
  },
  { term: 'Dimension', meaning: 'What facts are looked at by: who, what, where, when. One row for each member, or for each version of one.' },
  {
    term: 'Driving key',
    meaning: 'The side of a link that decides: when it is linked to another, the earlier link ends.',
    where: 'Inspector of an effectivity satellite',
  },
  { term: 'Effectivity satellite', meaning: 'Tells from when until when a link held.' },
  { term: 'Environment', meaning: 'Where tables are built: database and schemas for development, for production.', where: 'Settings, Environments' },
  {
    term: 'Fact',
    meaning:
      'Measures of a process at a grain: one row for each event (transaction), for each period (periodic snapshot), for each course of a process, kept up to date (accumulating snapshot), or events without measures (factless).',
  },
  { term: 'Full delivery', meaning: 'All rows of a table as they are now. What is missing in it was deleted.', where: 'Inspector of a source' },
  { term: 'Ghost record', meaning: 'A row of a satellite that stands for “nothing known”, so that joins find something.' },
  { term: 'Grain', meaning: 'What one row of a fact stands for, said in a sentence and in columns.', where: 'Inspector of a fact' },
  { term: 'Hash diff', meaning: 'A hash of all attributes of a row: another hash means that something changed.', where: 'Settings, Hash rules' },
  {
    term: 'Hash key',
    meaning: 'The key of a hub or link: a hash of the business key, so that it can be worked out anywhere without looking it up.',
    where: 'Settings, Hash rules',
  },
  {
    term: 'History, types 0 to 3',
    meaning:
      'What happens when an attribute changes: it stays as it first was (0), is overwritten (1), makes a new version of the row (2), or keeps the value before in a column (3).',
    where: 'Inspector of a dimension, a column',
  },
  { term: 'Hub', meaning: 'A list of the things that a business speaks of, by their business keys.' },
  { term: 'Inferred member', meaning: 'A member of a dimension made because a fact spoke of it before it was delivered; filled in when it comes.' },
  { term: 'Junk dimension', meaning: 'Flags and codes of few values each, put together in one dimension.' },
  { term: 'Link', meaning: 'A relation of two or more hubs: who ordered what. Hierarchical, same-as and non-historised are kinds of it.' },
  { term: 'Load date', meaning: 'When a delivery was loaded. It comes with the delivery and never from the clock, so that a load can be repeated.' },
  { term: 'Mart', meaning: 'The tables that people and reports read: facts and dimensions.' },
  { term: 'Materialisation', meaning: 'How a relation is kept: as a view, as a table built anew, or added to.', where: 'Inspector, Physical' },
  { term: 'Multi-active satellite', meaning: 'Several rows hold for a key at the same time, such as telephone numbers; they change as a group.' },
  { term: 'Natural key', meaning: 'What a member of a dimension is known by outside the warehouse.' },
  { term: 'Outrigger', meaning: 'A dimension that another dimension refers to.' },
  {
    term: 'Plan',
    meaning: 'What the model comes to: every table in its order, with columns, query and way of loading. The run and all exports are made from it.',
  },
  { term: 'Point in time', meaning: 'For each key and each moment the rows of all its satellites that held then, so that reading them is one join.' },
  { term: 'Prove', meaning: 'Builds each mart twice, from staging and through the vault, and compares the rows.', where: 'Panel, Proof' },
  { term: 'Raw vault', meaning: 'Hubs, links and satellites: all that was delivered, with its history, as it came.' },
  { term: 'Reconcile', meaning: 'Rebuilds each delivery from the raw vault and compares it with what came in.', where: 'Panel, Proof' },
  { term: 'Record source', meaning: 'Which system and table a row came from.' },
  { term: 'Reference', meaning: 'A list of codes and what they mean, without keys of a business.' },
  {
    term: 'Reject',
    meaning: 'A row or value that a rule left out (a text that fits no type, a missing key, a late row), listed with its reason beside the table.',
    where: 'Settings, Rejects',
  },
  {
    term: 'Role',
    meaning: 'What a dimension is to a fact: the day of the order and the day of shipping are one dimension in two roles.',
    where: 'Inspector of a fact',
  },
  { term: 'Satellite', meaning: 'Attributes of a hub or link, with every value they ever had.' },
  { term: 'Staging', meaning: 'The rows of a source with names, types and hashes as the warehouse wants them.' },
  { term: 'Status and record tracking', meaning: 'Satellites that tell whether a key is there, was deleted or came back, and when it was last seen.' },
  { term: 'Surrogate key', meaning: 'A key of a dimension that means nothing outside the warehouse, one for each version of a member.' },
  { term: 'Unknown member', meaning: 'The row of a dimension that a fact refers to where it names no member (-1), or where none applies (-2).' },
  { term: 'Zero key', meaning: 'The hash key that stands for a missing business key, so that a link never points at nothing.' },
];
