/** Where the console may listen. */
import { checkPlace as check, type Place } from '../serving/place.js';

/** @throws {Problem} when others could come in without a token. */
export const checkPlace = (place: Place): void => check(place, { server: 'console', variable: 'DUESFLOW_CONSOLE_TOKEN', danger: 'decide' });
