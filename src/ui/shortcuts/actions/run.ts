import type { StudioState } from '../../../store/studio-types.ts';
import { deliveryAfter, deliveryBefore } from '../../timeline/deliveries.ts';
import { isEmpty, some, toPanel, type Action } from './action.ts';

const idle = ({ run, proof }: StudioState): boolean =>
  run.phase !== 'starting' && run.phase !== 'running' && run.phase !== 'cancelling' && proof.phase !== 'running';

const isLoadable = (state: StudioState): boolean => idle(state) && !isEmpty(state);

export const RUN_ACTIONS: readonly Action[] = [
  {
    id: 'run.all',
    label: 'Run',
    group: 'Run',
    keys: ['Mod+Enter', 'Mod+Shift+Enter'],
    enabled: (state) => idle(state) && !isEmpty(state),
    run: ({ store }) => store.actions.run(),
  },
  {
    id: 'run.back',
    label: 'Step back one delivery',
    group: 'Run',
    keys: ['Alt+J'],
    enabled: (state) => isLoadable(state) && deliveryBefore(state) !== undefined,
    run: ({ store }) => store.actions.run(deliveryBefore(store.getState())),
  },
  {
    id: 'run.forward',
    label: 'Step forward one delivery',
    group: 'Run',
    keys: ['Alt+L'],
    enabled: (state) => isLoadable(state) && deliveryAfter(state) !== undefined,
    run: ({ store }) => store.actions.run(deliveryAfter(store.getState())),
  },
  {
    id: 'run.rebuild',
    label: 'Rebuild the selected objects',
    group: 'Run',
    enabled: (state) => idle(state) && some(state) && state.run.upTo !== undefined,
    run: ({ store }) => store.actions.rebuild(store.getState().selection),
  },
  {
    id: 'run.again',
    label: 'Run the last delivery once more',
    group: 'Run',
    enabled: (state) => idle(state) && state.run.upTo !== undefined,
    run: ({ store }) => store.actions.runAgain(),
  },
  {
    id: 'run.reconcile',
    label: 'Reconcile the deliveries with the vault',
    group: 'Run',
    enabled: (state) => idle(state) && !isEmpty(state),
    run: async ({ store }) => {
      toPanel('proof')({ store });
      await store.actions.reconcile();
    },
  },
  {
    id: 'run.prove',
    label: 'Prove the marts through the vault',
    group: 'Run',
    enabled: (state) => idle(state) && !isEmpty(state),
    run: async ({ store }) => {
      toPanel('proof')({ store });
      await store.actions.prove();
    },
  },
  {
    id: 'run.cancel',
    label: 'Cancel the run',
    group: 'Run',
    keys: ['Mod+.'],
    inFields: true,
    enabled: (state) => !idle(state),
    run: ({ store }) => store.actions.cancel(),
  },
];
