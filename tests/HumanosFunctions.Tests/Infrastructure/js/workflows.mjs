// Reads a workflow, and prints what its schema has against it.
import { validateWorkflow } from '@action-validator/core';
import { text } from 'node:stream/consumers';

const { errors } = validateWorkflow(await text(process.stdin));
process.stdout.write(JSON.stringify(errors));
