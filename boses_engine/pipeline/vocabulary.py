"""Words without a content of their own."""

PLAIN = frozenset(
    (
        "a an the and or but nor so yet for of in on at by to from with without into onto over under out off up down "
        "about after before since until till while when where whenever whether if because as than then that this "
        "these those there here which who whom whose what how why it its itself they them their he him his himself "
        "she her hers herself i me my we our you your one ones be is are was were been being am has have had having "
        "do does did doing done will would can could may might must shall should not no never nothing nobody none "
        "cannot don't doesn't didn't isn't wasn't aren't won't can't too also even still just only again ago once now "
        "later already always often sometimes usually mostly soon today very more most much many some any each every "
        "all both either other others another same such own between through during around across along back away well "
        "really quite rather almost nearly instead though although however first last next that's it's he's she's "
        "want wants like likes let lets make get give go come see reason way ways whatever longer there's "
        "time times day days thing things morning mornings midday noon evening evenings night nights"
    ).split()
)
