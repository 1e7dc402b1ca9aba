// A subscriber to copy: reads its own subscription of the topic. README.md tells how to run it.
import { ServiceBusClient } from '@azure/service-bus';
import { bodyOf, ClaimCheckError } from './claim-check.mjs';
import { decide, isEvent } from './decide.mjs';
import { SeenEvents } from './seen-events.mjs';

const connectionString = process.env.SERVICEBUS_CONNECTION_STRING;
const [subscriptionName, topic = 'humanos-events'] = process.argv.slice(2);
if (!connectionString || !subscriptionName) {
  console.error('Usage: node index.mjs SUBSCRIPTION [TOPIC], with the connection string in SERVICEBUS_CONNECTION_STRING.');
  process.exit(1);
}

const seen = new SeenEvents();
const client = new ServiceBusClient(connectionString);
const receiver = client.createReceiver(topic, subscriptionName);

// One message at a time keeps the recognition of repetitions simple.
const subscription = receiver.subscribe(
  { processMessage, processError },
  { maxConcurrentCalls: 1, autoCompleteMessages: false },
);
let inHand = Promise.resolve();

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, stop);
}
// Last, so that whoever waits for this line may stop the process from then on.
console.log('ready');

// Where this throws, the SDK abandons the message: the broker delivers it again, ten times at most, then dead-letters it.
function processMessage(message) {
  inHand = settle(message);
  return inHand;
}

async function settle(message) {
  const handled = await handle(message);
  if (handled.outcome === 'malformed') {
    await receiver.deadLetterMessage(message, { deadLetterReason: handled.decision });
  } else {
    await receiver.completeMessage(message);
  }
  console.log(JSON.stringify(handled));
}

async function handle(message) {
  const eventId = message.applicationProperties?.cloudEvents_id;
  const facts = {
    eventId: eventId ?? null,
    type: message.applicationProperties?.cloudEvents_type ?? null,
    requestId: message.correlationId ?? null,
  };
  if (!eventId) {
    return { ...facts, decision: 'no-event-id', outcome: 'malformed' };
  }
  const { body, fault } = await resolve(message);
  if (fault) {
    return { ...facts, decision: fault, outcome: 'malformed' };
  }
  if (!isEvent(body)) {
    return { ...facts, decision: 'no-json-object', outcome: 'malformed' };
  }
  if (seen.has(eventId)) {
    return { ...facts, decision: 'none', outcome: 'duplicate' };
  }
  const decision = decide(body);
  // Only after the work is done: had it thrown, the event would come again and must not pass for a repetition.
  seen.add(eventId);
  return { ...facts, decision, outcome: 'completed' };
}

async function resolve(message) {
  try {
    return { body: await bodyOf(message) };
  } catch (error) {
    if (error instanceof ClaimCheckError) {
      return { fault: error.message };
    }
    throw error;
  }
}

// The error's own text may quote a message: the reason is enough.
async function processError({ errorSource, error }) {
  console.error(`${errorSource} failed: ${error.code ?? error.name}`);
}

async function stop() {
  await subscription.close();
  // Closing does not wait for the message in hand; what could not be settled comes again.
  await inHand.catch(() => {});
  await client.close();
  console.log('stopped');
}
