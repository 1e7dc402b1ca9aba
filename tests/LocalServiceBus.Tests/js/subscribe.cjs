const assert = require("node:assert/strict");
const { run } = require("./connect.cjs");

run(async (client) => {
  const sender = client.createSender("events");
  const batch = await sender.createMessageBatch();
  for (let i = 0; i < 200; i++) {
    assert.ok(batch.tryAddMessage({ body: `message ${i}`, messageId: `${i}` }));
  }
  await sender.sendMessages(batch);

  const seen = new Set();
  await new Promise((resolve, reject) => {
    const receiver = client.createReceiver("events", "all");
    const subscription = receiver.subscribe({
      processMessage: async (message) => {
        seen.add(message.body);
        if (seen.size === 200) {
          // The last message is completed after its handler returns, which closing waits for.
          setImmediate(() => subscription.close().then(resolve, reject));
        }
      },
      processError: async (args) => reject(args.error),
    }, { maxConcurrentCalls: 8 });
  });
  assert.equal(seen.size, 200);
});
