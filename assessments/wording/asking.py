"""What the page says by which a supplier hands in what is missing: in English and Chinese, side by side.

Data, not translations: both languages stand on the same page, whoever opens it.
"""

from dataclasses import dataclass
from typing import Final

from suppliers.keeping_files import FileProblem


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold one sentence in both languages."""

    en: str
    zh: str

    def fill(self, **values: object) -> "Pair":
        """Return it with these values in both."""
        return Pair(self.en.format(**values), self.zh.format(**values))


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what is asked for one point: its name, and what is wanted."""

    label: Pair
    wanted: Pair


ASKED: Final[dict[str, Asked]] = {
    "business_licence": Asked(
        Pair("Business licence", "营业执照"),
        Pair(
            "A clear colour copy of your business licence; all four corners, the code and the QR code can be read.",
            "营业执照的清晰彩色扫描件或照片，四角完整，统一社会信用代码和二维码清楚可读。",
        ),
    ),
    "name_match": Asked(
        Pair("Proforma invoice", "形式发票"),
        Pair(
            "A proforma invoice with your registered Chinese company name and the company chop. No account numbers, "
            "please.",
            "一份形式发票（PI），写明公司注册的中文全称并加盖公章。请不要填写银行账号。",
        ),
    ),
    "written_terms": Asked(
        Pair("Written terms", "书面条款"),
        Pair(
            "Your terms with signature and company chop: goods, price, delivery days, and who pays for lost, late and "
            "defective parcels.",
            "签字并加盖公章的合作条款：商品、价格、发货和送达天数，以及丢件、延误、质量问题由谁承担费用。",
        ),
    ),
    "video_call": Asked(
        Pair("Live video call", "实时视频通话"),
        Pair(
            "Two or three times (with time zone) for a live video walk through your warehouse.",
            "请提供两到三个时间（注明时区），方便我们实时视频看仓库。",
        ),
    ),
    "references": Asked(
        Pair("References", "合作客户"),
        Pair(
            "Two or three stores you ship for, that we may contact ourselves: name, website, since when.",
            "两到三家您长期供货的店铺，我们可以自行联系：店名、网址、合作开始时间。",
        ),
    ),
    "brand_authorisation": Asked(
        Pair("Brand authorisation", "品牌授权"),
        Pair(
            "If the goods carry a brand: the trademark certificate and every authorisation letter down to your "
            "company. If not: please write “no brand”.",
            "如果商品有品牌：商标注册证以及一直到贵公司的全部授权书。如果没有品牌：请写“无品牌”。",
        ),
    ),
    "test_reports": Asked(
        Pair("Test reports", "检测报告"),
        Pair(
            "Test reports for the goods (for example CE, FCC, CPC, RoHS, UN38.3), with report number, laboratory and "
            "model.",
            "商品的检测报告（例如 CE、FCC、CPC、RoHS、UN38.3），包含报告编号、实验室名称和型号。",
        ),
    ),
    "inspection": Asked(
        Pair("Inspection by a third party", "第三方验货"),
        Pair(
            "The address where an inspector of our choice may look at the goods, and whom to contact there; or a "
            "recent inspection report.",
            "我们指定的验货公司可以前往验货的地址和联系人；或者最近的第三方验货报告。",
        ),
    ),
    "address": Asked(
        Pair("Address", "地址"),
        Pair(
            "The address your parcels are shipped from, and a photo of the entrance with the company name.",
            "发货仓库的地址，以及带有公司名称的门头照片。",
        ),
    ),
    "mail_domain": Asked(
        Pair("Company mail and website", "公司邮箱和网站"),
        Pair(
            "Your company’s e-mail address and website, if you have them.",
            "公司的企业邮箱和官方网站（如有）。",
        ),
    ),
    "capacity": Asked(
        Pair("Capacity", "供货能力"),
        Pair(
            "How many pieces are in stock, how many orders a day you can ship, and in how many days 500 orders.",
            "现有库存数量、每天可以发出多少单，以及 500 单需要几天。",
        ),
    ),
}
"""Point -> what a supplier is asked. Left out is what only the owner can find out, and whom to pay: an account number
that comes in by a link would be worth nothing."""

