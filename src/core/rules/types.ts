import type { Diagnostic } from '../model/diagnostic.ts';
import type { Fact, FactColumn, Id, ModelObject, Project } from '../model/types.ts';
import type { Plan } from '../plan/types.ts';

/** What a rule sees beside the object it is about. It may look at what the object reads, and at what that reads. */
export interface RuleView {
  readonly project: Project;
  readonly plan: Plan;
}

/** Something the literature or experience says about a model that would compile all the same. */
export interface Rule {
  /** Stable, kebab-case; the code of what it finds. */
  readonly code: string;
  readonly kind: ModelObject['kind'];
  readonly check: (object: ModelObject, view: RuleView) => readonly Diagnostic[];
}

/** What a rule about facts found: a sentence that says what is wrong and what to do, and the column it is about. */
export interface Finding {
  readonly message: string;
  readonly column?: Id;
}

/** A rule about facts; `severity` is a warning unless it says otherwise. */
export function factRule(code: string, find: (fact: Fact, view: RuleView) => readonly Finding[], severity: Diagnostic['severity'] = 'warning'): Rule {
  return {
    code,
    kind: 'fact',
    check: (object, view) =>
      object.kind === 'fact'
        ? find(object, view).map(({ message, column }) => ({ code, severity, message, at: { object: object.id, ...(column === undefined ? {} : { column }) } }))
        : [],
  };
}

/** A rule about each measure of a fact: nothing, or what is wrong with it. */
export const measureRule = (
  code: string,
  find: (measure: FactColumn, fact: Fact, view: RuleView) => string | undefined,
  severity?: Diagnostic['severity'],
): Rule =>
  factRule(
    code,
    (fact, view) =>
      fact.columns.flatMap((column) => {
        const message = column.use === 'measure' ? find(column, fact, view) : undefined;
        return message === undefined ? [] : [{ message, column: column.id }];
      }),
    severity,
  );
