"""Occupations: the asked category is kept, ages and ranks fit, the tables are sound."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_args

import numpy as np
import pytest
from support.steps import steps

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Gender, MaritalStatus, WorkStatus
from boses_engine.errors import GroupError
from boses_engine.grounding.names.customs import plain
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, attainment
from boses_engine.grounding.phrases.brackets import without_examples
from boses_engine.grounding.phrases.mixes import staff_of
from boses_engine.grounding.phrases.own_words import english_place, put_in_english
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.phrases.segments import rows_of_segment
from boses_engine.grounding.phrases.terms import read_wishes
from boses_engine.grounding.phrases.unspaced import in_english
from boses_engine.grounding.places.countries import country_codes, table
from boses_engine.grounding.places.gazetteer import geonames_towns
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.employers import workplace_shares
from boses_engine.grounding.work.fit import Standing
from boses_engine.grounding.work.occupations import _shares_at, draw_job, usual_ages
from boses_engine.grounding.work.own_account import own_part, own_times
from boses_engine.grounding.work.regions import said as name_said
from boses_engine.grounding.work.regions import title_weight, workplaces_of
from boses_engine.grounding.work.schooling import _bend, schooling
from boses_engine.grounding.work.sectors import sector_asked, sector_of
from boses_engine.grounding.work.tables import Job, Wish, rows_under, table_keys, tables
from boses_engine.grounding.work.women import sexes_of, women_share
from boses_engine.pipeline.plan import make_plan
from boses_engine.randomness import generator

# Names of countries, faiths, languages and firms in titles.
PROPER = set("English Korean Islamic Quran Women's Union UV Catholic Orthodox Buddhist Hindu Iglesia Cristo".split())
PROPER |= set("TikTok Shop Facebook Instagram WhatsApp United Nations Späti Bratwurst Hong Kong Gulf Japan".split())
PROPER |= set("Singapore Aeta".split())
PROPER |= set("Sangguniang Kabataan Padang Kendriya Vidyalaya Fatherland Front Caodai Coupang BRILink".split())
COMMON = ["office worker", "university student", "small business owner", "factory worker", "driver", "teacher"]
COMMON += ["health worker", "IT professional", "sales worker", "service worker", "farmer", "tradesperson"]
COMMON += ["government worker", "creative or media worker", "finance professional", "marketing professional"]
COMMON += ["freelancer", "manager", "domestic worker", "homemaker", "retired", "looking for work"]
COMMON += ["high school student"]

# text → the categories that a job drawn for it may have; the match where it is certain
TEXTS: list[tuple[str, set[str], str | None]] = [
    ("University student", {"university student"}, "category"),
    ("College students in Manila", {"university student"}, "category"),
    ("student at a university", {"university student"}, "category"),
    ("mahasiswa", {"university student"}, "category"),
    ("sinh viên", {"university student"}, "category"),
    ("sinh vien", {"university student"}, "category"),
    ("Estudyante", {"university student"}, "category"),
    ("high school student", {"high school student"}, "category"),
    ("pelajar SMA", {"high school student"}, "title"),
    ("học sinh", {"high school student"}, "category"),
    ("management student", {"university student"}, "category"),
    ("puppetry student", {"university student"}, "as asked"),
    ("nursing students", {"university student"}, "title"),
    ("student wellbeing officer", {""}, "as asked"),
    ("Office worker", {"office worker", "finance professional"}, "category"),
    ("busy young office workers", {"office worker", "finance professional"}, "category"),
    ("karyawan kantor", {"office worker"}, "category"),
    ("nhân viên văn phòng", {"office worker", "finance professional"}, "category"),
    ("Small business owner", {"small business owner"}, "category"),
    ("Small business owners", {"small business owner"}, "category"),
    ("wiraswasta", {"small business owner"}, "category"),
    ("owner of a small cafe", {"small business owner"}, "title"),
    ("nursery owner", {"small business owner"}, "as asked"),
    ("sari-sari store owner", {"small business owner"}, "title"),
    ("chủ quán cơm", {"small business owner"}, "title"),
    ("pedagang", {"market trader"}, "category"),
    ("tiểu thương", {"market trader"}, "category"),
    ("Finance or marketing professional", {"finance professional", "marketing professional"}, ""),
    ("Professionals (finance, marketing)", {"finance professional", "marketing professional"}, "category"),
    ("professional in finance", {"finance professional"}, "category"),
    ("nhân viên ngân hàng", {"finance professional"}, "category"),
    ("bank officer", {"finance professional"}, "title"),
    ("jeepney driver", {"driver"}, "title"),
    ("bus and truck drivers", {"driver"}, "title"),
    ("hovercraft driver", {"driver"}, "as asked"),
    ("ojol driver", {"driver"}, "title"),
    ("ride-hailing driver", {"driver"}, "title"),
    ("driver for Grab", {"driver"}, "title"),
    ("tài xế", {"driver"}, "category"),
    ("xe ôm", {"driver"}, "title"),
    ("nurse", {"health worker"}, "title"),
    ("Nurses", {"health worker"}, "title"),
    ("school nurse", {"health worker"}, "title"),
    ("ski resort nurse", {"health worker"}, "as asked"),
    ("bác sĩ", {"health worker"}, "title"),
    ("teacher", {"teacher"}, "category"),
    ("math teacher", {"teacher"}, "title"),
    ("nursery teacher", {"teacher"}, "title"),
    ("guru SD", {"teacher"}, "title"),
    ("Freelancer", {"freelancer"}, "category"),
    ("housewife / stay-at-home mom", {"homemaker"}, None),
    ("nội trợ", {"homemaker"}, None),
    ("ibu rumah tangga", {"homemaker"}, None),
    ("retired", {"retired"}, "category"),
    ("retired teacher", {"retired"}, "title"),
    ("teachers (retired)", {"retired"}, "title"),
    ("giáo viên về hưu", {"retired"}, "title"),
    ("retired plumber", {"retired"}, "title"),
    ("Jubilado (retired)", {"retired"}, "category"),
    ("unemployed", {"looking for work"}, "category"),
    ("unemployed engineer", {"looking for work"}, "as asked"),
    ("walang trabaho", {"looking for work"}, "category"),
    ("factory worker", {"factory worker"}, "category"),
    ("worker in a shoe factory", {"factory worker"}, "title"),
    ("công nhân", {"factory worker"}, "category"),
    ("farmer", {"farmer"}, "category"),
    ("mga magsasaka", {"farmer"}, "category"),
    ("Fishermen", {"farmer"}, "title"),
    ("OFW", {"overseas worker"}, "category"),
    ("public official", {"government worker"}, "category"),
    ("PNS", {"government worker", "teacher", "health worker"}, "category"),
    ("F&B staff", {"service worker"}, "title"),
    ("hotel or restaurant owner", {"small business owner"}, None),
    ("software developer", {"IT professional"}, "title"),
    ("IT", {"IT professional"}, "category"),
    ("Sales", {"sales worker"}, "title"),
    ("sales manager", {"sales worker"}, "title"),
    ("manager", {"manager", "sales worker"}, "category"),
    ("Call centre agents", {"call center worker"}, "title"),
    ("senior accountant", {"finance professional"}, "title"),
    ("senior bookkeeper", {"finance professional"}, "as asked"),
    ("beekeeper", {"farmer"}, "title"),
    ("falconer", {""}, "as asked"),
    ("zabaca worker", {""}, "as asked"),
    ("mahasiswa kedokteran di Jakarta", {"university student"}, "title"),
    ("nurse or falconer", {"health worker", ""}, None),
]

# The usual ways to say a category: text | work status, or the ISCO-08 groups (prefixes of codes) | market.
# "*": whatever people do. Written from the uses of the words, apart from the tables.
PHRASES = """
students | studying | PH
student | studying | PH
Students | studying | PH
stduents | studying | PH
universty stduents | studying | PH
university students | studying | PH
univeristy students | studying | PH
college student | studying | PH
colege students | studying | PH
undergrads | studying | PH
senior high school students | studying | PH
junior high students | studying | PH
Grade 12 students | studying | PH
working students | studying | PH
nursing students | studying | PH
law students | studying | PH
grad students | studying | PH
masters students | studying | PH
PhD students | studying | PH
med students | studying | PH
engineering students | studying | PH
mga estudyante | studying | PH
estudyante | studying | PH
mag-aaral | studying | PH
mahasiswa | studying | ID
mahasiswi | studying | ID
para mahasiswa | studying | ID
pelajar | studying | ID
anak SMA | studying | ID
anak kuliahan | studying | ID
sinh viên | studying | VN
sinh vien | studying | VN
sinh viên đại học | studying | VN
học sinh cấp 3 | studying | VN
office staff | 1 2 3 4 5 | PH
office workers | 1 2 3 4 5 | PH
ofice workers | 1 2 3 4 5 | PH
office employee | 1 2 3 4 5 | PH
office girl | 1 2 3 4 5 | PH
corporate workers | 1 2 3 4 5 | PH
corporate slaves | 1 2 3 4 5 | PH
salaryman | 1 2 3 4 5 | PH
white-collar | 1 2 3 4 5 | PH
white collar workers | 1 2 3 4 5 | PH
admin assistants | 2 3 4 5 | PH
secretaries | 334 412 | PH
receptionists | 422 | PH
karyawan | 1 2 3 4 5 | ID
karyawan swasta | 1 2 3 4 5 7 8 9 | ID
pegawai kantoran | 1 2 3 4 5 | ID
pekerja kantoran | 1 2 3 4 5 | ID
nhân viên văn phòng | 1 2 3 4 5 | VN
dân văn phòng | 1 2 3 4 5 | VN
dân công sở | 1 2 3 4 5 | VN
empleyado | 1 2 3 4 5 | PH
small business owner | 1 5 3324 7212 | PH
small business owners | 1 5 3324 7212 | PH
small bussiness owner | 1 5 3324 7212 | PH
business owners | 1 5 3324 7212 | PH
businesswoman | 1 5 3324 7212 | PH
entrepreneurs | 1 5 3324 7212 | PH
MSME owners | 1 5 3324 7212 | PH
self-employed | 1 2 3 4 5 9 | PH
self employed | 1 2 3 4 5 9 | PH
sari-sari store owner | 522 | PH
sari sari store owners | 522 | PH
may-ari ng tindahan | 1 5 | PH
negosyante | 1 5 3324 7212 | PH
pengusaha UMKM | 1 5 3324 7212 | ID
pemilik warung | 522 | ID
chủ shop online | 52 | VN
chủ tiệm tạp hóa | 522 | VN
OFW | 2 3 5 7 8 9 | PH
OFWs | 2 3 5 7 8 9 | PH
overseas Filipino workers | 2 3 4 5 7 8 9 | PH
migrant workers | 2 3 5 7 8 9 | PH
TKI | 2 3 5 7 8 9 | ID
seafarers | 8350 | PH
seaman | 8350 | PH
domestic helpers | 9111 | PH
kasambahay | 9111 | PH
yaya | 5311 | PH
asisten rumah tangga | 9111 | ID
giúp việc nhà | 9111 | VN
ojol driver | 8321 | ID
ojol | 8321 | ID
tukang ojek | 8321 | ID
driver gojek | 8321 | ID
Grab drivers | 832 | PH
ride-hailing drivers | 832 | PH
xe ôm | 8321 | VN
xe om drivers | 8321 | VN
tài xế xe ôm công nghệ | 8321 | VN
tài xế | 83 93 | VN
tricycle driver | 8321 | PH
sikad driver | 9331 | PH
junk shop worker | 9612 | PH
tire shop helper | 7231 | PH
labor sa construction | 7 93 | PH
promodizer sa mall | 5242 | PH
marine engineer | 3151 | PH
ship officer | 3151 3152 | PH
tricycle drivers | 8321 | PH
trike driver | 8321 | PH
jeepney drivers | 8331 | PH
jeep driver | 8331 | PH
habal-habal rider | 8321 | PH
mga tsuper | 83 93 | PH
truck drivers | 8332 | PH
taxi driver | 8322 | PH
delivery riders | 832 933 | PH
delivery guys | 832 933 | PH
food delivery riders | 832 | PH
shipper | 832 | VN
kurir | 832 933 | ID
gig workers | 1 2 3 4 5 8 9 | PH
gig economy workers | 1 2 3 4 5 8 9 | PH
housewife | keeping house | PH
housewives | keeping house | PH
house wife | keeping house | PH
housewifes | keeping house | PH
homemakers | keeping house | PH
stay-at-home moms | keeping house | PH
stay at home mother | keeping house | PH
SAHM | keeping house | PH
full-time moms | keeping house | PH
Housewife (full-time mother) | keeping house | PH
ibu rumah tangga | keeping house | ID
ibu-ibu rumah tangga | keeping house | ID
IRT | keeping house | ID
maybahay | keeping house | PH
nanay | keeping house | PH
ilaw ng tahanan | keeping house | PH
nội trợ | keeping house | VN
bà nội trợ | keeping house | VN
mẹ bỉm sữa | keeping house | VN
freelancers | 2 3 4 5 | PH
freelance | 2 3 4 5 | PH
freelancer | 2 3 4 5 | PH
online freelancers | 2 3 4 5 | PH
virtual assistants | 412 | PH
VAs | 412 | PH
remote workers | 2 3 4 5 | PH
pekerja lepas | 2 3 4 5 | ID
BPO agents | 1219 2424 3341 421 422 524 351 431 441 | PH
BPO agent | 1219 2424 3341 421 422 524 351 431 441 | PH
call center agents | 422 524 351 | PH
call centre staff | 1219 2424 3341 421 422 524 351 431 441 | PH
contact center agents | 1219 2424 3341 421 422 524 351 431 441 | PH
customer service reps | 422 | PH
CSR | 422 | PH
factory workers | 3 7 8 9 | PH
factory worker | 3 7 8 9 | PH
garment workers | 815 | PH
assembly line workers | 82 | PH
buruh pabrik | 3 7 8 9 | ID
buruh | 3 7 8 9 | ID
công nhân | 3 7 8 9 | VN
cong nhan | 3 7 8 9 | VN
công nhân may | 815 753 754 932 312 | VN
công nhân khu công nghiệp | 3 7 8 9 | VN
manggagawa | 3 7 8 9 | PH
unemployed | looking for work | PH
unemployed people | looking for work | PH
jobless | looking for work | PH
job seekers | looking for work | PH
jobseekers | looking for work | PH
tambay | looking for work | PH
walang trabaho | looking for work | PH
pengangguran | looking for work | ID
thất nghiệp | looking for work | VN
fresh graduates | looking for work | PH
fresh grads | looking for work | PH
retirees | retired | PH
retiree | retired | PH
retired | retired | PH
retired people | retired | PH
pensioners | retired | PH
senior citizens | retired | PH
pensiunan | retired | ID
pensiunan PNS | retired | ID
lolo at lola | retired | PH
nghỉ hưu | retired | VN
hưu trí | retired | VN
người về hưu | retired | VN
farmers | 6 8341 9 | PH
rice farmers | 6111 | PH
magsasaka | 6 8341 9 | PH
mga magsasaka | 6 8341 9 | PH
petani | 6 8341 9 | ID
nông dân | 6 8341 9 | VN
fishermen | 622 | PH
fisherfolk | 6222 | PH
nelayan | 622 | ID
mangingisda | 622 | PH
teachers | 1 2 | PH
teacher | 1 2 | PH
school teachers | 1 2 | PH
public school teachers | 2 | PH
DepEd teachers | 2 | PH
mga guro | 1 2 | PH
guro | 1 2 | PH
guru | 1 2 | ID
guru honorer | 2 | ID
dosen | 231 | ID
giáo viên | 1 2 | VN
cô giáo | 1 2 | VN
professors | 231 | PH
nurses | 222 | PH
registered nurses | 222 | PH
perawat | 222 | ID
suster | 222 | ID
bidan | 222 | ID
y tá | 222 | VN
điều dưỡng | 222 | VN
doctors | 221 | PH
bác sĩ | 221 | VN
dokter | 221 | ID
healthcare workers | 2 3 5 | PH
health care workers | 2 3 5 | PH
dentists | 226 | PH
pharmacists | 226 | PH
civil servants | 1 2 3 4 5 8 9 | PH
civil servant | 1 2 3 4 5 8 9 | PH
government employees | 1 2 3 4 5 8 9 | PH
govt employees | 1 2 3 4 5 8 9 | PH
gov't workers | 1 2 3 4 5 8 9 | PH
PNS | 1 2 3 4 5 | ID
ASN | 1 2 3 4 5 | ID
pegawai negeri | 1 2 3 4 5 | ID
công chức | 1 2 3 4 5 | VN
cán bộ công chức | 1 2 3 4 5 | VN
viên chức | 1 2 3 4 5 | VN
kawani ng gobyerno | 1 2 3 4 5 8 9 | PH
barangay officials | 1 4 | PH
police officers | 541 | PH
pulis | 541 | PH
polisi | 541 | ID
tentara | 0 | ID
soldiers | 0 | PH
security guards | 541 | PH
satpam | 541 | ID
bảo vệ | 541 | VN
content creators | 2 | PH
content creator | 2 | PH
influencers | 2 | PH
vloggers | 2 | PH
YouTubers | 2 | PH
TikTokers | 2 | PH
selebgram | 2 | ID
streamers | 2 | PH
KOLs | 2 | PH
professionals | 1 2 3 4 5 7 | PH
young professionals | 1 2 3 4 5 7 | PH
yuppies | 1 2 3 4 5 7 | PH
profesional muda | 1 2 3 4 5 7 | ID
IT professionals | 1 2 3 7 | PH
IT workers | 1 2 3 7 | PH
software engineers | 25 | PH
programmers | 25 | PH
developers | 25 | PH
lập trình viên | 25 | VN
engineers | 2 3 | PH
kỹ sư | 2 3 | VN
accountants | 241 | PH
kế toán | 241 | VN
bankers | 1 2 3 4 | PH
bank employees | 1 2 3 4 | PH
nhân viên ngân hàng | 1 2 3 4 | VN
marketers | 2431 | PH
marketing people | 1 2 3 | PH
sales people | 1 2 3 4 5 | PH
salespeople | 1 2 3 4 5 | PH
salesladies | 522 | PH
nhân viên bán hàng | 522 | VN
SPG | 524 | ID
cashiers | 523 | PH
managers | 1 2 3 5 | PH
manager | 1 2 3 5 | PH
middle managers | 1 2 3 5 | PH
executives | 1 2 3 5 | PH
supervisors | 1 2 3 5 | PH
CEOs | 112 | PH
blue collar | 3 7 8 9 | PH
blue-collar workers | 3 7 8 9 | PH
manual labourers | 8 9 | PH
construction workers | 931 711 712 713 | PH
tukang bangunan | 931 711 712 | ID
thợ xây | 711 | VN
thợ hồ | 711 | VN
electricians | 741 | PH
mechanics | 723 | PH
carpenters | 711 | PH
street vendors | 5 9 | PH
market vendors | 5 9 | PH
pedagang kaki lima | 5 9 | ID
tindera | 522 | PH
bán hàng rong | 5 9 | VN
tiểu thương | 5 9 | VN
online sellers | 52 | PH
live sellers | 524 | PH
seller online shop | 52 | ID
penjual online | 52 | ID
baristas | 513 | PH
waiters | 513 | PH
waitresses | 513 | PH
chefs | 3434 5120 | PH
hotel staff | 1 2 3 4 5 7 8 9 | PH
hairdressers | 514 | PH
barbers | 514 | PH
flight attendants | 511 | PH
lawyers | 261 | PH
employed | 0 1 2 3 4 5 6 7 8 9 | PH
employed people | 0 1 2 3 4 5 6 7 8 9 | PH
employed adults | 0 1 2 3 4 5 6 7 8 9 | PH
working class | 0 1 2 3 4 5 6 7 8 9 | PH
working moms | 0 1 2 3 4 5 6 7 8 9 | PH
working mothers | 0 1 2 3 4 5 6 7 8 9 | PH
working parents | 0 1 2 3 4 5 6 7 8 9 | PH
full-time employees | 0 1 2 3 4 5 6 7 8 9 | PH
minimum wage earners | 3 5 7 8 9 | PH
daily wage earners | 5 7 8 9 | PH
kuli | 8 9 | ID
buruh harian | 8 9 | ID
lao động tự do | 5 7 8 9 | VN
lao động phổ thông | 8 9 | VN
creatives | 1 2 3 5 | PH
graphic designers | 2166 | PH
startup founders | 1 5 3324 7212 | PH
architects | 2161 | PH
scientists | 2 | PH
journalists | 2642 | PH
anyone | * | PH
everyone | * | PH
any | * | PH
any occupation | * | PH
all | * | PH
mixed | * | PH
general public | * | PH
lahat | * | PH
semua | * | ID
tất cả | * | VN
moms | * | PH
parents | 0 1 2 3 4 5 6 7 8 9 | PH
housewifes / homemakers | keeping house | PH
retired OFW | retired | PH
retired teachers | retired | PH
freelanser | 2 3 4 5 | PH
entreprenuers | 1 5 3324 7212 | PH
teachres | 1 2 | PH
profesionals | 1 2 3 4 5 7 | PH
unemploed | looking for work | PH
goverment employees | 1 2 3 4 5 8 | PH
mompreneurs | 1 5 3324 7212 | PH
IT-BPM workers | 1219 2424 3341 421 422 524 351 431 441 | PH
side hustlers | 1 2 3 4 5 8 9 | PH
part-timers | 0 1 2 3 4 5 6 7 8 9 | PH
karyawan BUMN | 1 2 3 4 5 | ID
emak-emak | keeping house | ID
thực tập sinh | 4 | VN
sinh viên mới ra trường | looking for work | VN
dân IT | 1 2 3 7 | VN
chủ quán cà phê | 1412 | VN
tukang tambal ban | 7231 | ID
kapitan | 1113 | PH
ketua RT | 1113 | ID
pilots | 3153 | PH
athletes | 3421 | PH
surgeons | 2212 | PH
librarians | 2622 | PH
miners | 8111 | PH
bouncers | 5414 | PH
AI engineers | 2512 | PH
economists | 2631 | PH
"""


def test_who_retired_from_work_by_hand_may_have_left_school_early() -> None:
    """Catches retired mill workers of Pakistan of whom each has finished lower secondary school."""
    (wish,) = read_occupation("retired textile mill workers", "PK").wishes
    assert {row.job.education_min for row in wish.rows} == {"primary school"}


def draws(text: str, number: int = 12, **person: object) -> list[Job]:
    facts: dict[str, Any] = {"country_code": "PH", "gender": "Female", "age": 30} | person
    asked = read_occupation(text, facts["country_code"])
    return [draw_job(generator(text, n), asked, **facts, used={}) for n in range(number)]


def test_of_young_mothers_few_study_and_many_keep_house() -> None:
    found = Counter(job.status for job in draws("mothers of toddlers", 80, country_code="ID", age=24))
    assert found["keeping house"] > 24
    assert found["studying"] < 8


@pytest.mark.parametrize(("text", "categories", "match"), TEXTS, ids=[text for text, _, _ in TEXTS])
def test_text_leads_to_its_category(text: str, categories: set[str], match: str | None) -> None:
    """Catches substring accidents, lost plurals, unread local words, and a list read as one thing."""
    jobs = [
        job for age in (19, 34) for country in ("PH", "ID", "VN") for job in draws(text, age=age, country_code=country)
    ]
    assert {job.category for job in jobs} == categories
    if match:
        assert {job.match for job in jobs} == {match}


@pytest.mark.parametrize("line", PHRASES.strip().splitlines())
def test_usual_ways_to_say_a_category(line: str) -> None:
    """Catches a word of the street that nobody told the tables, and one that leads to another kind of work."""
    text, wanted, country = line.split(" | ")
    asked = read_occupation(text, country)
    draws = 24 if wanted == "*" else 12
    ages = [22 + 36 * n // draws for n in range(draws)]
    jobs = [draw_job(generator(text, n), asked, country, ("Male", "Female")[n % 2], ages[n], {}) for n in range(draws)]
    if wanted == "*":
        assert {job.match for job in jobs} == {"category"}
        assert len({job.category for job in jobs}) >= 8
    elif wanted[0].isdigit():
        for job in jobs:
            assert (job.status, job.isco08.startswith(tuple(wanted.split()))) == ("working", True), job
    else:
        assert {job.status for job in jobs} == {wanted}
    assert any(job.match != "as asked" for job in jobs)


@pytest.mark.parametrize(
    ("text", "country", "gender", "title", "most"),
    [
        ("teacher", "PH", "Male", "public high school teacher", "vocational high school teacher"),
        ("engineer", "US", "Female", "civil engineer", "agricultural engineer"),
        ("nurse", "PL", "Male", "hospital nurse", "company nurse"),
    ],
)
def test_a_sex_has_what_it_has_seldom_less_often(
    text: str, country: str, gender: Gender, title: str, most: str
) -> None:
    """Catches men who teach nothing but trades and sports where a little under three in ten teachers of what they
    commonest teach are men, and women who are no civil engineers."""
    asked = read_occupation(text, country)
    used: dict[str, int] = {}
    for n in range(60):
        job = draw_job(generator(text, n), asked, country, gender, 40, used)
        used[job.title] = used.get(job.title, 0) + 1
    assert used.get(title, 0) > used.get(most, 0), used


@pytest.mark.parametrize("row", table("work/names_abroad.csv"), ids=lambda row: row["english"])
def test_names_in_other_tongues_are_known(row: Mapping[str, str]) -> None:
    is_work = any(wish.match != "as asked" for wish in read_wishes(row["english"]))
    for code in row["countries"].split("|"):
        for name in (row["english"], *row["names"].split("|")):
            if (
                code and words_of(name)[-1] in tables().words["link abroad"]
            ):  # "vendedora de": of whatever comes after it
                name = f"{name} quimbolitos"
            said = put_in_english(name, code) if code else name
            if is_work:
                assert all(wish.match != "as asked" for wish in read_wishes(said)), (name, code)
            elif words_of(name) != words_of(row["english"]):
                place = english_place(words_of(name), tables().abroad_in.get(code, {}))
                assert place or staff_of(f"staff at {row['english']}", surely=False), (name, code)


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("Celador", "ES", {"hospital orderly"}),
        ("Kfz-Mechatroniker", "DE", {"car mechatronics technician"}),
        ("Tendero (neighbourhood shop owner)", "CO", {"bodega owner"}),
        ("Maestro albañil", "PE", {"bricklayer"}),
        ("Paketzusteller:innen", "DE", {"parcel courier"}),
        ("Verkäuferin in einer Apotheke", "DE", {"drugstore clerk"}),
        ("peluqueras y albañiles", "ES", {"ladies' hairdresser", "hairdresser", "bricklayer"}),
        ("Schulbusfahrer", "AT", {"bus driver"}),
    ],
)
def test_words_of_a_country_come_before_those_of_others(text: str, code: str, titles: set[str]) -> None:
    """Catches a master bricklayer who teaches, and a hospital porter on guard."""
    named = {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}
    assert named
    assert named <= titles


def test_compounds_are_read_where_the_language_has_them() -> None:
    """Catches a linebacker of the United States who bakes, and a compound that is lost beside another name."""
    (asked,) = read_occupation("linebacker", "US").wishes
    assert asked.match == "as asked"
    for text in ("Schulbusfahrer or Koch", "Schulbusfahrer + Koch", "Koch, Schulbusfahrer"):
        read = read_occupation(text, "DE")
        assert not read.notes
        assert "bus driver" in {row.job.title for wish in read.wishes for row in wish.rows}


@pytest.mark.parametrize(
    ("text", "code", "women"),
    [
        ("Busfahrerin", "DE", True),
        ("Teleoperadora", "ES", True),
        ("Busfahrer", "DE", False),
        ("Impiegata", "IT", True),
        ("Lehrer/in", "DE", False),
        ("Bürokauffrau/-mann (office clerk)", "DE", False),
        ("Cajera de supermercado (supermarket cashier)", "MX", False),
        ("couturière (seamstress)", "FR", True),
    ],
)
def test_a_name_of_a_woman_is_known(text: str, code: str, women: bool) -> None:
    assert read_occupation(text, code).says_women is women


@pytest.mark.parametrize(
    ("text", "men"), [("salaryman", True), ("delivery boy in Surat", True), ("salesgirl", False), ("cashier", False)]
)
def test_an_english_name_of_a_man_is_known(text: str, men: bool) -> None:
    assert read_occupation(text, "IN").says_men is men


@pytest.mark.parametrize(
    ("text", "code", "sex"),
    [
        ("women farmers", "VN", "Female"),
        ("young female factory workers", "PH", "Female"),
        ("middle-aged women factory workers", "VN", "Female"),
        ("phụ hồ nữ", "VN", "Female"),
        ("nữ tài xế", "VN", "Female"),
        ("buruh perempuan", "ID", "Female"),
        ("mujeres campesinas", "MX", "Female"),
        ("male nurse", "US", "Male"),
        ("nurse (male)", "PH", "Male"),
        ("men driving trucks", "VN", "Male"),
        ("women clothing seller", "NG", None),
        ("women's shoe shop owner", "GB", None),
        ("chủ shop thời trang nữ", "VN", None),
        ("penjual baju wanita", "ID", None),
        ("women and men farmers", "KE", None),
        ("farmers", "KE", None),
        ("woman bus driver", "GB", "Female"),
        ("women farmer", "PH", "Female"),
        ("women vegetable vendors", "IN", "Female"),
        ("women hotel staff", "TH", "Female"),
        ("women street vendor", "IN", "Female"),
        ("women police officer", "IN", "Female"),
        ("woman garment worker", "BD", "Female"),
        ("women basket weavers", "PH", "Female"),
        ("women selling fish", "GH", "Female"),
        ("women and girls", "KE", "Female"),
        ("male ward nurse", "IN", "Male"),
        ("female prison guard", "US", "Female"),
        ("male hairdresser", "GB", "Male"),
        ("female vegetable vendor", "IN", "Female"),
        ("women farmers and fishers", "PH", "Female"),
        ("female nurses or midwives", "IN", "Female"),
        ("retired women teachers", "GB", "Female"),
        ("unemployed male graduates", "IN", "Male"),
        ("former female factory workers", "BD", "Female"),
        ("buruh pabrik wanita", "ID", "Female"),
        ("pedagang pasar wanita", "ID", "Female"),
        ("giáo viên nữ", "VN", "Female"),
        ("công nhân trang trại nữ", "VN", "Female"),
        ("công nhân giày nữ", "VN", "Female"),
        ("tiểu thương nữ", "VN", "Female"),
        ("pemain sepak bola wanita", "ID", "Female"),
        ("pengusaha busana muslim wanita", "ID", None),
        ("women prison guards", "US", "Female"),
        ("women prison guard", "US", None),
        ("laid-off women garment workers", "BD", "Female"),
        ("women footwear seller", "IN", None),
        ("women footwear sellers", "IN", None),
        ("women garments shop owner", "BD", None),
        ("women jewellery seller", "IN", None),
        ("women handbag seller", "US", None),
        ("men wig seller", "NG", None),
        ("female shoe seller", "NG", None),
        ("women magazine editor", "GB", None),
        ("penjual kosmetik wanita", "ID", None),
        ("penjual tas tangan wanita", "ID", None),
        ("penjual pakaian dalam wanita", "ID", None),
        ("bán váy nữ", "VN", None),
        ("bán mỹ phẩm nữ", "VN", None),
        ("bán đồ lót nữ", "VN", None),
        ("women rights lawyer", "US", None),
        ("women rights lawyers", "US", None),
        ("women empowerment officer", "IN", None),
        ("women shelter manager", "US", None),
        ("women football coach", "GB", None),
        ("huấn luyện viên bóng đá nữ", "VN", None),
        ("pelatih sepak bola wanita", "ID", None),
        ("women only gym trainer", "AE", None),
        ("women group leader", "KE", None),
        ("women tailor", "IN", None),
        ("women tailors", "IN", "Female"),
        ("women or youth farmers", "KE", None),
        ("female imam", "EG", None),
        ("women catholic priests", "PH", None),
        ("male nuns", "PH", None),
    ],
)
def test_words_beside_a_job_say_the_sex(text: str, code: str, sex: str | None) -> None:
    """Catches women of the farms two thirds of whom are men, clothes for women that only women sell, and work for
    women that only women do."""
    asked = read_occupation(text, code)
    assert asked.family.gender == sex
    if sex:
        assert sexes_of(asked, code, 20, 50).women == float(sex == "Female")


@pytest.mark.parametrize("code", ["VN", "US", "NG"])
def test_titles_that_only_some_ask_for_say_nothing_of_the_sex_of_a_kind_of_work(code: str) -> None:
    """Catches owners of small businesses two thirds of whom are men, for all the titles of owners that nobody is given
    who asks for owners."""
    asked = read_occupation("small business owner", code)
    (wish,) = asked.wishes
    assert not wish.rows
    given = [row for row in rows_under(wish.category) if {"any", code} & set(row.markets)]
    weights = [title_weight(row, code, None) for row in given]
    shares = [women_share(row, code, None) for row in given]
    mean = sum(weight * share for weight, share in zip(weights, shares, strict=True)) / sum(weights)
    found = sexes_of(asked, code, 20, 60).women
    assert found == pytest.approx(mean)
    assert found > {"VN": 0.5, "US": 0.35, "NG": 0.4}[code]


@pytest.mark.parametrize(
    "text", ["women who sell in the street", "women selling in the street", "people who sell in markets"]
)
def test_who_sells_somewhere_sells_what_is_sold_there(text: str) -> None:
    """Catches women of the street who buy gold, and a place that is taken for goods."""
    (wish,) = read_occupation(text, "GH").wishes
    assert {"vegetable vendor", "fruit vendor"} <= {row.job.title for row in wish.rows}


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("women who sell in supermarkets", "US", "sales clerk"),
        ("people who sell in shops", "US", "sales clerk"),
        ("people who sell on Tokopedia", "ID", "online marketplace seller"),
        ("people who sell on commission", "US", "wholesale sales agent"),
        ("people who sell in bulk", "US", "wholesale distributor"),
        ("people who sell on the beach", "BR", "beach vendor"),
    ],
)
def test_who_sells_at_no_market_is_no_market_vendor(text: str, code: str, title: str) -> None:
    """Catches sales staff, sellers online and wholesalers at a stall in the street."""
    (wish,) = read_occupation(text, code).wishes
    assert title in {row.job.title for row in wish.rows}
    assert "vegetable vendor" not in {row.job.title for row in wish.rows}
    assert wish.category != "market trader"


def test_who_sells_by_posts_sells_online() -> None:
    """Catches sellers at a market for those of a platform whose country has no titles of its own."""
    assert [wish.category for wish in read_occupation("people who sell on Amazon", "US").wishes] == ["online seller"]


@pytest.mark.parametrize("text", ["women running a small shop", "people owning a small shop"])
def test_who_runs_a_shop_owns_it(text: str) -> None:
    """Catches owners of shops who are sales staff."""
    read = read_occupation(text, "VN").wishes
    assert read == read_occupation("people who own a small shop", "VN").wishes
    assert "tạp hóa owner" in {row.job.title for wish in read for row in wish.rows}


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("ICU nurse", "PH", {"ICU nurse"}),
        ("clinic nurse", "ID", {"clinic nurse"}),
        ("travel agency owner", "VN", {"travel agency owner"}),
        ("college instructor", "PH", {"college instructor"}),
        ("head teacher", "PH", {"head teacher"}),
        ("head teacher", "GB", {"school principal"}),
        ("part-time lecturer", "VN", {"part-time lecturer"}),
        ("project engineer", "ID", {"project engineer"}),
        ("abaca trader", "PH", {"abaca trader"}),
        ("blind masseur", "ID", {"blind masseur"}),
        ("minibus driver", "KE", {"minibus driver", "matatu driver"}),
        ("city hall clerk", "IN", {"local government clerk"}),
        ("municipal clerk", "PH", {"city hall clerk", "municipal hall clerk"}),
        ("municipal driver", "PH", {"local government driver"}),
        ("taxi driver", "ZA", {"taxi driver", "minibus taxi driver"}),
        ("two-wheeler mechanic", "IN", {"two-wheeler mechanic"}),
        ("motorcycle mechanic", "IN", {"motorcycle mechanic", "two-wheeler mechanic"}),
        (
            "jeepney driver",
            "PH",
            {"jeepney driver", "jeepney owner-driver", "modern jeepney driver", "relief jeepney driver"},
        ),
    ],
)
def test_a_title_of_the_tables_is_meant_by_its_name(text: str, code: str, titles: set[str]) -> None:
    """Titles that are also called so come beside it only where they come often."""
    rows = [row for wish in read_occupation(text, code).wishes for row in wish.rows]
    assert {row.job.title for row in rows if row.regions.get(code, 1.0)} == titles


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("パート (supermarket cashier, part-time)", "JP", {"supermarket cashier"}),
        ("コンビニ店員 アルバイト", "JP", {"convenience store clerk"}),
        ("tài xế Grab (xe ôm công nghệ)", "VN", {"ride-hailing motorbike driver"}),
        ("TKW Hong Kong (pembantu rumah tangga)", "ID", {"Hong Kong domestic helper"}),
        ("esnaf, bakkal sahibi", "TR", {"bakkal owner"}),
        ("public school teacher, Grade 4", "PH", {"public school teacher"}),
        ("Gulf returnee, runs a bakery", "IN", {"bakery owner"}),
        ("returned overseas worker, now bakery owner", "VN", {"bakery owner"}),
        ("driver, taxi", "GB", {"taxi driver"}),
    ],
)
def test_what_comes_after_a_job_tells_which(text: str, code: str, titles: set[str]) -> None:
    """Catches the many of a mix where brackets or a comma name one of them."""
    named = {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}
    assert named == titles


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("nurse, private hospital", "PH", "a private hospital"),
        ("banana plantation worker (packing house)", "PH", "a banana packing house"),
        ("team leader, BPO", "PH", "a BPO"),
        ("Paketzusteller DHL", "DE", "a courier company"),
        ("quality control staff in electronics factories", "VN", "an electronics plant"),  # which the title has
        ("QC staff in garment factories", "VN", "a garment factory"),  # which it has not
        ("accountants in BPO companies", "PH", "a BPO company"),
        ("construction company accountant", "US", "a construction company"),
        ("kế toán công ty xây dựng", "VN", "a construction company"),
        ("nurses in corporate hospitals", "IN", "a private hospital"),
        ("clerks in nationalised banks", "IN", "a public sector bank"),
    ],
)
def test_a_place_or_an_employer_after_a_job_is_where_it_is_done(text: str, code: str, place: str) -> None:
    (wish,) = read_occupation(text, code).wishes
    assert wish.rows
    places = {text for row in wish.rows for where, text in row.workplaces if where in ("any", code)}
    assert {wish.workplace} == {place} or places == {place}


@pytest.mark.parametrize("row", table("work/names_east_asia.csv"), ids=lambda row: row["english"])
def test_names_of_east_asia_are_known(row: Mapping[str, str]) -> None:
    if row["before"]:  # a place or a rank, said before the name of a job
        return
    for column in ("japanese", "korean", "chinese", "thai", "malay"):
        for name in filter(None, row[column].split("|")):
            wishes: Sequence[Wish] = read_wishes(name)
            if not _are_known(wishes):  # who is told by no work: "맞벌이 부부"
                wishes = read_occupation(name, "KR").wishes
            assert _are_known(wishes), name


def _are_known(wishes: Sequence[Wish]) -> bool:
    return all(wish.match != "as asked" for wish in wishes)


@pytest.mark.parametrize("row", table("work/names_south_asia.csv"), ids=lambda row: row["english"])
def test_names_of_south_asia_are_known(row: Mapping[str, str]) -> None:
    if row["before"]:  # a place or who employs, said before the name of a job
        return
    kinds = set(row) - {"english", "before", "source", "year"}
    for name in (name for kind in kinds for name in row[kind].split("|") if name):
        assert in_english(name) == row["english"], name
        assert all(wish.match != "as asked" for wish in read_wishes(in_english(name))), name


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("सरकारी शिक्षक", "government school teacher"),
        ("ஆட்டோ ஓட்டுநர்", "auto-rickshaw driver"),
        ("ත්‍රීවීල් රියදුරු", "tuk-tuk driver"),
        ("看護師", "nurse"),
        ("病院の看護師", "hospital nurse"),
        ("スーパーのアルバイト", "part-time supermarket worker"),
        ("トヨタの社員", "company employee"),
        ("退休教師", "retired teacher"),
        ("高级工程师", "senior engineer"),
        ("호텔 직원", "hotel staff"),
        ("화학공장 생산직", "chemical factory worker"),
        ("PC방 사장", "computer shop owner"),
        ("은퇴한 초등학교 교사", "retired primary school teacher"),
        ("여성 간호사", "female nurse"),
        ("젊은 남자 간호사", "young male nurse"),
        ("若い女性看護師", "young female nurse"),
        ("若い女性", "young women"),
        ("独身男性", "single men"),
        ("男护士", "male nurse"),
        ("พยาบาลชาย", "male nurse"),
        ("महिला किसान", "female farmer"),
        ("युवा किसान", "young farmer"),
        ("दुकानदारों", "shopkeeper"),
        ("कामकाजी माताएं", "working mothers"),
        ("一人暮らしの大学生", "university student living alone"),
        ("아파트 단지 청소부", "cleaner"),
        ("พนักงานธนาคาร", "bank employee"),
        ("ช่างซ่อมแอร์", "air-conditioning technician"),
        ("ครูเกษียณ", "retired teacher"),
        ("간호사 (nurse)", "nurse (nurse)"),
        ("치킨집 사장", "fried chicken shop owner"),  # a local name of a title, as a whole
        ("美容師、理容師", "hairdresser, barber"),
        ("フリーランスの看護師", "freelance nurse"),
        ("不明な仕事", "不明な仕事"),
        ("rice farmer", "rice farmer"),
    ],
)
def test_scripts_without_spaces(text: str, english: str) -> None:
    assert in_english(text) == english


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Electricista industrial", {"electrician"}),
        ("Técnica de enfermagem", {"practical nurse"}),
        ("Obrero de planta (car plant production worker)", {"car assembly worker", "metal press operator"}),
    ],
)
def test_names_in_other_tongues_with_more_words(text: str, titles: set[str]) -> None:
    assert titles <= {row.job.title for wish in read_occupation(text, "MX").wishes for row in wish.rows}


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("tradie (electrician)", "AU", {"electrician"}),
        ("tradie (self-employed electrician)", "AU", {"electrician"}),
        ("buya (housemaid)", "BD", {"household helper"}),  # a preacher in Indonesia
        ("head of HR in an IT company", "IN", {"human resources manager"}),
    ],
)
def test_brackets_and_links_tell_which(text: str, code: str, titles: set[str]) -> None:
    rows = [row for wish in read_occupation(text, code).wishes for row in wish.rows]
    assert {row.job.title for row in rows if row.regions.get(code, 1.0)} == titles


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("sugar doll stall owner", "a sugar doll stall"),
        ("yacht chef", ""),
        ("freelance make-up artist", None),
        ("merchant navy second officer", None),
    ],
)
def test_words_before_a_title_tell_where(text: str, place: str | None) -> None:
    assert [wish.workplace for wish in read_occupation(text, "IN").wishes] == [place]


def test_words_of_rank_are_no_part_of_a_workplace() -> None:
    wishes = read_occupation("senior knitwear factory technician", "BD").wishes
    assert {place for wish in wishes for row in wish.rows for _, place in row.workplaces} == {"a knitwear factory"}


def test_there_are_many_ways() -> None:
    """Catches a table of phrases that was cut down."""
    lines = PHRASES.strip().splitlines()
    assert len({line.split(" | ")[0] for line in lines}) == len(lines) >= 300
    assert Counter(line.split(" | ")[2] for line in lines)["VN"] >= 35


@pytest.mark.parametrize(
    "text", ["potter's wheel seller", "framer", "planer operator", "skipper", "falconer", "diviner", "punter"]
)
def test_other_words_are_not_corrected(text: str) -> None:
    """Catches a slip forgiven that was none: a framer is no farmer, a skipper no shopper."""
    job = draws(text, 1)[0]
    assert (job.match, job.title) == ("as asked", text)


@pytest.mark.parametrize(
    ("text", "title"),
    [("preacher", "born-again pastor"), ("mayor", "mayor"), ("boxer", "boxer"), ("beekeeper", "beekeeper")],
)
def test_a_known_word_is_not_taken_for_a_commoner_one(text: str, title: str) -> None:
    """Catches a preacher read as a teacher."""
    assert {(job.match, job.title) for job in draws(text, 4)} == {("title", title)}


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("nurse at a care home", "care home nurse"),
        ("owner of a boarding house", "boarding house owner"),
        ("nurse on a zero-hours contract", "nurse"),
        ("teacher (retired) from Leeds", "retired teacher"),
        ("engineer (unemployed) with two children", "unemployed engineer"),
        ("teacher (math) at a high school", "high school math teacher"),
        ("nurse ()", "nurse"),
        ("看護師（", "nurse"),
        ("(nurse)", "nurse"),
        ("woman who works in a bank", "people who work in banks"),
        ("someone who works as a nurse", "nurse"),
    ],
)
def test_said_in_other_words(text: str, like: str) -> None:
    """Catches a home that is taken for no workplace, and brackets that are dropped with what they say or that make a
    known job unknown."""
    read, said = read_wishes(text), read_wishes(like)
    assert {row.job.title for wish in read for row in wish.rows} == {
        row.job.title for wish in said for row in wish.rows
    }
    assert [(wish.category, wish.title) for wish in read] == [(wish.category, wish.title) for wish in said]


@pytest.mark.parametrize("text", ["penjaga " + "hp " * 40, "karyawan pabrik " * 12, "nhân viên " * 20, "(" * 200])
def test_long_texts_are_read_at_once(text: str) -> None:
    """Catches readings whose number doubles with each word."""
    read_wishes("zzyx")  # the names of all titles are listed once
    assert steps(lambda: read_wishes(text)) < 3_000_000


@pytest.mark.parametrize(
    "text", ["manggugupit ng buhok sa kanto,.", "bank teller, !!, ..,", "guru SD, 😀, (), -", "penjaga toko, (), aktif"]
)
def test_marks_alone_are_no_part(text: str) -> None:
    """Catches readers that ask for the first or the last word of a part without any."""
    assert read_occupation(text, "PH").wishes[0].rows


def test_abbreviations_keep_their_capitals() -> None:
    """Catches "retired ofw" and "kol", and a whole text in capitals that stays so."""
    assert draws("VJ", 1)[0].title == "VJ"
    assert draws("UX LEAD", 1)[0].title == "UX lead"
    assert draws("FALCONER", 1)[0].title == "falconer"


def test_titles_suit_the_market() -> None:
    """Catches a jeepney driver in Hanoi, a barangay in Jakarta and a hog raiser where most people are Muslims."""
    foreign = {
        "PH": ("ojek", "angkot", "becak", "bajaj", "warung", "PNS", "kelurahan", "xe ôm", "phở", "tạp hóa", "cyclo"),
        "ID": (
            "jeepney",
            "tricycle",
            "habal",
            "barangay",
            "sari-sari",
            "carinderia",
            "taho",
            "xe ôm",
            "phở",
            "pig farmer",
        ),
        "VN": (
            "jeepney",
            "tricycle",
            "habal",
            "barangay",
            "sari-sari",
            "ojek",
            "angkot",
            "PNS",
            "Quran",
            "mosque",
            "UV",
        ),
        "BR": ("jeepney", "barangay", "ojek", "PNS", "xe ôm", "phở", "sari-sari", "bajaj", "padyak"),
    }
    asked = ("pastor", "imam", "mosque", "church", "nun", "Islamic", "Quran", "hijab", "barangay captain")
    for country, words in foreign.items():
        for text in (
            "any",
            "driver",
            "market trader",
            "small business owner",
            "government worker",
            "farmer",
            "community worker",
        ):
            titles = {job.title for job in draws(text, 120, country_code=country, age=40)}
            assert not [title for title in titles for word in (*words, *asked) if word in title], (country, text)


@pytest.mark.parametrize("text", ["students", "any"])
def test_a_draw_costs_the_same_however_many_were_drawn_before(text: str) -> None:
    """Catches a draw that looks through all titles given before, so that a large group takes minutes."""

    asked = read_occupation(text, "PH")

    def cost(used: Mapping[str, int]) -> int:
        return steps(lambda: draw_job(generator("cost"), asked, "PH", "Female", 22, used))

    cost({})
    assert cost({f"title {n}": 1 for n in range(1_500)}) <= cost({}) + 20


@pytest.mark.parametrize("people", [20, 40])
def test_titles_come_as_often_as_they_weigh(people: int) -> None:
    """Catches common titles that take the place of middling ones in small groups, and a rare one in every large one."""
    asked, groups = read_occupation("labourer", "PH"), 60
    weights = {row.job.title: title_weight(row, "PH", None) for row in asked.wishes[0].rows}
    found: Counter[str] = Counter()
    for group in range(groups):
        used: Counter[str] = Counter()
        for n in range(people):
            used[draw_job(generator("weigh", group, n), asked, "PH", "Male", 34, used).title] += 1
        found += used
    for titles in (("site labourer",), ("drain and canal cleaner", "errand runner")):
        part = sum(weights[title] for title in titles) / sum(weights.values())
        assert 0.6 < sum(found[title] for title in titles) / (groups * people * part) < 1.6, titles


@pytest.mark.parametrize(
    ("text", "code", "most"), [("electrician", "GB", 0.5), ("hairdresser", "GB", 0.8), ("carpenter", "NZ", 0.6)]
)
def test_some_of_a_title_are_on_their_own_account(text: str, code: str, most: float) -> None:
    """Catches the rarer of two ways to have one title that never comes: of 60 electricians of Birmingham none."""
    asked, used, own = read_occupation(text, code), Counter[str](), 0
    for n in range(60):
        job = draw_job(generator("own", n), asked, code, "Female" if text == "hairdresser" else "Male", 40, used)
        used[job.title] += 1
        own += job.employment == "own"
    assert 0.1 < own / 60 < most


def test_unknown_text_becomes_the_title() -> None:
    job = draws("Falconers who breed hawks", 1)[0]
    assert (job.title, job.workplace, job.isco08, job.pay_ratio, job.status) == ("falconer", "", "", 1.0, "working")
    long = "Abaca fiber stripping and weaving cooperative member of the upland barangays"
    assert len(draws(long, 1)[0].title.split()) <= 6


@pytest.mark.parametrize("text", ["???", " , / ", "'s", "x" * 200, "zxcv", "12345", "aaaa"])
def test_what_is_no_word_for_a_job_is_refused(text: str) -> None:
    with pytest.raises(GroupError, match="has no word for a job"):
        read_occupation(text, "DE")


@pytest.mark.parametrize("text", ["会社員", "of in at", "and", "VJ", "smith", "Ω"])
def test_odd_text_never_fails(text: str) -> None:
    """Catches an index error on texts without words."""
    assert draws(text, 1, country_code="DE", age=13)[0].title
    least, most = usual_ages(read_occupation(text, "DE"))
    assert least <= most


def test_asked_words_are_kept_with_the_figures_of_what_they_name() -> None:
    """Catches "senior bookkeeper" losing its rank, and the nurse of a yacht club placed in a hospital."""
    senior, resort = draws("senior bookkeeper", 1)[0], draws("yacht club nurse", 1)[0]
    (bookkeeper,) = (line for line in table("work/titles.csv") if line["title"] == "bookkeeper")
    assert (senior.title, senior.isco08) == ("senior bookkeeper", bookkeeper["isco08"])
    assert senior.workplace
    assert (resort.title, resort.isco08, resort.workplace) == ("nurse", "2221", "a yacht club")
    assert draws("mechanic in a bus depot", 1)[0].workplace == "a bus depot"
    retired = draws("retired teacher", 1, age=66)[0]
    assert (retired.title, retired.status, retired.isco08) == ("retired teacher", "retired", "")


@pytest.mark.parametrize(
    ("age", "forms"),
    [
        (16, {"first-year"}),
        (18, {"first-year"}),
        (19, {"first-year", "second-year"}),
        (20, {"second-year", "third-year", "final-year"}),  # of a course of two years
        (21, {"third-year", "fourth-year", "final-year"}),  # of one of three
        (22, {"fourth-year", "final-year"}),
        (24, {"final-year", "part-time", "master's"}),
        (28, {"part-time", "master's", "final-year"}),
        (45, {"part-time", "master's", "evening"}),
    ],
)
def test_year_of_study_fits_the_age(age: int, forms: set[str]) -> None:
    """Catches a fourth-year student of 18, and a first-year one of 40."""
    jobs = draws("University student", 150, age=age, country_code="ID")
    assert {job.title.split()[0] for job in jobs} <= forms
    assert len({job.title.split()[0] for job in jobs}) >= min(len(forms), 2)
    for job in jobs:
        done = "bachelor's degree" if job.title.startswith("master's") else "upper secondary school"
        assert job.education_min == job.education_max == done


def test_small_shops_are_mostly_groceries() -> None:
    """Catches a street of florists and pet shops: one of each kind of shop, however rare."""
    food = ("grocery", "sari-sari", "warung", "tạp hóa", "kirana", "duka", "provision", "bodega", "bigasan")
    for code in ("PH", "ID", "VN", "KE", "IN", "NG", "PE"):
        jobs = draws("Small shop owner", 60, country_code=code, age=40)
        assert sum(job.title.startswith(food) for job in jobs) > 0.5 * len(jobs), code


def test_years_of_study_start_late_where_they_do() -> None:
    """Catches Dhaka's students of 22 all in their final year, whose sessions run behind."""
    jobs = draws("University student", 100, age=22, country_code="BD")
    assert {"third-year", "fourth-year"} < {job.title.split()[0] for job in jobs}


