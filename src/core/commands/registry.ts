import { columnAdd, columnMove, columnRemove, columnUpdate } from './column.ts';
import { connect } from './connect.ts';
import type { AnyCommand } from './define.ts';
import { deliveryAdd, deliveryFile, deliveryRemove, deliveryUpdate, sourceImport } from './delivery.ts';
import { diagramAdd, diagramColumns, diagramPin, diagramPlace, diagramRemove, diagramRename, diagramShow, diagramUnfold, diagramUnplace } from './diagram.ts';
import { diagramArea, diagramNote, diagramRemoveMarks } from './diagram-marks.ts';
import { disconnect } from './disconnect.ts';
import { factDimensions, feedAdd, feedMap, feedRemove, feedUpdate, linkHubs } from './feed.ts';
import { domainAssign, domainPut, domainRemove, termAssign, termPut, termRemove } from './glossary.ts';
import { importApply } from './import-apply.ts';
import { namingApply } from './naming.ts';
import { objectAdd, objectCreate, objectDuplicate, objectRemove, objectRename, objectUpdate } from './object.ts';
import { objectPaste } from './paste.ts';
import { proposalAccept, proposalBringBack, proposalRefuse } from './proposal.ts';
import { projectDescribe, projectRename, projectSettings } from './project.ts';
import { relate } from './relate.ts';

/** Every change to a document, by type. */
export const COMMANDS: ReadonlyMap<string, AnyCommand> = new Map(
  [
    projectRename,
    projectDescribe,
    projectSettings,
    namingApply,
    domainPut,
    domainRemove,
    domainAssign,
    termPut,
    termRemove,
    termAssign,
    objectAdd,
    objectCreate,
    objectRename,
    objectUpdate,
    objectRemove,
    objectDuplicate,
    objectPaste,
    columnAdd,
    columnUpdate,
    columnRemove,
    columnMove,
    feedAdd,
    feedUpdate,
    feedRemove,
    feedMap,
    linkHubs,
    factDimensions,
    connect,
    disconnect,
    relate,
    diagramPlace,
    diagramUnplace,
    diagramAdd,
    diagramRename,
    diagramRemove,
    diagramColumns,
    diagramShow,
    diagramPin,
    diagramUnfold,
    diagramNote,
    diagramArea,
    diagramRemoveMarks,
    deliveryAdd,
    deliveryUpdate,
    deliveryRemove,
    deliveryFile,
    sourceImport,
    importApply,
    proposalAccept,
    proposalRefuse,
    proposalBringBack,
  ].map((each) => [each.type, each]),
);