TITLE: Final = Pair("Documents for {store}", "提交给 {store} 的资料")
INTRODUCTION: Final = Pair(
    "{store} asks you for the following. You need no account. Send what you have; the page is open until "
    "{until}, and you can come back.",
    "{store} 请您提供以下资料。无需注册账号，有什么先交什么；本页面开放至 {until}，期间可以多次提交。",
)
MESSAGE: Final = Pair("Message from {store}", "{store} 的留言")
LIMITS: Final = Pair(
    "PDF, JPEG, PNG, WebP or plain text, up to {size} MB a file, {files} files in all. Never send passwords or account "
    "numbers here.",
    "支持 PDF、JPEG、PNG、WebP 或纯文本，单个文件不超过 {size} MB，共不超过 {files} 个文件。"
    "请勿在此提交密码或银行账号。",
)
FILE: Final = Pair("File", "文件")
WORDS: Final = Pair("Answer in words", "文字说明")
SEND: Final = Pair("Send", "提交")
RECEIVED: Final = Pair("Received from you", "已收到")
THANKS: Final = Pair("Thank you. What you sent has arrived.", "谢谢，您提交的资料已收到。")
LOOK_AGAIN: Final = Pair("Nothing was sent yet. Please look at this again.", "尚未提交，请检查以下内容。")
NOTHING_MISSING: Final = Pair(
    "Nothing is asked of you any more. Thank you.", "目前已不需要您再提交任何材料，谢谢。"
)
NOTHING_SENT: Final = Pair("Please choose a file or write an answer.", "请选择文件或填写文字说明。")
TOO_LONG: Final = Pair("At most {most} characters, please.", "文字说明不能超过 {most} 个字符。")
NOT_TAKEN: Final = Pair(
    "That is more than this page takes in. Please ask who sent you the link for another way.",
    "已超过本页面可接收的数量。请联系发给您链接的人，改用其他方式提交。",
)
FILE_PROBLEMS: Final = {
    FileProblem.EMPTY: Pair("This file is empty.", "该文件是空的。"),
    FileProblem.TOO_LARGE: Pair(
        "This file is larger than {size} MB. Please make it smaller or split it.",
        "该文件超过 {size} MB，请压缩或拆分后再提交。",
    ),
    FileProblem.KIND: Pair(
        "This kind of file is not taken in. Please send a PDF, JPEG, PNG, WebP or plain text.",
        "不支持该文件格式，请提交 PDF、JPEG、PNG、WebP 或纯文本文件。",
    ),
    FileProblem.MISMATCH: Pair(
        "The name of this file says another kind than its contents. Please save it again and send it anew.",
        "文件名与文件内容的格式不一致，请重新保存后再提交。",
    ),
}
CLOSED_TITLE: Final = Pair("This link does not work", "此链接无效")
CLOSED: Final = Pair(
    "It has expired, was withdrawn, or is not complete. Please ask who sent it to you for a new one.",
    "链接已过期、已被撤回或不完整。请联系发送者获取新的链接。",
)
TOO_OFTEN_TITLE: Final = Pair("Too many tries", "操作过于频繁")
TOO_OFTEN: Final = Pair("Please wait a few minutes and try again.", "请等待几分钟后再试。")
NOT_FROM_HERE_TITLE: Final = Pair("Nothing was sent", "未能提交")
NOT_FROM_HERE: Final = Pair(
    "Your browser did not show that this came from our page. Please allow cookies, open the link again and send it "
    "once more.",
    "浏览器未能证明内容来自本页面。请允许使用 Cookie，重新打开链接后再提交一次。",
)
TOO_MUCH_TITLE: Final = Pair("Too much at once", "一次提交的内容过多")
TOO_MUCH: Final = Pair(
    "Please send fewer files at a time; {size} MB is the limit for one go.",
    "请分批提交，每次总大小不超过 {size} MB。",
)
