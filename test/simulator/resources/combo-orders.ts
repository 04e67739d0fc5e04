import type { Context, Resource } from '../context.js';
import { invalid, Refusal, validationResults } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { data } from '../wire/json.js';
import type { Json, JsonObject } from '../wire/json.js';
import { checkOut } from './checkout.js';
import { readComboOrder } from './combo-order-read.js';

function post(context: Context): Answer {
  const done = checkOut(context, readComboOrder(context));
  return done.ok ? { status: 201, body: done.comboOrder } : invalid([done.complaint]);
}

/** `_validate`: checks as POST does and changes nothing; IsValid is left out when it is false. */
function validate(context: Context): Answer {
  let complaints: JsonObject = validationResults([]);
  let valid = true;
  try {
    readComboOrder(context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    valid = false;
    complaints = error.answer.body as JsonObject;
  }
  const body = data('Core', 'ValidateResultsData', {
    Entity: context.body as Json,
    IsValid: valid,
    ValidationResults: complaints,
  });
  return { status: 200, body };
}

/** /api/ComboOrder: POST and _validate only; a ComboOrder cannot be read back (facts 6.1). */
export const comboOrders: Resource = { name: 'ComboOrder', billing: true, post, validate };