def test_first_degrees_last_three_years_where_they_do() -> None:
    """Catches Leeds and Warsaw full of students in the fourth year of three."""
    for code in ("GB", "PL"):
        jobs = draws("University student", 100, age=22, country_code=code)
        assert sum("fourth-year" in job.title for job in jobs) <= 10, code  # medicine and architecture last longer
    assert any("fourth-year" in job.title for job in draws("University student", 100, age=22, country_code="TR"))


def test_law_follows_a_first_degree_in_the_philippines() -> None:
    """Catches one market's schooling used for another."""
    philippines, indonesia = (draws("law student", 8, country_code=country, age=22) for country in ("PH", "ID"))
    assert {(job.title, job.education_min) for job in philippines} == {("first-year law student", "bachelor's degree")}
    assert {job.title for job in indonesia} <= {"fourth-year law student", "final-year law student"}
    assert {job.category for job in draws("student", 8, age=14)} == {"high school student"}


@pytest.mark.parametrize(
    ("age", "grades"), [(13, {"seventh", "eighth"}), (16, {"tenth", "eleventh"}), (18, {"twelfth"})]
)
def test_grade_fits_the_age(age: int, grades: set[str]) -> None:
    for job in draws("high school student", 60, age=age):
        assert job.title.split("-grade ")[0] in grades
        assert job.education_max == ("lower secondary school" if job.title[:2] in ("el", "tw") else "primary school")


