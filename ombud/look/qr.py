"""How does a printed receipt lead back to its page?"""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

_QUIET = 4


def qr(text: str, *, label: str) -> SafeString:
    """Return a QR code as one SVG path; the caller never puts a secret in it."""
    code = qrcode.QRCode(border=_QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    grid = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, line in enumerate(grid) for x, dark in enumerate(line) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect class="qr-paper" width="{0}" height="{0}"/><path class="qr-ink" d="{2}"/></svg>',
        len(grid),
        label,
        path,
    )
