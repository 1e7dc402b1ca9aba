const assert = require("node:assert/strict");
const { run, receiveOne } = require("./connect.cjs");

run(async (client) => {
  const sender = client.createSender("orders");
  const receiver = client.createReceiver("orders");

  await sender.sendMessages({ body: "abandoned, then completed" });
  const first = await receiveOne(receiver);
  await receiver.abandonMessage(first, { attempt: "one" });
  const second = await receiveOne(receiver);
  assert.equal(second.deliveryCount, 1);
  assert.equal(second.applicationProperties.attempt, "one");
  const before = second.lockedUntilUtc;
  const renewed = await receiver.renewMessageLock(second);
  assert.ok(renewed > before);
  await receiver.completeMessage(second);

  await sender.sendMessages({ body: "dead" });
  const poison = await receiveOne(receiver);
  await receiver.deadLetterMessage(poison, { deadLetterReason: "Poison", deadLetterErrorDescription: "cannot be read" });
  const dead = client.createReceiver("orders", { subQueueType: "deadLetter" });
  const letter = await receiveOne(dead);
  assert.equal(letter.body, "dead");
  assert.equal(letter.deadLetterReason, "Poison");
  assert.equal(letter.deadLetterErrorDescription, "cannot be read");
  await dead.completeMessage(letter);

  await sender.sendMessages({ body: "deferred" });
  const early = await receiveOne(receiver);
  await receiver.deferMessage(early);
  const [late] = await receiver.receiveDeferredMessages([early.sequenceNumber]);
  assert.equal(late.body, "deferred");
  await receiver.completeMessage(late);

  assert.deepEqual(await receiver.receiveMessages(1, { maxWaitTimeInMs: 300 }), []);
});
