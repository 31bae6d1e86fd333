"""Sample slips of a real hall, for previews, test prints and tests."""

from hallprinters.drawing.slip import Mark, Number, Pair, Qr, Rule, Slip, Text

VOID = Slip(
    (Mark("作废 VOID"), Text("上面这张如不完整，请勿使用。", size="small", align="center")), title="void"
)
"""Printed after a slip that broke off half-way."""


def ticket_slip(
    number: str = "A001", link: str | None = "https://hall.example.gov.cn/t#K7QW-93FD-M2XA"
) -> Slip:
    """Return a visitor's slip with every part that a slip can have; without a `link`, no QR code."""
    follow = (
        () if link is None else (Qr(link, "扫码看排队进度，叫到会提醒。\nFollow your place on your phone."),)
    )
    return Slip(
        (
            Text("滨海区政务服务大厅", size="head", align="center", bold=True),
            Text("二楼 B 区 · Floor 2, Area B", size="small", align="center"),
            Rule(),
            Text("市场监督管理局", size="body", align="center"),
            Text("企业设立登记（有限责任公司）", size="large", align="center", bold=True),
            Text("Company registration", size="small", align="center"),
            Number(number),
            Pair("前面等候 Ahead of you", "12 人"),
            Pair("预计等候 Wait", "约 15–25 分钟"),
            Pair("办理窗口 Windows", "3、4、5、12 号"),
            Rule(),
            *follow,
            Text("过号请到导办台，排在三位之后再叫，仅限一次。", size="small"),
            Text("Missed it? The guide desk puts you back, once.", size="small"),
            Rule(),
            Pair("取号时间 Issued", "2025-03-18 09:41", size="small"),
            Text("咨询监督电话 12345", size="small", align="center"),
        ),
        title=number,
    )


def trial_slip(printer: str) -> Slip:
    """Return a technician's test slip: short, and useless for queueing."""
    return Slip(
        (
            Mark("测试 TEST"),
            Text(printer, align="center"),
            Text("永和九年，岁在癸丑。0123456789 ABCXYZ abcxyz", size="small"),
            Rule(),
        ),
        title="test",
    )
