/** The moment at which a request leaves us. */
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Calls `letOut` once, when the connection stands (TLS included) and before the first byte of the request is written.
 * If it throws, the request is destroyed with that error and nothing is sent. Earlier hooks would leave the time of
 * DNS, connect and TLS between the check and the send.
 */
export function whenOnTheWire(request: ClientRequest, letOut: () => void): void {
  request.once('socket', (socket: Socket) => {
    const check = (): boolean => {
      try {
        letOut();
        return true;
      } catch (error) {
        request.destroy(error as Error);
        return false;
      }
    };
    if (!socket.connecting) {
      check();
      return;
    }
    // Node writes into the new socket at once; corked, it keeps the bytes until the check has passed.
    socket.cork();
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
      if (check()) socket.uncork();
    });
  });
}