@pytest.mark.parametrize("code", ["ID", "VN"])
def test_high_schools_of_some_countries_are_of_the_last_three_grades(code: str) -> None:
    """Catches ninth graders at high schools of Indonesia, who are at SMP."""
    grades = {job.title.split("-grade ")[0] for job in draws("high school student", 40, age=15, country_code=code)}
    assert grades == {"tenth"}


def test_who_people_are_is_what_they_do() -> None:
    """Catches anybody for "moms who are nurses", and staff of the office that pays pensions for who has one."""
    for text, title in (("moms who are virtual assistants", "virtual assistant"), ("men who are baristas", "barista")):
        (wish,) = read_occupation(text, "PH").wishes
        assert [row.job.title for row in wish.rows] == [title]
    for text, category in (("people who are retired", "retired"), ("women who are pregnant", "any")):
        assert [wish.category for wish in read_occupation(text, "PH").wishes] == [category]
    (beside,) = read_occupation("students who are baristas", "PH").wishes
    assert beside.category == "student"
    (wish,) = read_occupation("Aposentados (INSS pensioners)", "BR").wishes
    assert wish.category == "retired"


def test_strands_begin_with_senior_high_school() -> None:
    """Catches a tenth-grade student of a strand, which there is from grade eleven."""
    for age in (15, 16, 17):
        for job in draws("STEM strand student", 20, country_code="PH", age=age):
            assert job.title.split("-grade ")[0] in ("eleventh", "twelfth")


