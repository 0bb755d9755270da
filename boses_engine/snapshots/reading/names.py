"""What the columns of exports are called, in English, Indonesian, Filipino and Vietnamese."""

import re
import unicodedata
from typing import Literal

Role = Literal["text", "title", "others", "rating", "label", "date", "product"]

# Names as `plain` gives them, the one that is most surely meant first.
_NAMES: dict[Role, tuple[str, ...]] = {
    "text": tuple(
        "review_content review_text review_body comment_text customer_review product_review content body text "
        "review reviews comment comments selftext message caption tweet full_text product_reviews feedback "
        "question post "
        "isi_ulasan ulasan isi_komentar komentar isi teks pesan testimoni "
        "rebyu pagsusuri komento puna mensahe "
        "noi_dung binh_luan nhan_xet danh_gia noi_dung_danh_gia phan_anh".split()
    ),
    "title": tuple("title review_title headline subject judul judul_ulasan pamagat tieu_de".split()),
    # texts of other people in the same record; each is a row of its own
    "others": tuple("human_answers answers comments_text top_comments jawaban cau_tra_loi mga_sagot".split()),
    "rating": tuple(
        "customer_rating review_rating user_rating rating_star star_rating star_ratings stars star n_star ratings "
        "rating score review_score bintang nilai penilaian skor so_sao sao diem diem_so xep_hang marka antas bituin "
        "overall_rating overall".split()
    ),
    "label": tuple(
        "label labels sentiment sentiments sentimen polarity class original_label cam_xuc nhan damdamin".split()
    ),
    "date": tuple(
        "review_date date_time datetime date at posted_at review_time created_at created_utc created timestamp time "
        "published_at submitted_at updated_at at_time tanggal tanggal_ulasan waktu tgl petsa oras ngay ngay_danh_gia "
        "thoi_gian ngay_tao".split()
    ),
    "product": tuple(
        "app_name app product_name product_title product item_name item phone_name shop_name shop store hotel_name "
        "nama_produk produk nama_barang barang nama_aplikasi aplikasi toko pangalan_ng_produkto produkto "
        "ten_san_pham san_pham ten_ung_dung ung_dung package_id product_id productid item_id asin".split()
    ),
}
# Words in a name that say: who wrote it, what a company or a model answered, or a mere count. Never read further.
_NEVER = frozenset(
    "reply replies replied response responses developer admin seller_reply balasan jawaban_penjual tra_loi phan_hoi "
    "tugon ai llm gpt bot generated model_answer "
    "user username users author reviewer nickname nick name customer handle nama pengguna penulis pengulas ten "
    "pangalan nguoi ho khach may_gagamit avatar image images photo foto gambar hinh anh larawan picture "
    "url link links href tautan email mail phone hp telepon telp sdt dien_thoai telepono alamat address dia_chi "
    "id ids uuid hash index idx count num number total jumlah so_luong bilang likes like thumbs upvotes ups downs "
    "views version versi phien_ban helpful edited verified price harga gia presyo sold terjual parent permalink".split()
)
_WORDS: dict[Role, frozenset[str]] = {  # one of these in a name that is not in the list above
    "text": frozenset("review reviews comment comments text content ulasan komentar komento rebyu".split()),
    "rating": frozenset("rating ratings star stars bintang sao".split()),
    "date": frozenset("date time tanggal waktu ngay petsa timestamp".split()),
}


def plain(name: str) -> str:
    """A column's name in lower-case ASCII words joined by underscores: "Nội dung" and "noiDung" are one name."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    letters = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d"))
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def role_of(name: str) -> tuple[Role, int] | None:
    """What a column of that name holds, and how far down its list the name stands (0: surest)."""
    key = plain(name.rpartition(".")[2])
    for role, names in _NAMES.items():
        if key in names:
            return role, names.index(key)
    if is_never_read(name):
        return None
    words = set(key.split("_"))
    for role in ("date", "rating", "text"):
        if words & _WORDS[role]:
            return role, len(_NAMES[role])
    return None


def is_known(name: str) -> bool:
    """Whether a first record that holds this cell is likely to be a header."""
    return role_of(name) is not None or plain(name) in ("id", "review_id", "user_name", "username", "user", "author")


def is_never_read(name: str) -> bool:
    """Whether the name says that the column holds no consumer's own words: names, ids, links, answers, counts."""
    key = plain(name.rpartition(".")[2])
    if any(key in names for names in _NAMES.values()):
        return False
    words = key.split("_")
    pairs = {f"{one}_{two}" for one, two in zip(words, words[1:], strict=False)}
    return bool(({*words} | pairs) & _NEVER)


def is_crawl_time(name: str) -> bool:
    """Whether the column says when the row was fetched, which relative dates count back from."""
    return bool(set(plain(name).split("_")) & {"crawled", "scraped", "fetched", "retrieved", "collected"})
