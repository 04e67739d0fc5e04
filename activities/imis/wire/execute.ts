/** Body of `POST /api/{Entity}/_execute`: positional parameters, inlined with their members (facts 2.5). */
import { collection, core } from './type.js';

const objects = 'System.Collections.ObjectModel.Collection`1[[System.Object, mscorlib]], mscorlib';

export const executeRequest = (entity: string, operation: string, parameters: readonly unknown[]) => ({
  $type: core('GenericExecuteRequest'),
  OperationName: operation,
  EntityTypeName: entity,
  Parameters: collection(objects, parameters),
  UseJson: false,
});