def test_an_upper_secondary_track_begins_after_lower_secondary() -> None:
    """Catches a ninth-grader in the class of a gifted high school, and an eleventh-grader before the last exam."""
    for title, age, grade in (("gifted-class student", 15, "tenth"), ("high school exam student", 17, "twelfth")):
        for job in draws(title, country_code="VN", age=age):
            assert job.title.startswith(f"{grade}-grade"), job


def test_senior_high_is_its_last_grades() -> None:
    """Catches tenth-graders with a strand, whom the Philippines have in no senior high school."""
    jobs = draws("senior high school student", 30, age=16)
    assert {job.title.split("-grade ")[0] for job in jobs} == {"eleventh"}


def test_who_lives_in_has_no_family_in_the_house() -> None:
    assert {job.marital for text in ("live-in maid", "live-in nanny") for job in draws(text)} == {"single"}
    assert {job.marital for job in draws("domestic helper")} == {None}


def test_the_young_of_the_well_off_are_at_school() -> None:
    """Catches girls of 17 from rich homes who iron for a factory."""
    poor, rich = (
        draws("any", 60, age=17, standing=Standing("lower secondary school", rank, True)) for rank in (0.2, 0.95)
    )
    studying = [sum(job.status == "studying" for job in jobs) / 60 for jobs in (poor, rich)]
    assert studying[0] < studying[1] > 0.85


@pytest.mark.parametrize(
    "text", ["any", "manager", "office worker", "IT", "teacher", "government", "marketing", "finance"]
)
def test_rank_fits_the_age(text: str) -> None:
    """Catches a manager of 22 and an intern of 50."""
    for age in (*range(15, 31), 34, 36, 45, 60):
        for job in draws(text, 40, age=age, country_code=("PH", "ID", "VN")[age % 3]):
            words = set(re.findall(r"[a-z]+", job.title))
            if age < 27:
                assert not words & {"senior", "manager", "head", "director", "chief", "supervisor"}, (age, job.title)
            if age > 35:
                assert not words & {"intern", "junior", "trainee"}, (age, job.title)


def test_a_manager_of_45_can_be_one() -> None:
    """The rule above must not empty the category for those it is for."""
    assert sum("manager" in job.title for job in draws("manager", 60, age=45)) > 15


def test_least_used_titles_come_first() -> None:
    """Catches five market traders who all sell fish, and a year of study hiding that a field was used."""
    used: dict[str, int] = {}
    asked = read_occupation("University student", "ID")
    for n in range(25):
        job = draw_job(generator("spread", n), asked, "ID", "Male", 18 + n % 4, used)
        used[job.title] = used.get(job.title, 0) + 1
    fields = {title.split("-year ")[1] for title in used}
    assert len(fields) >= 18  # common courses come twice


def test_same_seed_same_job() -> None:
    """Catches drawing in the order of a set or from a generator of its own."""
    first = [draws(text, 3) for text, _, _ in TEXTS]
    tables.cache_clear()
    read_wishes.cache_clear()
    assert first == [draws(text, 3) for text, _, _ in TEXTS]


def test_market_and_gender_are_heeded() -> None:
    """Catches a jeepney driver in Jakarta and a housewife called Budi."""
    local = {
        country: {job.title for job in draws("driver", 150, country_code=country, gender="Male")}
        for country in ("PH", "ID", "VN", "BR")
    }
    assert "jeepney driver" in local["PH"] - local["ID"] - local["VN"] - local["BR"]
    assert not {"ojek driver", "online ojek driver"} & local["ID"]  # a driver there has a car
    assert "angkot driver" in local["ID"] - local["PH"] - local["VN"] - local["BR"]
    assert "xe ôm driver" in local["VN"] - local["PH"] - local["ID"] - local["BR"]
    assert {job.gender for job in draws("housewife", 40, gender="Male")} <= {None, "Male"}
    assert {job.title for job in draws("housewife", 5)} == {"housewife"}
    unasked = {job.title for job in draws("homemaker", 80)}  # these say more of the household than was asked
    assert not unasked & {"housewife", "stay-at-home mother", "stay-at-home parent"}


@pytest.mark.parametrize(
    ("text", "gender", "need"),
    [
        ("housewife", "Female", "a home to keep"),
        ("ibu rumah tangga", "Female", "a home to keep"),
        ("ofw spouse", "Female", "spouse"),
        ("stay-at-home mom", "Female", "children"),
        ("househusband", "Male", "children"),
        ("teacher", "Female", None),
    ],
)
def test_titles_that_say_who_is_at_home(text: str, gender: str, need: str | None) -> None:
    """Catches a title that says there is a child or a husband, and a household that does not heed it."""
    assert {job.implies for job in draws(text, 8, gender=gender)} == {need}


@pytest.mark.parametrize(
    ("text", "code", "least", "most"),
    [
        ("housemaid", "KW", 0.93, 1.0),
        ("hotel maid in Dubai", "AE", 0.93, 1.0),
        ("costurera", "MX", 0.93, 1.0),
        ("maid agency owner", "PH", 0.0, 0.9),
        ("buruh linting rokok", "ID", 0.92, 1.0),
        ("barneskolelærer", "NO", 0.65, 0.84),
        ("car assembly line worker", "JP", 0.04, 0.2),
        ("homemaker", "SA", 0.97, 1.0),
    ],
)
def test_names_of_jobs_tell_the_sex(text: str, code: str, least: float, most: float) -> None:
    """Catches maids of whom one in ten is a man, and a job read as that of nobody in particular."""
    assert least <= sexes_of(read_occupation(text, code), code, 20, 60).women <= most


def test_women_of_a_town_are_those_of_its_factories() -> None:
    """Catches workers of a regency that sews shoes of whom as many are men as where they build cars."""
    asked = read_occupation("factory worker", "ID")
    sews, builds = (sexes_of(asked, "ID", 20, 45, "West Java", town).women for town in ("Subang", "Karawang"))
    assert sews > builds + 0.1


def test_any_follows_the_ages() -> None:
    """Catches shares read from the wrong band: young study, old are retired, those between work."""

    def share(age: int, status: str) -> float:
        return sum(job.status == status for job in draws("any", 200, age=age)) / 200

    assert share(15, "studying") > 0.9
    assert 0.3 < share(20, "studying") < 0.7
    assert share(40, "working") > 0.6
    assert share(40, "retired") == 0
    assert share(75, "retired") > 0.55
    assert {job.status for job in draws("worker", 100)} == {"working"}


def test_usual_ages() -> None:
    for text, ages in (
        ("University student", (17, 30)),
        ("retired", (56, 100)),
        ("student or retired", (13, 100)),
        ("any", (13, 100)),
        ("dentist", (26, 68)),
    ):
        assert usual_ages(read_occupation(text, "PH")) == ages, text


# The tables


@cache
def divided(name: str) -> frozenset[str]:
    """The countries without figures of their own for divisions that have a division of the name."""
    others = set(country_codes()) - {"PH", "ID", "VN"}
    return frozenset(c for c in others if any(town.place.region == name for town in geonames_towns(c)))


def test_rows_are_sound() -> None:
    """Catches typing mistakes in occupations.csv."""
    faiths = {line["name"] for line in table("places/religion.csv")}
    categories = {line["category"]: line for line in table("work/categories.csv")}
    figures = (line for line in table("places/regions_figures.csv") if line["figure"] != "townspeople")
    divisions = {line["region"]: line["code"] for line in figures}
    seen = set()
    for line in table("work/titles.csv"):
        title = line["title"]
        status = categories[line["category"]]["status"]
        assert status in get_args(WorkStatus), title
        assert not categories[line["category"]]["members"], title
        assert re.fullmatch(r"\d{2,4}", line["isco08"]) if status == "working" else line["isco08"] == "", title
        assert set(line["markets"].split("|")) <= {"any", "asked", *country_codes()}, title
        assert 0 <= float(line["pay_ratio"]) <= 12, title
        assert line["employment"] in (("wage", "own", "casual") if status == "working" else ("",)), title
        for market, _, share in (each.rpartition(":") for each in filter(None, line["women"].split("|"))):
            assert market in ("", "any", *country_codes(), *divisions), title
            assert 0 <= float(share) <= 100, title
        assert set(filter(None, line["faiths"].split("|"))) <= faiths, title
        assert line["marital"] in ("", *get_args(MaritalStatus)), title
        assert float(line["pay_ratio"]) >= 0.1 or status != "working", title  # a conscript has little more than a bed
        assert 13 <= int(line["age_min"]) < int(line["age_max"]) <= 100, title
        assert EDUCATION_LEVELS.index(line["education_min"]) <= EDUCATION_LEVELS.index(line["education_max"]), title
        assert line["gender"] in ("", "Male", "Female"), title
        assert line["source"], title
        assert line["year"].isdigit(), title
        assert all(
            re.match(r"an? [^aeiou]|an [aeiou]|a u(ni|s|k)|several ", place.rpartition(":")[2])
            and (place.rpartition(":")[0] in {"", *country_codes(), *divisions} or divided(place.rpartition(":")[0]))
            for place in line["workplaces"].split("|")
            if place
        ), title
        markets = set(line["markets"].split("|"))
        for name, _, weight in (each.partition(":") for each in filter(None, line["regions"].split("|"))):
            here = {divisions.get(name, name)} if divisions.get(name, name) in country_codes() else divided(name)
            everywhere = name in ("any", "low", "lower middle", "upper middle", "high")
            assert everywhere or {"any", "asked", *here} & markets, (title, name)
            assert everywhere or here, (title, name)
            assert float(weight or 1) >= 0, title
        assert bool(line["workplaces"]) == (status in ("working", "studying")), title
        assert not re.search(r"\b(her|his|their|own)\b", line["workplaces"]), title
        for market in line["markets"].split("|"):
            assert (title, market) not in seen, title
            seen.add((title, market))


def test_titles_follow_an_article() -> None:
    """Catches plurals, commas, capitals, and titles too long once the year of study stands before them."""
    for line in table("work/titles.csv"):
        title = line["title"]
        longest = 5 if line["category"] in ("university student", "high school student") else 7
        assert len(title.split()) <= longest, title
        assert not re.search(r"[,;()|]|^(an?|the) |\s\s", title), title
        assert all(word.islower() or word.isupper() or word in PROPER or "-" in word for word in title.split()), title
        head = re.split(r" (?:in|on|between|who|caring for) ", title)[0]
        assert not re.search(r"(?<!s)s$", head), title


def test_enough_titles_everywhere() -> None:
    rows = table("work/titles.csv")
    found = Counter(line["category"] for line in rows)
    assert len({line["title"] for line in rows}) >= 300
    assert len(found) >= 30
    assert min(found[category] for category in COMMON) >= 8
    assert (found["office worker"], found["university student"], found["small business owner"]) >= (20, 25, 15)
    for category in found:  # every market and both genders can be served
        for gender in ("Male", "Female"):
            usable = [
                r for r in rows if r["category"] == category and r["gender"] in ("", gender) and r["markets"] == "any"
            ]
            assert len(usable) >= 5, category


def test_phrases_are_not_disputed() -> None:
    """Catches a synonym listed under two categories, where the first would silently win."""
    owner: dict[tuple[str, tuple[str, ...]], str] = {}
    for line in table("work/categories.csv"):
        for column in ("synonyms", "fields", "local_names"):
            for phrase in filter(None, line[column].split("|")):
                key = (column, words_of(phrase))
                assert key[1], phrase
                assert owner.setdefault(key, line["category"]) == line["category"], phrase
    for line in table("work/titles.csv"):
        for phrase in filter(None, [line["title"], *line["aliases"].split("|")]):
            claimed = owner.get(("synonyms", words_of(phrase)))
            assert claimed in (None, line["category"], "student"), phrase


def test_a_word_for_several_titles_leads_to_all_of_them() -> None:
    """Catches a title that another one with the same name hides: a shopkeeper of the city for who asks for a warung."""
    known: dict[tuple[str, ...], set[str]] = {}
    titles = {words_of(line["title"]) for line in table("work/titles.csv")}
    for line in table("work/titles.csv"):
        for phrase in filter(None, line["aliases"].split("|")):
            known.setdefault(words_of(phrase), set()).add(line["title"])
    shared = {words: found for words, found in known.items() if len(found) > 1 and words not in titles}
    assert shared
    for words, found in shared.items():
        (wish,) = read_wishes(" ".join(words))
        assert found <= {row.job.title for row in wish.rows}, words
        assert len({row.job.status for row in wish.rows}) == 1, words


def test_umbrellas_and_shares_name_categories() -> None:
    categories = {line["category"]: line for line in table("work/categories.csv")}
    for line in categories.values():
        for member in filter(None, line["members"].split("|")):
            assert member in ("*", "working") or not categories[member]["members"], member
    shares = table("work/shares.csv")
    bands = [key for key in shares[0] if key.startswith("from_")]
    for gender in ("Male", "Female"):
        mine = [line for line in shares if line["gender"] == gender]
        assert len({line["category"] for line in mine}) == len(mine)
        for band in bands:
            assert 85 < sum(float(line[band]) for line in mine) < 115, (gender, band)
            working = [line for line in mine if categories[line["category"]]["status"] == "working"]
            assert sum(float(line[band]) for line in working) > 0, (gender, band)


# What was asked, read in a country


def test_a_title_of_other_countries_gives_way_to_the_nearest() -> None:
    """Catches a jeepney in Jakarta for who asks for one, and a list of everything as what it was taken for."""
    for text, code, isco in (
        ("jeepney driver", "ID", "83"),
        ("ojek driver", "VN", "832"),
        ("warung owner", "PH", "52"),
    ):
        asked = read_occupation(text, code)
        (wish,) = asked.wishes
        assert 1 <= len(wish.rows) <= 2
        assert all(row.job.isco08.startswith(isco) for row in wish.rows), text
        assert all({"any", "asked", code} & set(row.markets) for row in wish.rows), text
        assert len(asked.notes) == 1
        assert text in asked.notes[0]
        assert wish.rows[0].job.title in asked.notes[0]
    assert not read_occupation("jeepney driver", "PH").notes


def test_a_title_of_no_market_that_has_no_code_has_kin_too() -> None:
    """Catches every student of the tables named as what a student of another country's field is taken for."""
    (wish,) = read_occupation("hotel and restaurant management student", "DE").wishes
    assert 1 <= len(wish.rows) <= 2
    assert all(row.job.category == "university student" for row in wish.rows)


def test_whoever_knows_what_is_near_is_asked_where_the_tables_know_nothing() -> None:
    """Catches a model asked for what the tables know, an answer left unused, and one that is not told to the user."""
    asked_for: list[str] = []

    def nearest(text: str) -> tuple[tuple[str, float], ...]:
        asked_for.append(text)
        return ("becak driver", 0.72), ("veterinarian", 0.61)  # there are no becaks in the Philippines

    (wish,) = read_occupation("nurse", "PH", nearest).wishes
    assert not asked_for
    found = read_occupation("Falconers", "PH", nearest)
    (wish,) = found.wishes
    assert asked_for == ["falconer"]
    assert [row.job.title for row in wish.rows] == ["veterinarian"]
    assert "'falconer'" in found.notes[0]
    assert "'veterinarian'" in found.notes[0]
    assert "0.61" in found.notes[0]
    job = draw_job(generator("near"), found, "PH", "Male", 40, {})
    (like,) = (line for line in table("work/titles.csv") if line["title"] == "veterinarian")
    assert (job.title, job.isco08, job.match) == ("falconer", like["isco08"], "as asked")


def test_who_is_named_and_who_is_many_kinds() -> None:
    """Catches schooling and sexes of one trade given to a whole people."""
    for text in ("nurse", "teacher", "nurse or teacher", "falconer"):
        assert read_occupation(text, "PH").is_named, text
    for text in ("any", "working class", "nurse or any"):
        assert not read_occupation(text, "PH").is_named, text


def test_a_share_of_a_division_stands_beside_its_country_s() -> None:
    """Catches a division of no country or of two, and a figure that has nothing to be compared with."""
    known = {(row["market"], row["key"]) for row in table("work/women.csv")}
    countries = defaultdict(set)
    for row in table("places/admin1.csv"):
        countries[row["region"]].add(row["country_code"])
    for row in table("places/regions_figures.csv"):
        countries[row["region"]].add(row["code"])
    for market, key in known:
        if market != "any" and market not in country_codes():
            (code,) = countries[market]
            assert (code, key) in known, (market, key)


@pytest.mark.parametrize(
    ("title", "code", "region", "low", "high"),
    [
        ("fish vendor", "ID", "South Sulawesi", 0.15, 0.4),  # men carry fish to Makassar's markets
        ("fish vendor", "ID", "Maluku", 0.75, 0.95),  # Ambon's are women
        ("vegetable vendor", "ID", "Central Java", 0.75, 0.92),
        ("vegetable vendor", "ID", "Jakarta", 0.4, 0.65),
        ("weaver", "ID", "East Nusa Tenggara", 0.97, 1.0),
        ("weaver", "PH", "Ilocos Region", 0.9, 0.97),
        ("vegetable vendor", "NG", "Kano", 0.2, 0.5),
        ("vegetable vendor", "NG", "Lagos", 0.8, 0.95),
    ],
)
def test_who_does_a_job_differs_within_a_country(title: str, code: str, region: str, low: float, high: float) -> None:
    """Catches one share of women for the markets of Surakarta, Makassar and Jakarta."""
    (row,) = [row for rows in tables().rows.values() for row in rows if row.job.title == title]
    assert low < women_share(row, code, region) < high


def test_a_title_of_its_own_share_is_not_as_its_kind_of_work_is() -> None:
    """Catches stations and butchers' shops led by women in Vietnam, where most clerks of transport and most owners of
    shops are women."""
    (kind,) = [row for row in tables().all_rows if row.job.title == "logistics coordinator"]
    clerks = women_share(kind, "VN")
    for title in ("station master", "bus dispatcher", "butcher shop owner"):
        (row,) = [row for row in tables().all_rows if row.job.title == title]
        assert row.women["any"] < women_share(row, "VN") < 0.3 < clerks


