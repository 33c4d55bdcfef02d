"""Numbers as newspapers print them: 12, １２, 十二, 二〇二二."""

_DIGITS = {"〇": 0, "○": 0, "零": 0} | {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


def read_number(text: str) -> int | None:
    """The number in `text`, or None where it is none.

    Read are decimal digits of any width, tens below a hundred (二十一) and years digit by digit (二〇二二).
    """
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(str(_DIGITS[c]) for c in text)) if text and all(c in _DIGITS for c in text) else None
    tens, _ten, ones = text.partition("十")
    if not all(part == "" or part in _DIGITS for part in (tens, ones)):
        return None
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
