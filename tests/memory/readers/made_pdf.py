"""PDFs made by hand for tests: every byte of them is ours, so that a test says what stands in the file."""


def pdf(pages, info="", size=11):
    """A PDF of `pages`, each a list of `(x, y, text)` or `(x, y, text, size)`; `info` are entries of its dictionary."""
    contents = []
    for page in pages:
        shown = []
        for x, y, text, *own in page:
            said = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            shown.append(f"BT /F1 {own[0] if own else size} Tf 1 0 0 1 {x} {y} Tm ({said}) Tj ET")
        contents.append("\n".join(shown).encode("latin-1"))
    return of_streams([(c, "") for c in contents], info)


def of_streams(streams, info=""):
    """A PDF with one page for each `(bytes, entries of the stream's dictionary)`."""
    count = len(streams)
    font, about = 3 + 2 * count, 4 + 2 * count
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(count))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()]
    for n, (body, entries) in enumerate(streams):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * n} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 {font} 0 R >> >> >>".encode())
        objects.append(f"<< /Length {len(body)} {entries} >>\nstream\n".encode() + body + b"\nendstream")
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(f"<< {info} >>".encode("latin-1"))
    return whole(objects, f"/Root 1 0 R /Info {about} 0 R")


def whole(objects, trailer="/Root 1 0 R"):
    """A file of numbered objects with its table of places."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{at:010d} 00000 n \n" for at in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{end}trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
