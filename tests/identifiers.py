"""Made-up identifiers: by rule, and in the ranges that are kept for drama and tests wherever there are such ranges."""

from hypothesis import strategies as st

from cymraeg_data.identifiers.nhs_number import passes_check

# Ofcom's numbers for drama: Cardiff, London, no area, mobile.
DRAMA = (
    "029 2018 0{:03}",
    "020 7946 0{:03}",
    "01632 960{:03}",
    "07700 900{:03}",
    "+44 29 2018 0{:03}",
    "+44 7700 900{:03}",
)
DIGITS = "0123456789"


@st.composite
def ninos(draw):
    """A National Insurance number by the rules of form, in pairs or in one piece; nobody's by intent."""
    prefix = draw(st.sampled_from("ABCEGHJKLMNOPRSTWXYZ")) + draw(st.sampled_from("ABCEGHJKLMNPRSTWXYZ"))
    if prefix in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}:
        prefix = "JP"
    digits = f"{draw(st.integers(0, 999_999)):06}"
    parts = (prefix, digits[:2], digits[2:4], digits[4:], draw(st.sampled_from("ABCD")))
    return draw(st.sampled_from((" ", ""))).join(parts)


@st.composite
def ten_digits(draw):
    """Ten digits in the range for tests, 999 …, and whether the check digit is right."""
    digits = f"999{draw(st.integers(0, 9_999_999)):07}"
    return digits, passes_check(digits)


@st.composite
def nhs_numbers(draw):
    """An NHS number of the range for tests, spaced or not."""
    first = f"999{draw(st.integers(0, 999_999)):06}"
    right = [first + digit for digit in DIGITS if passes_check(first + digit)]
    digits = right[0] if right else "9990000018"  # some have no check digit, and are not given out
    return draw(st.sampled_from((digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}")))


def phones():
    """A telephone number that is kept for drama."""
    return st.builds(str.format, st.sampled_from(DRAMA), st.integers(0, 999))


def emails():
    """An address of a person at a domain that is kept for examples."""
    names = st.sampled_from(("sian.morgan", "ap.gwilym7", "n_edwards", "mari-haf.jones", "q.ll.owen"))
    return st.builds(
        "{}@{}".format, names, st.sampled_from(("example.com", "mail.example.org", "example.cymru"))
    )


def postcodes():
    """A postcode of the right form."""
    areas = st.sampled_from(("CF", "LD", "LL", "NP", "SA", "SY", "CH", "HR", "B", "ZE"))
    letters = st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2)
    return st.builds("{}{} {}{}".format, areas, st.integers(1, 99), st.integers(0, 9), letters)


def identifiers():
    """The kind of an identifier, and one."""
    return st.one_of(
        *(
            st.tuples(st.just(kind), values)
            for kind, values in (
                ("nino", ninos()),
                ("nhs_number", nhs_numbers()),
                ("phone", phones()),
                ("email", emails()),
                ("postcode", postcodes()),
            )
        )
    )
