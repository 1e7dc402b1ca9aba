const assert = require("node:assert/strict");
const { run } = require("./connect.cjs");

run(async (client) => {
  await client.createSender("brief").sendMessages({ body: "slow" });
  const receiver = client.createReceiver("brief", { maxAutoLockRenewalDurationInMs: 0 });
  const [first] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10_000 });
  const [second] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10_000 });

  assert.equal(second.deliveryCount, 1);
  await assert.rejects(() => receiver.completeMessage(first), { code: "MessageLockLost" });
  await assert.rejects(() => receiver.renewMessageLock(first), { code: "MessageLockLost" });
  await receiver.completeMessage(second);
});
