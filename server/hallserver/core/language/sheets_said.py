"""What stands in sheets of reports. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

SERVICE_TIMES = ("办理时长", "Service times")
WAITS = ("等候时长", "Waits")
OUTCOMES = ("办理结果", "Outcomes")
SESSIONS = ("在岗时长", "Time at post")
RATINGS = ("群众评价", "Ratings")
PROMISES = ("承诺件", "Promises")
TOLD = ("告知的等候", "Waits told")
NUMBERS = ("取号", "Numbers")
GROUP = ("名称", "Name")
CODE = ("代码", "Code")
COUNT = ("人次", "Count")
PIECES = ("件数", "Pieces")
MINUTES = ("分钟", "min")
SUM = ("合计", "Total")
MEAN = ("平均", "Mean")
P50 = ("中位数", "Median")
P90 = ("九成以内", "9 of 10 within")
MAX = ("最长", "Longest")
EXCLUDED = ("不准确未计入", "Inaccurate, not counted")
WITHIN = ("在目标时间内叫到", "Called within the target")
DECIDABLE = ("可当场办结", "Could be decided on the spot")
REGISTERED = ("只受理", "Only accepted")
BAD = ("差评", "Bad")
RECTIFIED_IN_TIME = ("按期整改", "Put right in time")
KEPT = ("兑现", "Kept")
KEPT_FIRST = ("按首次承诺兑现", "Kept by the first promise")
NEVER_READY = ("至今未办结", "Not finished yet")
EXTENDED = ("延期", "Extended")
SUPPLEMENTED = ("补正", "Papers supplemented")
COLLECTED = ("已领取", "Collected")
LATE = ("未兑现", "Not kept")
NOT_CALLED = ("未叫到", "Never called")
FORETOLD = ("按预测告知", "Told by the forecast")
CALLED = ("叫到", "Called")
SERVED = ("已办理", "Served")
GIVEN_UP = ("取消", "Given up")
MISSED = ("过号未到", "Called, did not come")
LEVEL_1 = ("非常不满意", "Very bad")
LEVEL_2 = ("不满意", "Bad")
LEVEL_3 = ("基本满意", "Fair")
LEVEL_4 = ("满意", "Good")
LEVEL_5 = ("非常满意", "Very good")
BACK_OFFICE = ("后台办理", "Back-office work")
PAUSED = ("暂停", "Paused")
SERVING = ("办理", "Serving")
WALKING = ("群众走到窗口", "Walking up")
WAITED_FOR = ("有人等候时空闲", "Free while people wait")
IDLE = ("无人等候时空闲", "Free, nobody waits")
UNCOUNTED = ("未计入的后台办理", "Back-office work not counted")

MESSAGES: dict[str, tuple[str, str]] = {
    "sheets-service-times": SERVICE_TIMES,
    "sheets-waits": WAITS,
    "sheets-outcomes": OUTCOMES,
    "sheets-sessions": SESSIONS,
    "sheets-ratings": RATINGS,
    "sheets-promises": PROMISES,
    "sheets-told": TOLD,
    "sheets-numbers": NUMBERS,
    "sheets-group": GROUP,
    "sheets-code": CODE,
    "sheets-count": COUNT,
    "sheets-pieces": PIECES,
    "sheets-minutes": MINUTES,
    "sheets-sum": SUM,
    "sheets-mean": MEAN,
    "sheets-p50": P50,
    "sheets-p90": P90,
    "sheets-max": MAX,
    "sheets-excluded": EXCLUDED,
    "sheets-within": WITHIN,
    "sheets-decidable": DECIDABLE,
    "sheets-registered": REGISTERED,
    "sheets-bad": BAD,
    "sheets-rectified-in-time": RECTIFIED_IN_TIME,
    "sheets-kept": KEPT,
    "sheets-kept-first": KEPT_FIRST,
    "sheets-never-ready": NEVER_READY,
    "sheets-extended": EXTENDED,
    "sheets-supplemented": SUPPLEMENTED,
    "sheets-collected": COLLECTED,
    "sheets-late": LATE,
    "sheets-not-called": NOT_CALLED,
    "sheets-foretold": FORETOLD,
    "sheets-called": CALLED,
    "sheets-served": SERVED,
    "sheets-given-up": GIVEN_UP,
    "sheets-missed": MISSED,
    "sheets-level-1": LEVEL_1,
    "sheets-level-2": LEVEL_2,
    "sheets-level-3": LEVEL_3,
    "sheets-level-4": LEVEL_4,
    "sheets-level-5": LEVEL_5,
    "sheets-back-office": BACK_OFFICE,
    "sheets-paused": PAUSED,
    "sheets-serving": SERVING,
    "sheets-walking": WALKING,
    "sheets-waited-for": WAITED_FOR,
    "sheets-idle": IDLE,
    "sheets-uncounted": UNCOUNTED,
}