@pytest.mark.parametrize(
    ("title", "code", "low", "high"),
    [
        ("gypsum ceiling installer", "RU", 0.0, 0.15),
        ("plasterer", "RU", 0.3, 0.6),
        ("mountain guide", "KR", 0.08, 0.25),
        ("tour guide", "KR", 0.5, 0.75),
        ("trial lawyer", "IN", 0.08, 0.2),
        ("out-of-work seafarer", "ET", 0.0, 0.1),
    ],
)
def test_a_title_goes_with_its_kind_as_far_as_it_is_like_it(title: str, code: str, low: float, high: float) -> None:
    """Catches men's titles that have the women of the others of their code, and common ones that have too few."""
    (row,) = [row for row in tables().all_rows if row.job.title == title]
    assert low < women_share(row, code) < high


def test_what_a_country_differs_in_is_known_of_the_world() -> None:
    """Catches titles moved by a wider group, as the share of their code is missing for the world."""
    known = {(row["market"], row["key"]) for row in table("work/women.csv")}
    own = [row.job for row in tables().all_rows if "any" in row.women and not row.job.gender]
    whole = {key for job in own for key in table_keys(job) if len(key.rpartition(":")[2]) >= 4}
    of_countries = {key for market, key in known if len(market) == 2}
    assert whole & of_countries <= {key for market, key in known if market == "any"}


def test_titles_follow_the_share_of_each_sex() -> None:
    """Catches a woman who drives a jeepney as often as a man does, where other driving work is nearer to her."""
    shares = {
        row.job.title: women_share(row, "PH") for rows in tables().rows.values() for row in rows if row.job.isco08
    }
    means = {
        gender: sum(shares[job.title] for job in draws("worker", 150, gender=gender)) / 150
        for gender in ("Female", "Male")
    }
    assert means["Female"] > means["Male"] + 0.2


# Divisions


def farmers(code: str, region: str, number: int) -> Counter[str]:
    """The titles of farmers of a division, in a group of so many."""
    used: Counter[str] = Counter()
    rng, asked = generator("farmers", code, region), read_occupation("farmer", code)
    for _ in range(number):
        standing = Standing("lower secondary school", 0.3, False, region)
        used[draw_job(rng, asked, code, "Male", 40, used, standing).title] += 1
    return used


def test_ranks_that_few_of_an_age_have_wait_for_others() -> None:
    """Catches constables of South Africa past fifty-five because it was the turn of constables."""
    asked, used, seen = read_occupation("police officer", "ZA"), Counter[str](), set[int]()
    for number, age in enumerate([24, 56, 31, 52, 44, 55, 28, 58, 36, 54] * 3):
        job = draw_job(generator("ranks", number), asked, "ZA", "Male", age, used)
        used[job.title] += 1
        seen |= {age} if job.title == "police constable" else set()
    assert min(seen) < 30
    assert max(seen) < 50


def test_farms_are_those_of_the_division() -> None:
    """Catches durian and tuna in the cold and landlocked north, coconuts in the Cordillera, coffee in Jakarta."""
    north = farmers("VN", "Thai Nguyen", 120)
    for title in ("durian grower", "cashew grower", "rubber tapper", "shrimp farmer", "mango grower", "catfish farmer"):
        assert not north[title], title
    assert not north["offshore fishing crew member"] + north["shellfish gatherer"] + north["coastal fisher"]
    assert 0.25 < (north["tea grower"] + north["tea plucker"]) / 120 < 0.45
    assert farmers("VN", "Dak Lak", 60)["coffee farmer"] >= 8
    assert farmers("PH", "Western Visayas", 60)["sugarcane farmer"] >= 3
    assert not farmers("PH", "Cordillera Administrative Region", 80)["coconut farmer"]
    assert farmers("ID", "Riau", 60)["oil palm smallholder"] >= 5


def test_a_farmer_is_no_hand_of_the_store_of_that_name() -> None:
    """Catches farmers of New Zealand who sell in Farmers, its department stores."""
    assert {wish.category for wish in read_occupation("farmer", "NZ").wishes} == {"farmer"}
    assert farmers("NZ", "Waikato", 60)["dairy farmer"] >= 5


def test_who_raises_livestock_has_the_animals_of_the_country() -> None:
    """Catches five of six livestock farmers with chickens where crops.csv tells of cattle and of no poultry."""
    for code in ("RU", "JP", "ZM"):
        rows = {row.job.title: row for row in read_occupation("livestock farmer", code).wishes[0].rows}
        assert title_weight(rows["cattle farmer"], code, None) > title_weight(rows["poultry farmer"], code, None)


def test_farmers_of_each_age_have_the_schooling_of_their_age() -> None:
    """Catches Filipinos of 28 on a farm who left school at twelve, when all farmers did who are past sixty."""
    farmer = next(row.job for rows in tables().rows.values() for row in rows if row.job.title == "rice farmer")
    for code, young, old in (("PH", 0.25, 0.55), ("ID", 0.55, 0.7)):
        at_28, at_55 = (schooling(farmer, code, "Male", age) for age in (28, 55))
        assert at_28 is not None
        assert at_55 is not None
        assert at_28[0] < young < old < at_55[0] < 0.85


def shares_of(title: str, code: str, age: int = 36, gender: Gender = "Male") -> list[float]:
    """Of those who do a job, those of each level of schooling."""
    known = schooling(
        next(row.job for rows in tables().rows.values() for row in rows if row.job.title == title), code, gender, age
    )
    assert known is not None
    return list(known)


@pytest.mark.parametrize(
    ("title", "code", "level", "low", "high"),
    [
        ("pharmacy assistant", "PH", "vocational diploma", 0.45, 0.7),
        ("software developer", "CZ", "bachelor's degree", 0.15, 0.4),
        ("software developer", "CZ", "upper secondary school", 0.08, 0.3),
        ("bus driver", "JP", "bachelor's degree", 0.05, 0.2),
        ("car assembly worker", "TR", "lower secondary school", 0.05, 0.25),
        ("construction worker", "DE", "vocational diploma", 0.2, 0.5),
        ("construction worker", "DE", "lower secondary school", 0.3, 0.55),
        ("street sweeper", "SE", "upper secondary school", 0.45, 0.75),
        ("street sweeper", "MX", "upper secondary school", 0.05, 0.2),
        ("street sweeper", "US", "bachelor's degree", 0.02, 0.08),
        ("rubber products operator", "SG", "vocational diploma", 0.1, 0.28),
        ("sales clerk", "VN", "lower secondary school", 0.05, 0.3),
        ("tạp hóa owner", "VN", "bachelor's degree", 0.02, 0.12),
        ("registered nurse", "UG", "bachelor's degree", 0.05, 0.22),
        ("tax officer", "ID", "vocational diploma", 0.02, 0.15),
        ("tax officer", "ID", "master's degree", 0.04, 0.2),
        ("operations manager", "US", "upper secondary school", 0.1, 0.35),
        ("HR officer", "FI", "vocational diploma", 0.12, 0.35),
        ("home renovation contractor", "BR", "bachelor's degree", 0.08, 0.35),
        ("psychologist", "AR", "bachelor's degree", 0.6, 0.95),
        ("school psychologist", "VN", "bachelor's degree", 0.2, 0.95),
        ("photojournalist", "VN", "bachelor's degree", 0.7, 0.95),
        ("bus dispatcher", "VN", "bachelor's degree", 0.1, 0.4),
        ("hardware store clerk", "TZ", "vocational diploma", 0.01, 0.12),
        ("traditional birth attendant", "BD", "primary school", 0.6, 0.95),
        ("village dai", "IN", "primary school", 0.6, 0.95),
        ("dukun beranak", "ID", "primary school", 0.6, 0.95),
    ],
)
def test_schooling_spreads_within_a_job(title: str, code: str, level: str, low: float, high: float) -> None:
    """Catches one and the same diploma for everybody who does a job, and managers of rich countries who all studied."""
    assert low < shares_of(title, code)[EDUCATION_LEVELS.index(level)] < high


@pytest.mark.parametrize("code", ["PH", "VN", "UG", "US", "DE", "IN"])
def test_nobody_has_less_schooling_than_law_and_trade_ask(code: str) -> None:
    """Catches a doctor without a degree, a nurse without training, and a degree before its years are over."""
    for title in ("general practitioner", "dentist", "civil engineer", "architect", "corporate lawyer"):
        assert sum(shares_of(title, code)[:4]) == 0, title
    assert sum(shares_of("registered nurse", code)[:3]) == 0
    assert sum(shares_of("pharmacist", code)[: 3 if code in ("VN", "IN") else 4]) == 0  # colleges train them there
    assert sum(shares_of("full professor", code)[:5]) == 0
    assert sum(shares_of("registered nurse", "UG", 23, "Female")[4:]) == 0


@pytest.mark.parametrize(
    ("title", "code"), [("pharmacist", "CH"), ("pharmacist", "ES"), ("pharmacist", "HU"), ("pharmacy owner", "ES")]
)
def test_law_may_ask_for_more_than_a_title_usually_takes(title: str, code: str) -> None:
    """Catches pharmacists of five years whose schooling is not known, for the title is for bachelors."""
    assert shares_of(title, code)[EDUCATION_LEVELS.index("master's degree")] > 0.9


def test_who_rose_has_no_level_less_often_where_no_title_takes_it() -> None:
    """Catches managers of rich countries of whom fewer have a level that is nobody's than one that others take."""
    job = next(row.job for row in tables().all_rows if row.job.title == "HR business partner")
    bent = list(_bend(job, job.isco08, "US", np.ones(len(EDUCATION_LEVELS)), job.levels))
    assert bent == sorted(bent)


@pytest.mark.parametrize(
    ("title", "code", "young", "old"),
    [("registered nurse", "PL", 33, 53), ("primary school teacher", "ID", 30, 58), ("physiotherapist", "IT", 40, 60)],
)
def test_the_young_have_the_degree_that_their_licence_asks_for(title: str, code: str, young: int, old: int) -> None:
    """Catches a Polish nurse of 33 with a diploma of schools that had closed by then, and none of 53 with one."""
    assert sum(shares_of(title, code, young, "Female")[:4]) == 0
    assert sum(shares_of(title, code, old, "Female")[:4]) > 0


def test_what_law_and_trade_ask_is_of_known_work() -> None:
    """Catches a code or a title of nobody, a level that is none, and a row without a source."""
    jobs = [row.job for rows in tables().rows.values() for row in rows]
    for row in table("work/required.csv"):
        assert set(row["markets"].split("|")) <= {"any", *country_codes()}, row
        key = row["key"].removeprefix("state:")
        assert key == row["key"] or len(key) == 1, row  # a group of jobs of the state is of one digit
        assert any(key == job.title or job.isco08.startswith(key) for job in jobs), row
        assert row["least"] in EDUCATION_LEVELS, row
        assert row["degree_from"] in ("", *map(str, range(22, 30))), row
        assert row["born_from"] in ("", *map(str, range(1950, 2009))), row
        assert row["source"], row
        assert row["year"].isdigit(), row


def test_housewives_are_like_all_women_where_most_women_are_housewives() -> None:
    """Catches an Egypt where those who keep house left school earlier than the others, who hardly are there."""
    job = tables().categories["homemaker"].job
    for code, times in (("EG", 1.15), ("ID", 1.42)):
        known = schooling(job, code, "Female", 28)
        assert known is not None
        assert times - 0.2 < known[0] / attainment(code, "Female", 28)[0] < times


def test_no_home_in_town_is_on_a_farm() -> None:
    """Catches a housewife of Lahore who helps on the family farm, and none of a village who does."""
    asked, title = read_occupation("homemaker", "PK"), "homemaker who helps on the family farm"
    for urban, count in ((True, 0), (False, 1)):
        rng, used = generator("farm home", urban), Counter[str]()
        for _ in range(60):
            standing = Standing("primary school", 0.3, urban, "Punjab", "Lahore")
            used[draw_job(rng, asked, "PK", "Female", 40, used, standing).title] += 1
        assert (used[title] > 0) == count
    asked, used = read_occupation("retiree", "JP"), Counter()
    for _ in range(80):
        standing = Standing("upper secondary school", 0.5, True, "Osaka", "Osaka")
        used[draw_job(rng, asked, "JP", "Male", 72, used, standing).title] += 1
    assert not used["retired farmer"]


def test_shops_sell_many_things() -> None:
    """Catches shop owners of whom a third each has a grocery, a hardware store and a phone shop."""
    asked, rng, used = read_occupation("shop owner", "VN"), generator("shops"), Counter[str]()
    for number in range(80):
        used[draw_job(rng, asked, "VN", "Male" if number % 2 else "Female", 40, used).title] += 1
    assert len(used) >= 8


@pytest.mark.parametrize("words", ["pemilik toko", "pemilik ruko", "juragan toko", "punya toko", "pedagang toko"])
def test_a_toko_sells_goods(words: str) -> None:
    """Catches owners of laundries, salons and boarding houses where shops were asked for."""
    (wish,) = read_occupation(words, "ID").wishes
    assert wish.rows[0].job.title == "grocery store owner"
    assert all(row.job.isco08 in ("5221", "1420", "5211") for row in wish.rows)


def test_a_title_that_the_division_lacks_is_given_to_who_asks_for_it() -> None:
    """Catches a group of durian growers that fails, or grows something else, where none grow."""
    job = draw_job(
        generator("asked"),
        read_occupation("durian grower", "VN"),
        "VN",
        "Male",
        40,
        {},
        Standing("primary school", 0.3, False, "Thai Nguyen"),
    )
    assert job.title == "durian grower"


@pytest.mark.parametrize(
    ("phrase", "code", "title", "workplace"),
    [
        ("guru SMP", "ID", "junior high school teacher", "junior high school"),
        ("bank employee", "PK", "", "bank"),
        ("primary school teaching assistant", "GB", "teaching assistant", "primary school"),
        ("supermarket worker", "NZ", "", "supermarket"),
        ("clerk in a government office", "IN", "", "a government office"),
        ("hotel cleaner", "NG", "cleaner", "hotel"),
        ("front desk clerk", "PH", "hotel receptionist", "hotel"),
        ("helper at a construction site", "PH", "", "a construction site"),
        ("caregiver in a home for the aged", "PH", "caregiver", "a home for the aged"),
        ("electric cooperative lineman", "PH", "lineman", "an electric cooperative"),
        ("copper mine dump truck driver", "PH", "dump truck driver", "a copper mine"),
        ("rice mill worker", "PH", "rice mill worker", "a rice mill"),
        ("coconut oil mill worker", "PH", "coconut oil mill worker", "a coconut oil mill"),
        ("hablon weaver", "PH", "hablon weaver", "weaving cooperative|craft workshop"),
        ("banana chips factory worker", "PH", "", "a banana chips factory"),
        ("resort room attendant", "PH", "hotel", "a resort hotel"),
        ("painter (visual artist)", "PH", "visual artist", "studio|gallery"),
        (
            "Department of Agriculture employee",
            "PH",
            "national agency",
            "national ministry|government office|government field office",
        ),
        ("provincial hospital medical technologist", "PH", "medical laboratory technologist", "a provincial hospital"),
        ("car dealership sales consultant", "PH", "car sales agent", "a car dealership"),
        ("water delivery boy", "PH", "water delivery rider", "water dealer|water refilling station"),
        ("deped elementary teacher", "PH", "elementary school teacher", "a public elementary school"),
        ("civil engineer in the public works department", "IN", "civil engineer", "a public works office"),
        ("high school guidance counselor", "PH", "guidance counselor", "a public high school"),
        ("moms who sell frozen food from home", "PH", "frozen food seller", "a home kitchen"),
        ("salmon farm technician", "CL", "aquaculture farm technician", "a salmon farm"),
    ],
)
def test_words_of_a_job_lead_to_its_workplace(phrase: str, code: str, title: str, workplace: str) -> None:
    """Catches a bank employee at a wealth manager's, a teaching assistant paid as a teacher, a cleaner nowhere, and
    chips of fruit made by operators of semiconductors."""
    rng, asked = generator(phrase), read_occupation(phrase, code)
    standing = Standing("bachelor's degree", 0.5, True)
    jobs = [draw_job(rng, asked, code, "Female", 30, {}, standing) for _ in range(12)]
    places = workplace.split("|")
    assert all(title in job.title and any(each in job.workplace for each in places) for job in jobs), jobs[0]
    assert not any("semiconductor" in job.title for job in jobs)


def test_who_is_of_any_faith_studies_at_no_school_of_one() -> None:
    """Catches Buddhists of Pontianak at the state Islamic university, drawn among the workplaces of their course."""
    rng, asked = generator("course"), read_occupation("finance and banking student", "ID")
    standing = Standing("upper secondary school", 0.5, True, "West Kalimantan", "Pontianak")
    for job in (draw_job(rng, asked, "ID", "Male", 20, {}, standing) for _ in range(20)):
        assert job.faiths == ("Muslim",) or not any("Islamic" in each for each in (job.workplace, *job.workplaces))


def test_nobody_studies_part_time_where_no_university_offers_it() -> None:
    """Catches a part-time student of economics in Turkey, who is there in Britain."""
    rng = generator("part-time")
    found = {}
    for code, town in (("TR", "Trabzon"), ("GB", "Leeds")):
        asked, standing = (
            read_occupation("economics student", code),
            Standing("bachelor's degree", 0.5, True, None, town),
        )
        found[code] = {draw_job(rng, asked, code, "Female", 27, {}, standing).title for _ in range(30)}
    assert not any(title.startswith("part-time") for title in found["TR"])
    assert any(title.startswith("part-time") for title in found["GB"])


def test_somebody_is_at_a_workplace_that_hardly_anybody_has() -> None:
    """Catches shares of nothing, by which nobody is at any place: commercial banks alone, in Aceh."""
    assert workplace_shares("ID", "4211", ("a commercial bank", "a rural bank"), "Aceh") != (0.0, 0.0)
    for region in ("Aceh", "Central Java"):
        assert all(workplace_shares("ID", "4211", ("a commercial bank",), region))


@pytest.mark.parametrize(
    ("title", "odd"),
    [
        ("chief executive officer", "a manufacturing group"),
        ("chief commercial officer", "an airline"),
        ("startup founder", "a food start-up"),
        ("creative director", "a fashion house"),
        ("fashion designer", "a bridal studio"),
        ("graphic designer", "a printing company"),
        ("web developer", "an online shop"),
        ("supply chain manager", "a retail group"),
        ("data scientist", "a telecom company"),
        ("actuary", "a pension fund"),
        ("secretary", "a medical clinic"),
    ],
)
@pytest.mark.parametrize(("code", "region"), [("PH", "Bicol Region"), ("ID", "Central Java"), ("US", None)])
def test_no_employer_among_many_swallows_a_job(title: str, odd: str, code: str, region: str | None) -> None:
    """Catches a job of all trades whose people are at the one place that is everywhere."""
    row = next(row for row in tables().all_rows if row.job.title == title)
    places = workplaces_of(row, code, region)
    shares = workplace_shares(code, row.job.isco08, places, region)
    assert shares[places.index(odd)] < 0.35 * sum(shares)


