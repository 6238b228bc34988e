"""How does Clips listen? One process, a thread a line, nothing to install."""

import socketserver
import sys
from typing import TYPE_CHECKING, Any, Final, cast
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler, WSGIServer

from clips.switches import DropReply

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

QUEUE: Final = 128
SILENCE: Final = 30.0
LONGEST_LINE: Final = 65536


class _Reply(ServerHandler):
    """Writes one answer; a dropped reply writes nothing at all."""

    request_handler: WSGIRequestHandler

    def handle_error(self) -> None:
        if sys.exc_info()[0] is not DropReply:
            super().handle_error()


class _Line(WSGIRequestHandler):
    """One connection."""

    timeout = SILENCE

    def handle(self) -> None:
        self.raw_requestline = self.rfile.readline(LONGEST_LINE + 1)
        if len(self.raw_requestline) > LONGEST_LINE or not self.parse_request():
            return
        reply = _Reply(
            cast("Any", self.rfile),
            cast("Any", self.wfile),
            self.get_stderr(),
            self.get_environ(),
            multithread=True,
        )
        reply.request_handler = self
        reply.run(cast("Any", self.server).get_app())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing: the effects log on the pages is the log that matters."""


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """A WSGI server with a thread for each line."""

    daemon_threads = True
    request_queue_size = QUEUE
    allow_reuse_address = True

    def server_bind(self) -> None:
        """Bind without asking a name server who we are."""
        socketserver.TCPServer.server_bind(self)
        host, port = self.server_address[:2]
        self.server_name, self.server_port = str(host), int(port)
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Forgive a line that broke; tell of anything else."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def listen(app: "WSGIApplication", *, host: str, port: int) -> Server:
    """Bind to an address, port 0 for any free one; `serve_forever` begins to answer."""
    server = Server((host, port), _Line)
    server.set_app(app)
    return server
