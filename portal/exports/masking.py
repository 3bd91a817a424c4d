"""What stands in an export instead of a person's name, telephone or address, unless one may have them."""


def masked_name(name: str) -> str:
    """Keep the surname: 赵立新 becomes 赵**."""
    return name[:1] + "*" * (len(name) - 1)


def masked_telephone(number: str) -> str:
    """Keep the beginning and the end: 13800001234 becomes 138****1234; a short number is hidden whole."""
    digits = len(number)
    if digits < 7:  # noqa: PLR2004  nothing would be left hidden
        return "*" * digits
    head, tail = (3, 4) if digits >= 11 else (2, 2)  # noqa: PLR2004  a mobile number has eleven digits
    return number[:head] + "*" * (digits - head - tail) + number[-tail:]


def masked_email(address: str) -> str:
    """Keep the first letter and the domain."""
    person, at, domain = address.partition("@")
    return f"{person[:1]}***{at}{domain}" if address else ""