@pytest.mark.parametrize(
    ("title", "code", "capital", "most", "least"),
    [
        ("risk analyst", "PH", "Metro Manila", "bank head office", "insurance company"),
        ("pathologist", "PH", "Metro Manila", "private hospital", "diagnostic laboratory"),
        ("statistician", "ID", "Jakarta", "statistics office", "research institute"),
        ("dialysis nurse", "VN", "Hanoi", "public hospital", "dialysis centre"),
        ("phlebotomist", "VN", "Hanoi", "public hospital", "blood bank"),
        ("bank operations officer", "ID", "Jakarta", "commercial bank", "securities firm"),
        ("madrasah primary teacher", "ID", "Jakarta", "private madrasah", "state madrasah"),
    ],
)
def test_how_many_of_a_title_are_at_an_employer(title: str, code: str, capital: str, most: str, least: str) -> None:
    """Catches a job whose people are at an employer that has few of them: shares of its code that are of others too."""
    row = next(row for row in tables().all_rows if row.job.title == title)
    places = workplaces_of(row, code, None)
    shares = workplace_shares(code, row.job.isco08, places, capital, title=title)
    there = {name: sum(s for s, place in zip(shares, places, strict=True) if name in place) for name in (most, least)}
    assert there[most] > 2 * there[least]


def test_no_workplace_of_a_title_is_named_twice() -> None:
    """Catches a workplace named thrice to make it common: how common one is stands in employers.csv."""
    for row in tables().all_rows:
        assert len(set(row.workplaces)) == len(row.workplaces), row.job.title


def test_a_share_is_of_a_workplace_that_some_title_has() -> None:
    """Catches how common a workplace is, told of one that nobody of the code is ever at: a name of said.csv, a slip."""
    called: dict[str, set[str]] = defaultdict(set)
    for line in table("work/workplace_words.csv"):
        called[line["workplace"]].add(line["said"])
    places: dict[str, set[str]] = defaultdict(set)
    for row in tables().all_rows:
        theirs = {text for _, text in row.workplaces}
        for _ in range(2):  # as a country calls it, and as a division of it does
            theirs |= {said for text in theirs for said in called[text]}
        for digits in range(len(row.job.isco08) + 1):
            places[row.job.isco08[:digits]] |= theirs
        places[f"title:{row.job.title}"] |= theirs
    lines = [line for line in table("work/employers.csv") if line["share"]]
    told = {(group, line["workplace"]) for line in lines for group in line["isco08"].split("|")}
    assert [(code, words) for code, words in told if not any(words in each for each in places[code])] == []


def test_workplaces_are_those_of_the_division() -> None:
    """Catches a car parts plant in General Santos, where the canneries are."""
    rng, asked = generator("inspector"), read_occupation("quality control inspector", "PH")
    for region, wanted in (("Soccsksargen", "cannery"), ("Calabarzon", "plant|factory")):
        standing = Standing("upper secondary school", 0.3, True, region)
        places = {draw_job(rng, asked, "PH", "Male", 30, {}, standing).workplace for _ in range(10)}
        assert all(re.search(wanted, place) for place in places), places


def test_no_street_workplace_is_everybodys() -> None:
    """Catches half of a city's vendors at one bus station."""
    for title in ("street food vendor", "bakso seller", "fishball vendor", "iced tea vendor", "som tam vendor"):
        (line,) = (line for line in table("work/titles.csv") if line["title"] == title)
        assert len([each for each in line["workplaces"].split("|") if each]) >= 4, title


@pytest.mark.parametrize(
    ("text", "code", "inside", "outside"),
    [
        ("Office clerk", "PH", r"4[1-4]|334|3323|3313", "customs|senior|learning|customer service|checker"),
        ("Factory worker", "PH", r"7|8|3122|932", "e-commerce|warehouse|parcel|supervisor"),
        ("Technician", "ID", r"3115|7", "mason|painter|tailor|carpenter"),
        ("Driver", "VN", r"832|833", "equipment|crane|boat|rower"),
        ("Engineer", "PH", r"21[45]", "architect|surveyor|controller|drafter"),
        ("Manager", "ID", r"1[234]|2421|3341", "director|shift|warehouse supervisor"),
        ("Labourer", "PH", r"9", "house cleaner|office cleaner|dishwasher|janitor|shelf|tea boy"),
        ("Farmer", "KE", r"61|6221", "labourer|plucker|fisher|logger|worker"),
        ("Trader", "NG", r"5211|5221", "griller|peddler|suya|lottery"),
        ("Mechanic", "PH", r"7231", "painter"),
        ("Cook", "PH", r"5120", "helper|server"),
        ("Civil servant", "ID", r"", "social security"),
        ("Public high school teacher", "PH", r"2330", "kindergarten|primary"),
        ("School teacher", "LK", r"23", "preschool|kindergarten"),
        ("会社員", "JP", r"[1-4]", "cleaner|driver"),
        ("พนักงานบริษัท", "TH", r"[1-4]", "cleaner|driver"),
        ("ข้าราชการ", "TH", r"[1-5]", "cleaner|driver|attendant"),
    ],
)
def test_broad_words_keep_to_their_segment(text: str, code: str, inside: str, outside: str) -> None:
    """Catches a customs broker among office clerks, and a packer of online orders among factory workers."""
    for job in draws(text, 60, country_code=code, age=34):
        assert re.match(inside, job.isco08), job.title
        assert not re.search(outside, job.title), job.title


def test_words_choose_the_sector() -> None:
    """Catches a teacher of a public school at a private one."""
    for sector in ("public", "private"):
        places = {job.workplace for job in draws(f"{sector} high school teacher", 20, country_code="PH", age=34)}
        assert places == {f"a {sector} high school"}


def test_private_office_work_is_of_all_trades() -> None:
    """Catches office staff of private firms who are all at private hospitals and schools."""
    jobs = draws("Private office employee", 40, country_code="ID", age=34)
    assert len({job.workplace for job in jobs}) > 15
    assert {sector_of(job.workplace) for job in jobs} <= {"private", "either"}
    assert sector_of("a state-owned company") == sector_of("a public hospital") == "public"


def test_managers_of_a_firm_are_of_its_trade() -> None:
    """Catches a bank branch manager and a construction project manager at a seafood exporter."""
    titles = {job.title for job in draws("Seafood export company manager", 400, country_code="VN", age=44)}
    assert not titles & {"bank branch manager", "construction project manager"}
    assert titles >= {"factory production manager", "office manager"}


def test_a_college_student_has_no_degree() -> None:
    """Catches a law student of Manila, and a master's student, where a college is asked for."""
    for age in (22, 27):
        for job in draws("College student", 40, country_code="PH", age=age):
            assert job.education_min != "bachelor's degree", job.title


def test_own_account_work_is_as_common_as_published() -> None:
    """Catches Mexico with next to nobody on their own account, and the United States with every sixth."""
    shares = {code: _on_their_own(code) for code in ("MX", "PE", "US", "DE")}
    assert 0.25 < shares["MX"] < 0.36
    assert 0.42 < shares["PE"] < 0.58
    assert shares["US"] < 0.1 > shares["DE"] - 0.02


def _on_their_own(code: str) -> float:
    """The share of men of 40 at work who are on their own account, as the tables have it."""
    times, at_work, own = own_times(code, "Male"), 0.0, 0.0
    for kind, share in zip(*_shares_at("*", code, "Male", 40), strict=True):
        if tables().categories[kind].job.status == "working":
            part = times * own_part(kind, code, "Male")
            own += share * part / (1 - own_part(kind, code, "Male") + part)
            at_work += share
    return own / at_work


def test_factories_of_general_santos() -> None:
    """Catches paper mills and car parts where tuna is tinned."""
    rng, asked, used = generator("gensan"), read_occupation("factory worker", "PH"), Counter[str]()
    places: Counter[str] = Counter()
    for n in range(120):
        standing = Standing("upper secondary school", 0.3, True, "Soccsksargen")
        job = draw_job(rng, asked, "PH", ("Female", "Male")[n % 2], 30, used, standing)
        used[job.title] += 1
        places[job.workplace] += 1
    assert 0.35 < (places["a tuna cannery"] + places["a tin-can plant"]) / 120 < 0.58
    assert 0.08 < used["food processing worker"] / 120 < 0.25
    assert not [each for each in places if re.search("paper|pharma|car parts|knit|noodle|panel|warehouse", each)]


def test_jeepney_drivers_are_of_four_kinds() -> None:
    titles = Counter(job.title for job in draws("jeepney driver", 150, gender="Male", age=40))
    assert set(titles) == {
        *("jeepney driver", "jeepney owner-driver", "modern jeepney driver", "relief jeepney driver")
    }


def test_rich_countries_have_their_own_work() -> None:
    """Catches market stalls, farms and housewives of a middle-income country in Dublin, and pensioners of 56."""
    shares = {age: dict(zip(*_shares_at("*", "IE", "Female", age), strict=True)) for age in (40, 57)}
    poorer = dict(zip(*_shares_at("*", "KE", "Female", 40), strict=True))
    for kind in ("farmer", "market trader", "domestic worker", "homemaker"):
        assert shares[40][kind] < 0.6 * poorer[kind], kind
    assert shares[40]["health worker"] > 2 * poorer["health worker"]
    assert shares[57]["retired"] < 0.05 * sum(shares[57].values())


@pytest.mark.parametrize(
    ("text", "code", "isco08", "least"),
    [
        ("Early years educator", "IE", "5311", 0.9),
        ("Nursery nurse", "GB", "5311", 0.9),
        ("Auxiliar de creche", "BR", "5311", 0.9),
        ("Assistante maternelle", "FR", "5311", 0.9),
        ("Special needs assistant", "IE", "5312", 0.8),
        ("Medical assistant", "US", "3256", 0.85),
        ("Medizinische Fachangestellte", "DE", "3256", 0.85),
        ("Accounting assistant", "PE", "4311", 0.5),
    ],
)
def test_assistants_are_not_those_whom_they_help(text: str, code: str, isco08: str, least: float) -> None:
    """Catches an early years educator of Cork who is a dance teacher with a degree, and a medical assistant who is a
    laboratory technologist."""
    (wish,) = read_occupation(text, code).wishes
    assert wish.rows
    for row in wish.rows:
        assert row.job.isco08 == isco08
        assert women_share(row, code) >= least


@pytest.mark.parametrize(
    ("phrase", "isco08"),
    [
        ("Sales staff in an appliance store", ("522", "524")),
        ("helper in a construction site", ("931",)),
        ("employee at a gas station", ("5245", "5230", "9122")),
        ("staff at a shoe store", ("522", "523", "432")),
        ("operator in an electronics factory", ("8212", "7543", "932")),
        ("clerk in a bank", ("421", "331", "431", "422")),
    ],
)
def test_a_role_at_a_workplace_is_work_of_that_place(phrase: str, isco08: tuple[str, ...]) -> None:
    """Catches field sales in a store, house helps on a building site and office supervisors at a petrol station."""
    for job in draws(phrase, 24):
        assert job.isco08.startswith(isco08), (job.title, job.isco08)
        assert job.workplace in phrase.lower()


def test_usual_names_stand_for_several_titles() -> None:
    """Catches twenty software developers in a row, and rare titles that come as often as the usual one."""
    asked, used = read_occupation("software engineer", "VN"), Counter[str]()
    for n in range(40):
        used[draw_job(generator("mix", n), asked, "VN", "Male", 30, used).title] += 1
    assert len(used) >= 6
    assert used["software developer"] > used["data engineer"]


def test_owners_of_other_things_keep_their_words() -> None:
    """Catches the owner of a trucking business who has a laundry shop at one."""
    assert {job.title for job in draws("owner of a trucking business", 6)} == {"trucking business owner"}


@pytest.mark.parametrize(
    ("text", "gender", "needs"),
    [
        ("Working mother", "Female", "children"),
        ("dad", "Male", "children"),
        ("Solo parent", None, "children alone"),
        ("single mom nurse", "Female", "children alone"),
        ("ibu bekerja", "Female", "children"),
        ("ibu tunggal", "Female", "children alone"),
        ("Catholic father", None, None),
        ("mother tongue teacher", None, None),
    ],
)
def test_words_for_parents_say_who_is_at_home(text: str, gender: str | None, needs: str | None) -> None:
    """Catches working mothers of whom half are men, solo parents with a wife, and priests with children."""
    asked = read_occupation(text, "PH")
    assert (asked.family.gender, asked.family.needs) == (gender, needs)
    assert not any(row.job.status == "keeping house" for wish in asked.wishes for row in wish.rows)


def test_parents_of_a_group_have_children_and_lone_ones_no_spouse() -> None:
    group = Group(
        name="x",
        age_min=25,
        age_max=42,
        gender="All",
        location="Cebu City, Philippines",
        income_level="Middle",
        occupation="single mother",
        persona_count=12,
    )
    slots = make_plan(group, 3).slots
    assert {slot.gender for slot in slots} == {"Female"}
    assert all(min(slot.household.children, default=99) < 18 for slot in slots)
    assert not any("husband" in slot.household.members for slot in slots)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("pecalang", "PH"),
        ("anganwadi helper", "PH"),
        ("pupusa maker", "ID"),
        ("BJMP jail officer", "ID"),
        ("teff farmer", "VN"),
    ],
)
def test_what_another_country_alone_has_is_taken_as_what_is_nearest_and_told(title: str, code: str) -> None:
    """Catches Hindu pecalang with Cebuano for a mother tongue: work of one country that was drawn in all of them."""
    asked = read_occupation(title, code)
    assert f"{title!r} is no work of {code}" in asked.notes[0]
    assert title not in {row.job.title for wish in asked.wishes for row in wish.rows}


def test_what_is_no_work_draws_people_of_all_kinds_and_says_so() -> None:
    """Catches gamers with a game developer's pay, and grandmothers who are nannies."""
    gamer = read_occupation("Gamer", "ID", nearest=lambda text: (("game developer", 0.7),))
    assert [wish.category for wish in gamer.wishes] == ["any"]
    assert "is no work" in gamer.notes[0]
    assert read_occupation("grandmother", "PH").family.gender == "Female"
    assert read_occupation("newlywed", "PH").family.needs == "spouse"
    assert read_occupation("widow", "ID").family.needs == "widowed"
    assert read_occupation("duda", "ID").family.gender == "Male"


@pytest.mark.parametrize(
    ("occupation", "title"),
    [
        ("HR professional", "HR officer"),
        ("women in media", "news reporter"),
        ("insurance industry worker", "insurance agent"),
        ("people in real estate", "real estate agent"),
        ("law enforcement officer", "police officer"),
    ],
)
def test_who_is_told_by_a_trade_does_the_work_of_that_trade(occupation: str, title: str) -> None:
    (wish,) = read_occupation(occupation, "US").wishes
    assert wish.match == "title"
    assert title in {row.job.title for row in wish.rows}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("elderly people in nursing homes", "US"),
        ("people in care homes", "GB"),
        ("young people in college", "PH"),
        ("women in university", "PH"),
        ("women in church", "PH"),
    ],
)
def test_who_is_in_a_place_is_not_of_its_staff(text: str, code: str) -> None:
    """Catches the old of a nursing home who are its nurses; a field of work is what people in it do."""
    assert read_occupation(text, code).wishes == (Wish("any"),)
    assert read_occupation("women in retail", code).wishes != (Wish("any"),)


@pytest.mark.parametrize(
    ("text", "code", "workplace"),
    [
        ("secretary in the department of a large company", "PH", None),
        ("accountant at the Department of Cardiology", "US", None),
        ("secretary at the Department of Mathematics", "US", None),
        ("secretary at the Department of Home Affairs", "ZA", "the Department of Home Affairs"),
        ("accountant at the Ministry of Health", "KE", "the Ministry of Health"),
        ("secretary in the revenue department", "IN", "the revenue department"),
        ("secretary in the finance department of a company", "PH", None),
    ],
)
def test_a_department_is_of_the_state_by_what_it_is_for(text: str, code: str, workplace: str | None) -> None:
    """Catches departments of companies, hospitals and universities that are offices of a state."""
    (asked,) = read_occupation(text, code).wishes
    assert asked.workplace == workplace
    assert sector_asked(text) == ("public" if workplace else None)


@pytest.mark.parametrize(
    ("text", "code", "workplace"),
    [
        ("assembly mechanic", "DE", ""),
        ("tunnel electrician", "NO", ""),
        ("center cook", "PH", ""),
        ("insurance seller", "IN", ""),
        ("used car trader", "NG", ""),
        ("mango seller", "PH", None),
    ],
)
def test_one_word_of_a_place_or_of_goods_tells_no_workplace(text: str, code: str, workplace: str | None) -> None:
    """Catches mechanics of a district assembly and insurance sold at a roadside stall."""
    (asked,) = read_occupation(text, code).wishes
    assert asked.match == "as asked"
    assert asked.workplace == workplace


@pytest.mark.parametrize("text", ["Walmart store employee", "H&M store staff", "village store staff"])
def test_a_store_of_a_firm_or_a_village_is_one_that_there_is(text: str) -> None:
    """Catches clerks of "a walmart store", and a firm or a place read as goods that a shop sells."""
    clerk = next(row for wish in read_occupation(text, "US").wishes for row in wish.rows if "sales" in row.job.title)
    usual = next(row for row in tables().rows["sales worker"] if row.job.title == clerk.job.title)
    assert {("any", "a supermarket")} == set(clerk.workplaces) or set(clerk.workplaces) <= set(usual.workplaces)


def test_each_alternative_is_where_its_own_words_say() -> None:
    """Catches guards who are all at a factory because factory workers were asked for beside them."""
    _, guards = read_occupation("factory worker or security guard", "PH").wishes
    assert ("any", "a shopping mall") in guards.rows[0].workplaces
    millers, _ = read_occupation("rice mill worker or security guard", "PH").wishes
    assert {text for row in millers.rows for _, text in row.workplaces} == {"a rice mill"}


@pytest.mark.parametrize(
    ("text", "code", "places"),
    [
        ("Chemistry teacher at a high school", "VN", {"a public high school", "a private high school"}),
        ("lecturer at a university", "PH", {"a state university", "a private university"}),
        ("teacher at an elementary school", "PH", {"a public elementary school", "a private elementary school"}),
        ("public teacher at an elementary school", "PH", {"a public elementary school"}),
    ],
)
def test_a_school_may_be_of_either_sector(text: str, code: str, places: set[str]) -> None:
    """Catches a place that says nothing of who runs it, at which teachers and analysts would be paid by no scale."""
    jobs = draws(text, 20, country_code=code, age=34)
    assert {place for job in jobs for place in job.workplaces or (job.workplace,)} == places


def test_letters_in_brackets_that_are_a_local_name_are_read() -> None:
    """Catches teachers of the Indonesian state whose "PNS" is taken for the name of a school."""
    assert without_examples("teacher at a high school (PNS)") == "teacher at a high school (PNS)"
    assert without_examples("teacher at a high school (GES)").strip() == "teacher at a high school"


