"""English words by what they have in common in all their forms: "buys", "buying" and "bought" have one stem."""

import re
from functools import cache

import snowballstemmer

_LENGTH = 5  # letters of a stem that count: "complain" and "complaint" are one word
_STEMMER = snowballstemmer.stemmer("english")
# Forms that no ending gives away, after the form that stands for them.
_IRREGULAR = """
be is are was were been being am | become became | begin began begun | break broke broken | bring brought | build built
| buy bought | catch caught | choose chose chosen | come came | deal dealt | do does did done | draw drew drawn |
drink drank drunk | drive drove driven | eat ate eaten | fall fell fallen | feed fed | feel felt | fight fought |
find found | flee fled | fly flew flown | forget forgot forgotten | forgive forgave forgiven | freeze froze frozen |
get got gotten | give gave given | go goes went gone | grow grew grown | hang hung | have has had | hear heard |
hide hid hidden | hold held | keep kept | know knew known | lead led | leave left | lend lent | lie lay lain lying |
light lit | lose lost | make made | mean meant | meet met | pay paid | ride rode ridden | ring rang rung |
rise rose risen | run ran | say said | see saw seen | seek sought | sell sold | send sent | sew sewn |
shake shook shaken | shine shone | shoot shot | show shown | shrink shrank shrunk |
sing sang sung | sink sank sunk | sit sat |
sleep slept | slide slid | speak spoke spoken | spend spent | stand stood | steal stole stolen | stick stuck |
strike struck | swear swore sworn | sweep swept | swim swam | swing swung | take took taken | teach taught |
tear tore torn | tell told | think thought thoughts | throw threw thrown | understand understood |
wake woke woken | wear wore worn | win won | write wrote written | child children | man men | woman women |
foot feet | tooth teeth | good better best | bad worse worst | many more most | little less least | die died dying dies
"""
_BASES = {form: forms.split()[0] for forms in _IRREGULAR.split("|") for form in forms.split()}


@cache
def stem(word: str) -> str:
    """What the forms of a small-letter word have in common."""
    bare = re.sub(r"['’]s$|['’]$", "", word)
    return str(_STEMMER.stemWord(_BASES.get(bare, bare)))[:_LENGTH]
