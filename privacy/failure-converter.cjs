// Messages and stacks of failures become payloads, which the codec encrypts. The SDK takes this by its path and loads it
// with `require`, from sources and from a build, so it is plain CommonJS. Workflow code has its own (workflows/failure-converter.ts).
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
