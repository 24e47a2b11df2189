"""What checks and their triggers look at in an article as a whole; each is computed once."""

from __future__ import annotations

from copydesk.document import Block, Document

_HIDDEN = ("code", "comment")
_LINE = 400  # characters, as many as any rule's option allows
_GOES_ON = (".", ":", ",")
_FEW = 3  # blanks in a line that is no sentence, even with a full stop

# What every article may hold: ASCII without the control characters that are no blanks.
_PLAIN = bytes([9, 10, 12, 13, *range(32, 127)])


def vocabulary(document: Document) -> frozenset[str]:
    """All folded words of an article's prose and front matter; computed once, from what duplicates are found by."""
    found: frozenset[str] | None = document.memo.get("vocabulary")
    if found is None:
        texts = [block.tokens for block in document.prose]
        for block in document.blocks:
            if block.kind != "front-matter":
                break
            texts.append(block.tokens)
        found = document.memo["vocabulary"] = frozenset().union(*texts)
    return found


def shown_text(document: Document) -> str:
    """The text of all blocks but code and comments, a line each; computed once."""
    found: str | None = document.memo.get("shown-text")
    if found is None:
        texts = [block.text for block in document.blocks if block.kind not in _HIDDEN]
        found = document.memo["shown-text"] = "\n".join(texts)
    return found


def rare_letters(document: Document) -> frozenset[str]:
    """The distinct characters in the source beyond ASCII, and its control characters; computed once."""
    found: frozenset[str] | None = document.memo.get("rare-letters")
    if found is None:
        rest = document.text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
        found = document.memo["rare-letters"] = frozenset(rest.decode("utf-8", "surrogatepass"))
    return found


def shown_letters(document: Document) -> frozenset[str]:
    """As `rare_letters`, of what readers see, where the source may write letters as entities; else none."""
    found: frozenset[str] | None = document.memo.get("shown-letters")
    if found is None:
        found = frozenset()
        if "&" in document.text and not (text := shown_text(document)).isascii():
            found = frozenset(text) - rare_letters(document)
        document.memo["shown-letters"] = found
    return found


def lone_lines(document: Document) -> list[Block]:
    """Paragraphs of an edited article that may be furniture: short, no full sentence, without links; computed once."""
    found: list[Block] | None = document.memo.get("lone-lines")
    if found is None:
        found = document.memo["lone-lines"] = [
            block
            for block in document.prose
            if block.kind == "paragraph"
            and len(block.text) <= _LINE
            and (block.text[-1:] not in _GOES_ON or (block.text[-1:] == "." and block.text.count(" ") < _FEW))
            and not (block.containers or block.links or block.code)
            and block is not document.title
        ]
    return found
