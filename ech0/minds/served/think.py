"""What a model says to itself, kept apart from what it says. Knows the marks that reasoning models use, no server."""

import re

OPEN, CLOSE = re.compile(r"<(think|thinking|reasoning)>"), re.compile(r"</(think|thinking|reasoning)>")


def parted(text: str) -> tuple[str, str, bool]:
    """Answer, thoughts, and whether the thoughts came to an end.

    Templates often write the opening mark into the prompt, so that a reply begins inside of it: what stands before the
    last closing mark is thought. An opening mark without a closing one means that the reply ends in thought.
    """
    ends = list(CLOSE.finditer(text))
    if ends:
        thought, answer = text[: ends[-1].start()], text[ends[-1].end() :]
        again = OPEN.search(answer)
        if again:  # it went on thinking, and never came back
            return answer[: again.start()].strip(), _bare(thought) + _bare(answer[again.end() :]), False
        return answer.strip(), _bare(thought), True
    begun = OPEN.search(text)
    if begun:
        return text[: begun.start()].strip(), _bare(text[begun.end() :]), False
    return text.strip(), "", True


def _bare(text: str) -> str:
    return CLOSE.sub("", OPEN.sub("", text)).strip()