def test_who_turns_a_tongue_into_another_is_of_the_country() -> None:
    """Catches an interpreter at a workplace read as a person from the country of the tongue."""
    for text in ("Chinese interpreter in a factory", "Chinese interpreter (phiên dịch tiếng Trung)"):
        assert read_occupation(text, "VN").nation is None


def test_a_sector_beside_words_that_nothing_knows_is_no_crash() -> None:
    """Catches "public" with a part that no table knows, which ended in a KeyError."""
    assert read_occupation("Public school teacher, xyzzy", "SA").wishes


def test_family_of_people_abroad_keeps_house_on_what_they_send() -> None:
    """Catches a label of a segment that is taken for a job at work."""
    jobs = draws("OFW family member") + draws("OFW family member", gender="Male", age=40)
    assert all(job.is_kept_from_away for job in jobs)


def test_who_keeps_house_told_twice_has_the_husband_away() -> None:
    """Catches "OFW wife, full-time mom" as two kinds of people, one of whom has the husband at home."""
    assert {job.title for job in draws("OFW wife, full-time mom")} == {"housewife with a husband abroad"}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("wife of an OFW in Saudi, sells online", ["online-selling housewife with a husband abroad"]),
        ("driver at a hotel", ["company driver"]),
        ("driver at a bus company", ["bus driver", "intercity coach driver"]),
        ("team leader at Concentrix", ["call center team leader"]),
        ("mango and banana farm worker", ["farm labourer", "banana plantation worker"]),
        ("vendor of fishball and kwek-kwek", ["fishball vendor", "kwek-kwek vendor"]),
        ("tindera ng abaniko", ["vegetable vendor"]),  # what no table sells, sold at a stall like others
        ("stall owner at Greenhills selling cellphones", ["mobile phone shop owner"]),
        ("truck driver at Carmen Copper mine", ["mine equipment operator"]),
        ("onion harvester, paid daily", ["farm labourer"]),
        ("Grab and foodpanda rider", ["food delivery rider", "same-day delivery rider", "motorcycle taxi rider"]),
    ],
)
def test_what_stands_beside_a_job_counts(text: str, titles: list[str]) -> None:
    """Catches wives who no longer sell, taxi drivers of hotels, line leaders of contact centres and goods that are lost
    in a list."""
    found = [row.job.title for wish in read_occupation(text, "PH").wishes for row in wish.rows]
    assert list(dict.fromkeys(found)) == titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("housewife, OFW husband", "housewife with a husband abroad"),
        ("stay-at-home mom, OFW husband", "housewife with a husband abroad"),
        ("househusband, OFW wife", "househusband with a wife abroad"),
    ],
)
def test_who_keeps_house_is_of_the_sex_that_is_said(text: str, title: str) -> None:
    """Catches househusbands where wives of men abroad were asked for, for a husband is in the words too."""
    (wish,) = read_occupation(text, "PH").wishes
    assert {row.job.title for row in wish.rows} == {title}


@pytest.mark.parametrize(
    "text",
    ["accountant, with a law firm", "nurse, with a baby", "miner, with a mining company", "cook, with a restaurant"],
)
def test_who_works_with_a_firm_does_not_own_it(text: str) -> None:
    """Catches the owner of a law office where its accountant was asked for, and shops of baby goods of a mother."""
    rows = [row for wish in read_occupation(text, "US").wishes for row in wish.rows]
    assert rows
    assert "small business owner" not in {row.job.category for row in rows}


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("teacher, private school", "PH", {"primary school teacher", "high school math teacher"}),
        ("teacher, public school", "KE", {"primary school teacher", "high school math teacher"}),
    ],
)
def test_a_school_after_a_teacher_is_any_school_of_the_kind(text: str, code: str, titles: set[str]) -> None:
    """Catches coaches and librarians alone, as the places of teachers of subjects are named with more words."""
    assert titles <= {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}


def test_no_titles_that_only_some_countries_have_where_their_place_is_said() -> None:
    """Catches teachers of an Indian kind of school where those of a Japanese primary school were asked for."""
    titles = {row.job.title for wish in read_occupation("教師 (小学校)", "JP").wishes for row in wish.rows}
    assert "primary school teacher" in titles
    assert not any("Kendriya" in title or "Islamic" in title for title in titles)


@pytest.mark.parametrize("text", ["maid or watchman", "housewife or salesman", "salesman or waitress"])
def test_a_name_of_one_sex_says_nothing_of_the_others(text: str) -> None:
    """Catches a list of jobs that all go to men because the last name is one of men."""
    asked = read_occupation(text, "US")
    assert not asked.says_men
    assert not asked.says_women


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("factory worker, own house", "PH"),
        ("nurse, own apartment", "US"),
        ("nurse, rented apartment", "US"),
        ("care worker (own car)", "GB"),
        ("teacher, TSC, own house", "KE"),
    ],
)
def test_who_owns_a_home_or_a_car_is_not_self_employed(text: str, code: str) -> None:
    rows = [row for wish in read_occupation(text, code).wishes for row in wish.rows]
    assert rows
    assert "own" not in {row.job.employment for row in rows}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("retired seaman, now farmer", "farmer"),
        ("laid-off engineer, now driver", "driver"),
        ("teacher, now retired", "retired"),
    ],
)
def test_what_somebody_was_before_is_no_second_kind_of_people(text: str, category: str) -> None:
    assert {wish.category for wish in read_occupation(text, "PH").wishes} == {category}


@pytest.mark.parametrize("text", ["Wives of factory workers", "Factory worker's wife", "Istri nelayan"])
def test_wives_told_by_what_the_husband_does_are_married_women_mostly_at_home(text: str) -> None:
    """Catches factory hands, half of them men, where their wives were asked for."""
    family = read_occupation(text, "ID").family
    assert (family.gender, family.needs) == ("Female", "spouse")
    assert Counter(job.status for job in draws(text))["keeping house"] > len(draws(text)) / 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Karyawan pabrik gula", "sugar mill worker"),
        ("Mahasiswa hukum", "law student"),
        ("Sopir travel", "intercity minibus driver"),
        ("Guru SMP PNS", "civil servant junior high teacher"),
        ("Polwan", "police officer"),
    ],
)
def test_indonesian_names_of_one_kind_of_work(text: str, title: str) -> None:
    """Catches a kind of work that is drawn for the first word alone: a seamstress for a sugar mill."""
    rows = [row for wish in read_occupation(text, "ID").wishes for row in wish.rows]
    assert title in {row.job.title for row in rows}
    assert len({row.job.category for row in rows}) == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Pelayan toko sepatu", "shoe store assistant"),
        ("Pemilik toko elektronik", "electronics shop owner"),
        ("Line leader pabrik elektronik", "electronics line leader"),
        ("Satpam bank", "bank security guard"),
        ("Bidan di puskesmas", "puskesmas midwife"),
        ("Petambak udang", "shrimp farmer"),
        ("Welder galangan kapal", "welder"),
        ("Kasir minimarket Indomaret", "minimarket cashier"),
    ],
)
def test_indonesian_names_tell_of_what_after_who(text: str, title: str) -> None:
    """Catches any shop and any factory, where the words after the first say which."""
    (wish,) = read_occupation(text, "ID").wishes
    assert {row.job.title for row in wish.rows} == {title}


@pytest.mark.parametrize(
    ("text", "title", "workplaces"),
    [
        ("Tindera ng isda", "fish vendor", {"a public market", "a fish market"}),
        ("Tindera ng gulay sa palengke", "vegetable vendor", {"a public market"}),
        ("Đầu bếp nhà hàng", "restaurant cook", {"a family restaurant", "a hotel restaurant"}),
        ("Guwardiya sa ospital", "hospital security guard", {"a public hospital", "a private hospital"}),
        ("Chủ vườn điều", "cashew grower", {"a cashew farm"}),
    ],
)
def test_vietnamese_and_filipino_names_tell_of_what_after_who(text: str, title: str, workplaces: set[str]) -> None:
    """Catches a cook of a roadside eatery, where the words after the first say a restaurant."""
    (wish,) = read_wishes(text)
    assert {row.job.title for row in wish.rows} == {title}
    assert {place for row in wish.rows for market, place in row.workplaces if market == "any"} == workplaces


@pytest.mark.parametrize(
    ("text", "title", "workplace"),
    [
        ("Kế toán công ty phần mềm", "software company accountant", "a software company"),
        ("Kurir supermarket", "supermarket courier", "a supermarket"),
        ("Guwardiya bulaklak", "", None),
    ],
)
def test_who_has_no_title_of_a_place_is_told_with_it(text: str, title: str, workplace: str | None) -> None:
    """Catches accountants of any firm, and "flower security guard", which is no place."""
    (wish,) = read_wishes(text)
    assert (wish.title, wish.workplace) == (title, workplace)


@pytest.mark.parametrize("text", ["Security agency assistant", "Marketing agency owner abroad"])
def test_english_words_of_places_do_not_put_the_person_first(text: str) -> None:
    """Catches a guard at an advertising agency, which is what Vietnamese means by the word."""
    assert not any(wish.rows for wish in read_wishes(text))


def test_a_long_place_is_not_cut_for_a_long_head() -> None:
    """Catches field officers of aid projects in "nhân viên dự án" for the staff of a building project."""
    (wish,) = read_wishes("nhân viên dự án xây dựng")
    assert wish.category == "tradesperson"


def test_a_list_has_its_first_word_once_where_that_comes_first() -> None:
    """Catches "cengkeh" as a work of its own, with the pay of anybody."""
    wishes = read_occupation("Petani pala dan cengkeh", "ID").wishes
    assert [wish.rows[0].job.title for wish in wishes] == ["nutmeg farmer", "clove farmer"]


@pytest.mark.parametrize("row", table("work/person_first.csv"), ids=lambda row: row["english"])
def test_words_that_put_the_person_first_stand_once(row: dict[str, str]) -> None:
    """Catches a name in two rows, of which the last would win."""
    rows = [other for other in table("work/person_first.csv") if other["kind"] == row["kind"]]
    names = [name for other in rows for name in other["names"].split("|")]
    assert all(names.count(name) == 1 for name in row["names"].split("|"))


def test_part_time_before_a_job_is_no_place() -> None:
    """Catches "a part time supermarket", and full pay of who was asked for with few hours."""
    asked = read_occupation("Part-time supermarket worker", "JP")
    assert asked.part_time
    assert not any("part time" in place for wish in asked.wishes for row in wish.rows for _, place in row.workplaces)
    assert not read_occupation("Part-time worker", "JP").part_time  # a mix of its own


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("Factory mechanic (thợ máy)", "factory maintenance technician"),
        ("thợ may", "tailor"),
        ("Retired miner (thợ mỏ nghỉ hưu)", "retired miner"),
        ("Secondary school teacher (giáo viên THCS)", "junior high school teacher"),
    ],
)
def test_words_in_brackets_are_read_with_their_marks(asked: str, title: str) -> None:
    """Catches tailors for mechanics, whose name differs by a mark, and any retired people for retired miners."""
    (wish,) = read_occupation(asked, "VN").wishes
    assert title in {row.job.title for row in wish.rows}
    assert {row.job.isco08[:2] for row in wish.rows} == {wish.rows[0].job.isco08[:2]}


@pytest.mark.parametrize(
    ("occupation", "location", "tongues"),
    [
        ("Filipino nurse", "Salmiya, Kuwait", {"Tagalog"}),
        ("Accountant (Indian expatriate from Kerala)", "Dubai, UAE", {"Malayalam", "Tamil"}),
        ("Egyptian teacher", "Kuwait City, Kuwait", {"Arabic"}),
        ("Zimbabwean domestic worker", "Johannesburg, South Africa", {"Shona", "Ndebele"}),
    ],
)
def test_a_nationality_before_a_job_says_who_people_are(occupation: str, location: str, tongues: set[str]) -> None:
    """Catches Filipino nurses of any nation."""
    plan = make_plan(
        Group(
            name="s",
            age_min=25,
            age_max=45,
            gender="All",
            location=location,
            income_level="Middle",
            occupation=occupation,
            persona_count=8,
        ),
        5,
    )
    assert {slot.mother_tongue for slot in plan.slots} <= tongues
    assert any("mother tongue and name are those of people from" in note for note in plan.notes)


def test_citizens_are_asked_for_by_their_nationality() -> None:
    """Catches salesladies of Saudi Arabia who come from abroad, lodge, keep house or have less than a citizen counts
    for."""
    plan = make_plan(
        Group(
            name="s",
            age_min=20,
            age_max=40,
            gender="All",
            location="Jeddah, Saudi Arabia",
            income_level="Middle",
            occupation="Saudi women in retail",
            persona_count=10,
        ),
        5,
    )
    assert {(slot.religion, slot.mother_tongue, slot.work.status) for slot in plan.slots} == {
        ("Muslim", "Arabic", "working")
    }
    assert not any("roommate" in slot.household.members for slot in plan.slots)
    full = [slot.income.personal_monthly for slot in plan.slots if "part-time" not in slot.occupation]
    assert min(full) >= 4000
    assert any("they are citizens of Saudi Arabia" in note for note in plan.notes)


def test_who_does_what_citizens_alone_do_in_the_gulf_lives_with_a_family_as_they_do() -> None:
    """Catches ministry directors of the Emirates in shared rooms or with the one or two children of expatriates."""
    group = Group(
        name="Directors",
        age_min=40,
        age_max=55,
        gender="All",
        location="United Arab Emirates",
        income_level="High",
        occupation="senior civil servant",
        persona_count=40,
    )
    homes = [slot.household for slot in make_plan(group, 1).slots]
    assert sum(len(home.children) for home in homes) / len(homes) > 1.7
    assert not any("roommate" in home.members for home in homes)


def test_who_lives_with_a_family_of_citizens_speaks_as_they_do() -> None:
    """Catches a retired Malayalam speaker of Dubai at home with a family of citizens, and expatriates who are such."""
    group = Group(
        name="Retired",
        age_min=58,
        age_max=75,
        gender="All",
        location="Dubai, United Arab Emirates",
        income_level="Middle",
        occupation="retirees",
        persona_count=40,
    )
    tongues = {slot.mother_tongue for slot in make_plan(group, 1).slots}
    assert tongues == {"Arabic"}
    came = make_plan(group.model_copy(update={"occupation": "expat retirees"}), 1).slots
    assert any(slot.mother_tongue != "Arabic" for slot in came)
    hindus = make_plan(group.model_copy(update={"occupation": "Hindu retirees", "persona_count": 10}), 1).slots
    assert {slot.religion for slot in hindus} == {"Hindu"}


@pytest.mark.parametrize(
    ("occupation", "code"),
    [
        ("Filipino nurse", "PH"),
        ("Chinese restaurant cook", "KE"),
        ("Chinese teacher", "VN"),
        ("Saudi German Hospital nurse", "SA"),
        ("Saudi Post clerk", "SA"),
        ("Saudi Aramco engineer", "SA"),
        ("Omani Oil engineer", "OM"),
    ],
)
def test_what_is_no_nationality_of_people(occupation: str, code: str) -> None:
    """Catches cooks and teachers of a Chinese kitchen and tongue who are all Chinese, and staff of firms named for the
    country who are all citizens."""
    assert read_occupation(occupation, code).nation is None


@pytest.mark.parametrize(
    ("occupation", "code"),
    [
        ("Saudi English teacher", "SA"),
        ("Saudi IT specialist", "SA"),
        ("Saudi Bank Teller", "SA"),
        ("Saudi nurse at King Fahd Hospital", "SA"),
        ("Indonesian at an office of translators", "AE"),
    ],
)
def test_what_is_a_nationality_of_people(occupation: str, code: str) -> None:
    """Catches citizens lost to a capital that no firm has, and a last word read as the job of who has none said."""
    assert read_occupation(occupation, code).nation


@pytest.mark.parametrize(
    ("location", "people", "custom"),
    [
        ("Dubai, United Arab Emirates", "Emirati office worker", "ae"),
        ("Kuwait City, Kuwait", "Kuwaiti office worker", "kw"),
        ("Doha, Qatar", "Qatari office worker", "qa"),
        ("Manama, Bahrain", "Bahraini office worker", "bh"),
        ("Muscat, Oman", "Omani office worker", "om"),
        ("Riyadh, Saudi Arabia", "Saudi office worker", "saudi"),
        ("Riyadh, Saudi Arabia", "civil servant", "saudi"),
        ("Dubai, United Arab Emirates", "government employees", "ae"),
    ],
)
def test_citizens_have_names_of_citizens(location: str, people: str, custom: str) -> None:
    """Catches an Emirati called El Sayed, by a name of all who speak Arabic there, and civil servants from Manila."""
    group = Group(
        name="s",
        age_min=20,
        age_max=60,
        gender="All",
        location=location,
        income_level="Middle",
        occupation=people,
        persona_count=10,
    )
    families = {
        plain(each)
        for row in table("names/east.csv")
        if (row["custom"], row["part"]) == (custom, "family")
        for each in row["names"].split("|")
    }
    slots = make_plan(group, 5).slots
    assert all(any(plain(slot.name).endswith(family) for family in families) for slot in slots)


@pytest.mark.parametrize(
    ("asked", "location", "first"),
    [
        ("Provincial government employee", "Salta, Argentina", "provincial administration clerk"),
        ("State government employee", "Morelia, Mexico", "state administration clerk"),
        ("Empleado municipal", "Salto, Uruguay", "city hall clerk"),
        ("Ministry employee", "Coimbra, Portugal", "ministry administration clerk"),
        ("Ministry civil servant", "Hanoi, Vietnam", "ministry officer"),
    ],
)
def test_staff_of_provinces_towns_and_ministries_are_clerks_first(asked: str, location: str, first: str) -> None:
    """Catches staff of a state that are mostly agricultural extension officers."""
    group = Group(
        name="s",
        age_min=25,
        age_max=60,
        gender="All",
        location=location,
        income_level="Middle",
        occupation=asked,
        persona_count=20,
    )
    titles = Counter(slot.occupation.removeprefix("part-time ") for slot in make_plan(group, 7).slots)
    assert titles.most_common(1)[0][0] == first
    assert titles["agricultural extension officer"] <= 1


@pytest.mark.parametrize(
    ("occupation", "titles"),
    [
        ("palay buyer and trader", {"rice and crop buyer"}),
        ("car body repairer and painter", {"car body repairer"}),
        ("tindera sa hardware", {"hardware store clerk"}),
        ("drayber sa tricycle", {"tricycle driver"}),
    ],
)
def test_a_second_name_or_place_stays_with_the_first(occupation: str, titles: set[str]) -> None:
    """Catches a trader of palay among market vendors, a painter of cars on building sites, a clerk of no shop."""
    found = {row.job.title for wish in read_wishes(occupation) for row in wish.rows}
    assert found == titles


