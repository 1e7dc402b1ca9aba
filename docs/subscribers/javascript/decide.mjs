// What an event of any payload version says was decided, by the rules in README.md; null and absent are the same.

// The SDK hands over parsed JSON, and bytes where a body is none.
export function isEvent(body) {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && !ArrayBuffer.isView(body);
}

export function decide(event) {
  const type = [event.eventType, event.event].find((name) => typeof name === 'string') ?? '';
  if (type === 'otp.failed') {
    return 'otp-failed';
  }
  if (type === 'test') {
    return 'none';
  }
  if (type === 'identity' || type.startsWith('process.kyc.')) {
    return verification(event);
  }
  if (/^process\.(signature|consent|form)\./.test(type)) {
    const items = event.metadata?.items;
    return (Array.isArray(items) ? items : []).map((item) => act(itemAction(item ?? {}, type))).join();
  }
  return type === 'credential' ? credential(event) : 'unknown';
}

function verification(event) {
  const succeeded = event.decision?.success
    ?? (typeof event.rejected === 'boolean' ? !event.rejected : null)
    ?? (event.metadata?.verificationStatus === 'COMPLETED' ? true : null);
  return succeeded === null ? 'unknown' : succeeded ? 'verified' : 'failed';
}

// One grantor's accept may leave a credential a draft; only an active one is in force.
function credential(event) {
  return event.credential?.status === 'ACTIVE'
    ? 'active'
    : act(event.decision?.action ?? event.action ?? rejectedAction(event));
}

function itemAction(item, type) {
  return rejectedAction(item) ?? { 'process.form.filled': 'accept', 'process.form.rejected': 'reject' }[type];
}

function rejectedAction({ rejected }) {
  return typeof rejected === 'boolean' ? (rejected ? 'reject' : 'accept') : null;
}

// An open list: what is not known is not guessed, and not printed.
function act(action) {
  const known = typeof action === 'string' ? action.toLowerCase() : '';
  return ['accept', 'reject'].includes(known) ? known : 'unknown';
}
