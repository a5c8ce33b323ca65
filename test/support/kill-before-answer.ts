import { ServerResponse } from 'node:http'

/**
 * Loaded before a program: whatever it is about to answer with 200 is never sent, since the process is killed there, as by
 * a power cut. What it had done until then is done.
 */
ServerResponse.prototype.end = new Proxy(ServerResponse.prototype.end, {
  apply(end, response: ServerResponse, args) {
    if (response.req.method === 'POST' && response.statusCode === 200) process.kill(process.pid, 'SIGKILL')
    return Reflect.apply(end, response, args)
  },
})