def test_work_of_another_country_is_no_third_countrys() -> None:
    """Catches a clerk of an Indonesian ward at a hall of Cambodia."""
    (wish,) = read_occupation("ward office clerk", "ID").wishes
    assert {row.job.title for row in wish.rows} == {"city hall clerk", "kelurahan clerk"}


@pytest.mark.parametrize(
    ("text", "code", "title", "workplace"),
    [
        ("mama mboga at Kibuye market", "KE", "mama mboga", "a market"),
        ("fish seller at a fish market", "KE", "fish vendor", "a fish market"),
        ("owner of a spare parts shop at Nkpor market", "NG", "auto parts shop owner", "a spare parts shop"),
        ("owner of a boutique in Surulere", "NG", "clothing boutique owner", None),
        ("owner of two matatus", "KE", "minibus owner", None),
        ("widow selling charcoal", "KE", "charcoal seller", None),
        ("graduate working as a tutor", "KE", "private tutor", None),
        ("ingénieur à la Sonatrach", "DZ", "petroleum engineer", "an oil company"),
        ("worker at Misr Spinning and Weaving", "EG", "textile loom operator", "a textile mill"),
        ("shell petrol station attendant", "NG", "gas station attendant", None),
    ],
)
def test_where_and_what_are_told_by_names(text: str, code: str, title: str, workplace: str | None) -> None:
    """Catches employers, markets and goods that are lost, and districts that become workplaces."""
    (asked,) = read_occupation(text, code).wishes
    assert (asked.rows[0].job.title, asked.workplace) == (title, workplace)


def test_who_has_left_an_employer_is_nowhere() -> None:
    (asked,) = read_occupation("retraité de la Sonatrach", "DZ").wishes
    assert (asked.category, asked.title, asked.workplace) == ("retired", "", None)


def test_nobody_who_lives_in_has_few_hours() -> None:
    (asked,) = read_occupation("domestic worker, part-time", "ZA").wishes
    assert asked.rows
    assert not any("live-in" in row.job.title for row in asked.rows)


@pytest.mark.parametrize(
    ("text", "code"), [("pensioner", "TZ"), ("retraité", "SN"), ("pensioner", "SA"), ("pesara", "MY")]
)
def test_a_pensioner_earned_one_where_few_do(text: str, code: str) -> None:
    """Catches market women and farmers, who have no pension, among the pensioners of poor countries."""
    (wish,) = read_occupation(text, code).wishes
    assert wish.rows
    assert all(row.job.pay_ratio >= 0.3 for row in wish.rows)


def test_pensioners_of_a_rich_country_are_all_the_old() -> None:
    """Catches widows and shopkeepers left out where everybody past work has a pension."""
    (wish,) = read_occupation("retraité", "FR").wishes
    known = wish.rows or rows_under(wish.category or "")
    assert "retired shopkeeper" in {row.job.title for row in known}


def test_retirees_where_few_have_pensions_are_rather_those_who_earned_them() -> None:
    women = {code: sexes_of(read_occupation("retirees", code), code, 58, 75).women for code in ("SN", "PE", "GB")}
    assert women["SN"] < 0.46
    assert women["PE"] < 0.47
    assert women["GB"] > 0.5


def test_night_guards_of_rich_countries_are_women_too() -> None:
    women = {code: sexes_of(read_occupation("night guard", code), code, 20, 60).women for code in ("PL", "TR")}
    assert women["PL"] > 0.1 > women["TR"]
    assert name_said("night watchman", "PL", "Female") == "night guard"


def test_the_unemployed_have_the_sexes_of_their_country() -> None:
    """Catches two in five women among the unemployed everywhere."""
    women = {code: sexes_of(read_occupation("unemployed", code), code, 20, 50).women for code in ("IR", "ET", "ES")}
    assert women["IR"] < 0.35 < 0.5 < women["ES"] < women["ET"]
    assert "ILOSTAT" in sexes_of(read_occupation("unemployed", "ET"), "ET", 20, 50).source


def test_street_vendors_are_in_streets_and_as_often_as_the_segment_says() -> None:
    """Catches street vendors in market halls, and a title named for rich countries alone that no part raises."""
    lima, nairobi = ({row.job.title: row for row in rows_of_segment("street vendors", code)} for code in ("PE", "KE"))
    fruit = {text for _, text in lima["fruit vendor"].workplaces}
    assert "a street corner" in fruit
    assert "a public market" not in fruit
    assert lima["clothes vendor"].workplaces  # at no street: as they are
    (once,) = (row for row in tables().all_rows if row.job.title == "street food vendor")
    assert "any" not in once.regions
    assert title_weight(nairobi["street food vendor"], "KE", None) > title_weight(once, "KE", None)


def test_who_is_past_the_usual_ages_of_most_of_a_mix_has_them_still() -> None:
    """Catches all cashiers past fifty at petrol stations, and officers of fifty as third mates."""
    rng, used = generator(7), Counter[str]()
    for _ in range(60):
        used[draw_job(rng, read_occupation("cashier", "DE"), "DE", "Female", 55, used).title] += 1
    assert used["supermarket checkout operator"] > 15
    assert used["gas station cashier"] < 10
    mates = {draw_job(rng, read_occupation("deck officer", "PH"), "PH", "Male", 55, {}).title for _ in range(30)}
    assert not any("third" in title for title in mates)


def test_what_a_town_has_none_of_comes_there_in_the_usual_shares() -> None:
    """Catches as many budget analysts as clerks at a regency's office where the town is a city of its own."""
    rng, used = generator(7), Counter[str]()
    at = Standing("bachelor's degree", 0.5, True, "West Nusa Tenggara", "Bima")
    for _ in range(20):
        used[draw_job(rng, read_occupation("PNS kantor bupati", "ID"), "ID", "Female", 40, used, at).title] += 1
    assert used["PNS civil servant"] > 14


def test_the_first_of_several_has_the_last_word_of_the_others_where_that_is_work() -> None:
    """Catches a "DENR national agency employee at a DENR national agency", and "an other government office"."""
    asked = read_occupation("DENR and other national agency employees", "PH")
    assert all(wish.rows and not wish.title for wish in asked.wishes)
    villas = {row.job.title for wish in read_wishes("villa and homestay owners with staff") for row in wish.rows}
    assert villas == {"villa owner", "homestay owner"}
    texts = {
        text
        for wish in read_wishes("BPS and other government office staff")
        for row in wish.rows
        for _, text in row.workplaces
    }
    assert not any("other" in text for text in texts)


def test_students_from_elsewhere_are_in_lodgings() -> None:
    """Catches students "from the islands" who live with their parents in the town of the university."""
    assert read_occupation("university students from the islands", "ID").lodging
    assert read_occupation("students in boarding houses", "PH").lodging
    assert not read_occupation("nurses from the provinces", "PH").lodging
    assert not read_occupation("university students", "ID").lodging
    group = Group(
        name="x",
        age_min=19,
        age_max=23,
        gender="All",
        location="Kupang, East Nusa Tenggara, Indonesia",
        income_level="Low",
        occupation="mahasiswa rantau",
        persona_count=12,
    )
    slots = make_plan(group, 11).slots
    assert not any(member in {"mother", "father"} for slot in slots for member in slot.household.members)


def test_titles_of_some_divisions_come_in_the_mixes_of_their_country() -> None:
    """Catches ironers alone at the garment factories of Indonesia and the Philippines."""
    for code, region in (("ID", "Central Java"), ("PH", "Calabarzon"), ("ID", None)):
        at, rng, used = Standing("lower secondary school", 0.3, True, region, None), generator(7), Counter[str]()
        for _ in range(20):
            used[
                draw_job(rng, read_occupation("garment factory workers", code), code, "Female", 30, used, at).title
            ] += 1
        assert used["sewing machine operator"] + used["garment line sewer"] > 12
        assert used["garment ironer"] < 4


def test_all_of_several_are_retired_where_the_first_is() -> None:
    """Catches police officers at work among "retired military and police", and mayors at the office of one."""
    for text in ("retired military and police", "retired teachers and government employees"):
        rows = [row for wish in read_occupation(text, "ID").wishes for row in wish.rows]
        assert rows
        assert {row.job.status for row in rows} == {"retired"}
    both = [row for wish in read_occupation("retired teachers and housewives", "ID").wishes for row in wish.rows]
    assert {row.job.status for row in both} == {"retired", "keeping house"}
    city = {row.job.title for wish in read_occupation("PNS kantor walikota", "ID").wishes for row in wish.rows}
    assert "mayor" not in city
    border = {row.job.title for wish in read_occupation("border office staff", "VN").wishes for row in wish.rows}
    assert "customs officer" in border
    assert "bookkeeper" not in border


def _titles_and_places(text: str, code: str) -> tuple[set[str], set[str]]:
    """The titles that a text stands for and where they work, at the place asked for or at places of any country."""
    wishes = read_occupation(text, code).wishes
    places = {wish.workplace for wish in wishes if wish.workplace}
    places |= {place for wish in wishes if not wish.workplace for row in wish.rows for _, place in row.workplaces}
    return {wish.title or row.job.title for wish in wishes for row in wish.rows}, places


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("oil and gas field operator", "oil production technician"),
        ("food and beverage supervisor", "restaurant shift leader"),
        ("health & safety officer", "safety engineer"),
        ("hair and beauty salon owner", "beauty salon owner"),
        ("food and beverage attendant", "hotel restaurant waiter"),
    ],
)
def test_a_trade_with_two_names_is_one(text: str, title: str) -> None:
    """Catches people whose title is "oil", and clinical officers among those of health and safety."""
    assert _titles_and_places(text, "ID")[0] == {title}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("staf akuntansi di pabrik sepatu", "shoe factory"),
        ("staf akuntansi di perusahaan startup", "start-up"),
        ("supervisor produksi pabrik elektronik", "electronics factory"),
        ("penjaga toko baju di mall", "clothing shop"),
        ("pemilik toko batik di Pasar Klewer", "market"),
    ],
)
def test_a_place_after_a_trade_of_several_titles_is_where_they_work(text: str, place: str) -> None:
    """Catches accountants of start-ups at hardware chains, and shops of a market in the street."""
    assert any(each.endswith(place) for each in _titles_and_places(text, "ID")[1])
    assert "a hardware chain" not in _titles_and_places(text, "ID")[1]
    assert "a food factory" not in _titles_and_places(text, "ID")[1]


def test_who_is_away_in_a_named_country_is_not_at_home() -> None:
    """Catches husbands at home of "istri TKI di Hong Kong", and "suami TKW" as a job."""
    for text in ("istri TKI di Hong Kong", "istri pelaut", "istri PMI Korea"):
        assert {row.job.implies for wish in read_occupation(text, "ID").wishes for row in wish.rows} == {"spouse"}
    assert _titles_and_places("suami TKW di Taiwan", "ID")[0] == {"househusband with a wife abroad"}


def test_who_has_a_family_at_home_lives_in_no_other_house() -> None:
    """Catches live-in caregivers among working mothers with a husband and a child at home."""
    rng, used = generator(5), Counter[str]()
    at = Standing("lower secondary school", 0.1, True, "Central Java", "Semarang")
    asked = read_occupation("working mother", "ID")
    for _ in range(600):
        used[draw_job(rng, asked, "ID", "Female", 42, used, at).title] += 1
    assert not any(title.startswith("live-in ") for title in used)


def test_who_sells_on_a_platform_sells_online() -> None:
    """Catches housewives "di Shopee", and sellers on TikTok Shop who cook at home."""
    assert _titles_and_places("ibu rumah tangga yang jualan online di Shopee", "ID")[0] == {"online marketplace seller"}
    assert _titles_and_places("ibu rumah tangga jualan di TikTok Shop", "ID")[0] == {"TikTok Shop seller"}
    assert _titles_and_places("seller Tokopedia", "ID")[0] == {"online marketplace seller"}


def test_a_hotel_of_five_stars_is_no_other_hotel() -> None:
    """Catches room attendants "hotel bintang lima" at city hotels."""
    for text in ("housekeeping hotel bintang lima", "resepsionis hotel bintang 5"):
        assert {wish.workplace for wish in read_occupation(text, "ID").wishes} == {"a five-star hotel"}


def test_who_studies_beside_a_job_is_a_student() -> None:
    """Catches fathers of 34 who deliver food "sambil kuliah"."""
    asked = read_occupation("driver ShopeeFood sambil kuliah", "ID")
    assert {wish.category for wish in asked.wishes} == {"university student"}
    assert asked.beside


def test_wives_of_the_police_have_finished_school() -> None:
    """Catches wives of policemen who left after primary school."""
    [wish] = read_occupation("istri polisi", "ID").wishes
    shares = schooling(wish.rows[0].job, "ID", "Female", 44, urban=False)
    assert shares is not None
    assert shares[: EDUCATION_LEVELS.index("upper secondary school")].sum() == 0
    abroad = read_occupation("istri TKI", "ID").wishes[0].rows[0].job
    left = schooling(abroad, "ID", "Female", 44, urban=False)
    assert left is not None
    assert left[0] > 0


def test_who_works_in_a_factory_outlet_owns_none() -> None:
    """Catches staff of outlets and copy shops who own them, and students of the open university at others."""
    assert "sales clerk" in _titles_and_places("karyawan factory outlet", "ID")[0]
    assert _titles_and_places("karyawan fotokopi", "ID")[0] == {"photocopy shop assistant"}
    assert _titles_and_places("pembantu rumah tangga menginap", "ID")[0] == {"live-in housekeeper"}
    assert _titles_and_places("mahasiswa Universitas Terbuka", "ID")[1] == {"an open university"}


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("HR director", "ID", "HR director"),
        ("sales director", "VN", "sales director"),
        ("private school owner", "KE", "private school owner"),
        ("plantation owner", "PH", "hacienda owner"),
        ("plantation owner", "SE", "farm estate owner"),
        ("plantation owner", "VN", "plantation owner"),
        ("tea seller", "VN", "iced tea vendor"),
        ("tea seller", "IN", "chai stall owner"),
        ("tea seller", "CL", "tea seller"),
        ("scrap dealer", "RU", "scrap dealer"),
        ("scrap dealer", "PH", "junk shop owner"),
        ("water vendor", "NP", "water delivery rider"),
        ("water vendor", "GH", "sachet water seller"),
        ("water vendor", "CO", "water vendor"),
        ("call shop attendant", "ID", "phone counter attendant"),
        ("call shop attendant", "PE", "computer shop attendant"),
        ("newspaper vendor", "GR", "newsstand keeper"),
        ("notary", "SG", "notary public"),
        ("wedding planner", "SN", "wedding planner"),
        ("travel agent", "CA", "travel agent"),
        ("ride-hailing motorcycle driver", "PH", "motorcycle taxi rider"),
        ("ride-hailing motorcycle driver", "NG", "motorcycle taxi driver"),
        ("community health worker", "PH", "barangay health worker"),
    ],
)
def test_a_job_that_countries_know_is_no_other_near_it(text: str, code: str, title: str) -> None:
    """Who asks for one is given its title of the country, not that of a trade with a like name."""
    assert {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows} == {title}


def test_hands_of_estates_work_at_what_is_planted_there() -> None:
    """No rubber is tapped in Romania; one of a mix that is else only given by name comes where it is at home."""
    titles = {
        code: {row.job.title for wish in read_occupation("plantation worker", code).wishes for row in wish.rows}
        or {row.job.title for row in rows_of_segment("hands of estates", code)}
        for code in ("RO", "CI", "VN")
    }
    assert titles["RO"] == {"fruit picker", "farm labourer"}
    assert "cocoa farm worker" in titles["CI"]
    (coffee,) = (row for row in rows_of_segment("hands of estates", "VN") if row.job.title == "hired coffee picker")
    assert coffee.markets == ("any",)
    assert title_weight(coffee, "VN", "Hanoi") == 0 < title_weight(coffee, "VN", None)
    assert title_weight(coffee, "VN", "Dak Lak") > title_weight(coffee, "VN", "Son La")
    (pigs,) = (row for row in rows_of_segment("livestock farmers", "VN") if row.job.title == "pig farmer")
    assert 0 < 3 * pigs.regions["Ca Mau"] == pytest.approx(pigs.regions["Dong Nai"])  # "VN:1|Dong Nai:3"


@pytest.mark.parametrize(
    ("code", "education", "seldom"),
    [
        ("DE", "master's degree", {"retired office clerk", "retired nurse", "retired driver"}),
        ("DE", "vocational diploma", {"retired teacher", "retired engineer"}),
        ("IT", "primary school", {"retired office clerk", "retired teacher", "retired nurse"}),
        ("US", "lower secondary school", {"retired teacher", "retired accountant"}),
    ],
)
def test_what_the_retired_did_goes_by_their_schooling(code: str, education: str, seldom: set[str]) -> None:
    """Catches retired teachers of Hamburg with a vocational diploma and nurses there with a master's degree."""
    asked, used, standing = read_occupation("retired", code), Counter[str](), Standing(education, 0.6, urban=True)
    for n in range(40):
        used[draw_job(generator("left", n), asked, code, ("Male", "Female")[n % 2], 72, used, standing).title] += 1
    assert sum(used[title] for title in seldom) <= 1


def test_the_retired_of_high_had_work_of_high_pensions() -> None:
    """Catches widowed cleaners and mill workers of France who live alone in High."""
    asked, found = read_occupation("retired", "FR"), {}
    for rank in (0.2, 0.95):
        standing, used = Standing("upper secondary school", rank, urban=True), Counter[str]()
        for n in range(60):
            used[draw_job(generator("left", n), asked, "FR", "Female", 72, used, standing).title] += 1
        found[rank] = sum(used[f"retired {work}"] for work in ("cleaner", "textile worker", "dressmaker", "cook"))
    assert found[0.95] < found[0.2]


@pytest.mark.parametrize(
    ("code", "title", "said"),
    [
        ("ET", "first-year nursing student", "first-year natural science student bound for nursing"),
        ("ET", "second-year nursing student", "second-year nursing student"),
        ("KE", "first-year nursing student", "first-year nursing student"),
    ],
)
def test_freshmen_of_common_courses_are_in_no_department_yet(code: str, title: str, said: str) -> None:
    assert name_said(title, code) == said


@pytest.mark.parametrize(("title", "code"), [("hairdresser", "IT"), ("carpenter", "DE"), ("electrician", "FR")])
def test_few_of_the_young_have_customers_of_their_own(title: str, code: str) -> None:
    """Catches hairdressers of twenty with a salon as often as those of fifty."""
    asked, rng = read_occupation(title, code), generator(f"own by age {title}")

    def own(age: int) -> int:
        jobs, used = list[Job](), Counter[str]()
        for _ in range(150):
            jobs.append(draw_job(rng, asked, code, "Female", age, used))
            used[jobs[-1].title] += 1
        return sum(job.employment == "own" for job in jobs)

    assert own(22) < 0.75 * own(52)
