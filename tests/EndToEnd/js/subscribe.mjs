// Reads N messages from the audit subscription with the JavaScript SDK, as another team's service would.
// Arguments: connection string, N. Prints one message a line.
import { ServiceBusClient } from '@azure/service-bus';

const [connectionString, count] = process.argv.slice(2);
const client = new ServiceBusClient(connectionString);
const receiver = client.createReceiver('humanos-events', 'audit');

for (let seen = 0; seen < Number(count); ) {
  for (const message of await receiver.receiveMessages(Number(count) - seen, { maxWaitTimeInMs: 30000 })) {
    console.log(JSON.stringify({
      body: message.body,
      contentType: message.contentType,
      subject: message.subject,
      messageId: message.messageId,
      correlationId: message.correlationId ?? null,
      properties: message.applicationProperties,
    }));
    await receiver.completeMessage(message);
    seen++;
  }
}

await client.close();
