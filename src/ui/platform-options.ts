import { PLATFORM_LABELS } from '../core/model/platform-labels.ts';
import { PLATFORMS } from '../core/model/schema.ts';

/** The platforms as a list to choose from. */
export const PLATFORM_OPTIONS = PLATFORMS.map((value) => ({ value, label: PLATFORM_LABELS[value] }));
