"""Pieces of patterns for ages in figures: units, "over", "between", parts of a decade, in four languages."""

UNIT = (
    r"(?:\s*[-–]?\s*(?:years?\s*(?:of\s*age|-?\s*olds?)?|yrs?\.?(?:\s*olds?)?|y\s*/?\s*o\b|taong\s*gulang|taong|taon|"
    r"anyos|tahunan|tahun|thn\.?|th\b|tuổi|tuoi)\b)"
)
N = r"(\d{1,3})"
TO = (
    r"\s*(?:-|–|—|−|~|/|to|through|thru|till|until|and|hanggang(?:\s+sa)?|sampai(?:\s+dengan)?|hingga|"
    r"s\s*\.?\s*[/.]?\s*d\.?|dan|đến|den|tới|at|–\s*)\s*"
)
AGED = (
    r"(?:(?:(?:of|at|in)\s+)?(?:the\s+)?(?:age[ds]?|ages|edad(?:\s+ay)?|may\s+edad|usia(?:nya)?|berusia|umur(?:nya)?|"
    r"berumur|tuổi|độ\s+tuổi|tuoi|age\s+(?:group|range|bracket)|rentang\s+usia|kelompok\s+usia|edad\s+na)"
    r"(?:\s+(?:na|from|of|between|antara|dari|từ|tu|mula|range|group|is|are|nasa))*\s*[:=]?\s*)"
)
PART_WORDS = {
    "early": "early|start of|maagang|simula ng|unang bahagi ng|awal|đầu|dau|low",
    "mid": "mid|middle|middle of|midway through|kalagitnaan ng|gitna ng|pertengahan|tengah|giữa|giua",
    "late": "late|upper|end of|huling bahagi ng|dulo ng|katapusan ng|akhir|cuối|cuoi|high",
}
PART = "(?:" + "|".join(PART_WORDS.values()) + ")"
TENS = r"(?:[1-9]0)"
DEC = rf"(?:'?{TENS}(?:\s*['’]?s\b|\s*-?\s*an\b|\s*-?\s*something(?:s)?\b))"
DEC_LOOSE = rf"(?:{DEC}|{TENS}\b)"
A = r"(?P<a>\d{1,3})"
B = r"(?P<b>\d{1,3})"
OVER = (
    r"(?:over|above|older\s+than|more\s+than|past|beyond|lampas(?:\s+na)?(?:\s+sa)?|lagpas|higit(?:\s+sa|"
    r"\s+na\s+sa)?|mahigit(?:\s+sa)?|"
    r"mas\s+matanda\s+sa|sobra\s+sa|di\s*atas|lebih\s+dari|trên|tren|hơn|ngoài)"
)
UNDER = (
    r"(?:under|below|younger\s+than|less\s+than|not\s+yet|wala\s+pang?|mas\s+bata\s+sa|kulang\s+sa|mababa\s+sa|"
    r"di\s*bawah|"
    r"dibawah|kurang\s+dari|belum|dưới|duoi|chưa(?:\s+đến|\s+tới)?)"
)
AT_LEAST = (
    r"(?:at\s+least|no\s+younger\s+than|not\s+younger\s+than|minimum(?:\s+age)?(?:\s+of)?|min\.?|from|"
    r"starting(?:\s+at)?|"
    r"hindi\s+bababa\s+sa|mula|minimal|paling\s+muda|paling\s+sedikit|mulai|sekurang-kurangnya|ít\s+nhất|"
    r"tối\s+thiểu|từ|tu|≥|>=)"
)
AT_MOST = (
    r"(?:at\s+most|up\s+to|no\s+older\s+than|not\s+older\s+than|not\s+over|maximum(?:\s+age)?(?:\s+of)?|max\.?|"
    r"hanggang|hindi\s+hihigit\s+sa|"
    r"hindi\s+lalampas\s+sa|maksimal|maks\.?|paling\s+tua|tối\s+đa|không\s+quá|nhiều\s+nhất|≤|<=)"
)
UP = (
    r"(?:\+|plus\b|(?:or|and|&)\s*(?:over|above|older|up|more|upwards?|beyond)\b|upwards?\b|onwards?\b|up\b|"
    r"(?:at\s+)?pataas\b|ke\s*atas\b|"
    r"trở\s+lên|tro\s+len|đổ\s+lên|lên\b)"
)
DOWN = (
    r"(?:(?:or|and|&)\s*(?:under|below|younger|less|down)\b|(?:at\s+)?pababa\b|ke\s*bawah\b|trở\s+xuống|"
    r"tro\s+xuong|đổ\s+lại|"
    r"đổ\s+xuống|downwards?\b)"
)
ABOUT = (
    r"(?:around|about|approximately|approx\.?|roughly|circa|some|near(?:ly)?|close\s+to|mga\s+nasa|mga|"
    r"humigit-kumulang|"
    r"nasa|sekitar|kira-kira|kurang\s+lebih|±|~|khoảng|tầm|độ|chừng|somewhere\s+around)"
)
