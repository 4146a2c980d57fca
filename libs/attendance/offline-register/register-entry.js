/* The register: marking, keeping what was marked on this device, and sending it. See academie.js. */
import { lookAfterDevice } from './device.js';
import { leftOfClosed } from './register-unsent.js';
import { registerWithoutConnection } from './register-offline.js';
import { register } from './register.js';

void registerWithoutConnection().then(register);
void lookAfterDevice();
void leftOfClosed();
