export { RowsTab } from '../results/rows-tab.tsx';
export { ProfileTab } from '../profile/profile-tab.tsx';
export { SqlTab } from '../workbench/sql-tab.tsx';
export { ColumnsTab } from './columns-tab.tsx';
export { RunLogTab } from './run-log-tab.tsx';
export { ChecksTab } from '../checks/checks-tab.tsx';
export { ProofTab } from '../proof/proof-tab.tsx';
export { HistoryTab } from '../replay/history-tab.tsx';
