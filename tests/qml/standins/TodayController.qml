import QtQml

QtObject {
    property var running: ({
            "school": "育英中学",
            "kindText": "常规督导·14:05 签到",
            "done": 34,
            "total": 40,
            "savedText": "已存 14:32:07",
            "stoppedText": "上次停在 3.4",
            "chips": [{
                    "tone": "info",
                    "icon": "play",
                    "word": "督导中"
                }, {
                    "tone": "danger",
                    "icon": "flag",
                    "word": "一票否决"
                }]
        })
    property TodayRowsModel urgent: TodayRowsModel {
        rows: [{
                "id": "r",
                "key": "r",
                "icon": "returned",
                "tone": "warning",
                "school": "实验小学",
                "facts": "缺疏散通道全景照片 2 张，区督导室 11:20 退回",
                "chip": {
                    "tone": "warning",
                    "icon": "returned",
                    "word": "退回补正"
                },
                "distanceText": "",
                "action": "去补充"
            }]
    }
    property TodayRowsModel plan: TodayRowsModel {
        rows: [{
                "id": "p1",
                "key": "p1",
                "icon": "calendar",
                "tone": "neutral",
                "school": "第一小学",
                "facts": "15:40·计划·安全专项，36 项",
                "chip": {},
                "distanceText": "3.2 km",
                "action": "开始"
            }, {
                "id": "p2",
                "key": "p2",
                "icon": "dice",
                "tone": "neutral",
                "school": "平安小学",
                "facts": "随机抽取·批次 0612-3·常规督导",
                "chip": {
                    "tone": "plain",
                    "icon": "lock",
                    "word": "签到前保密"
                },
                "distanceText": "5.8 km",
                "action": "开始"
            }]
    }
    property string planText: "2 所"
    property OverdueModel overdue: OverdueModel {
        rows: [{
                "id": "o1",
                "key": "o1",
                "school": "育英中学",
                "title": "消防通道堵塞",
                "classText": "C 严重",
                "deadline": {
                    "tone": "danger",
                    "icon": "warning",
                    "word": "逾期 6 天"
                },
                "ladderText": "已催办 2 次",
                "action": "复查"
            }, {
                "id": "o2",
                "key": "o2",
                "school": "平安小学",
                "title": "食堂留样缺失",
                "classText": "B 一般",
                "deadline": {
                    "tone": "danger",
                    "icon": "warning",
                    "word": "逾期 2 天"
                },
                "ladderText": "已催办 1 次",
                "action": "复查"
            }]
    }
    property int overdueCount: 4
    property var coverage: ({
            "done": 11,
            "total": 18,
            "missingText": "还差平安小学等 7 所"
        })
    property var leaseNotice: ({})
    property var calls: []
    function resume() {
        calls = calls.concat(["resume"]);
    }
    function start(id: string) {
        calls = calls.concat(["start " + id]);
    }
    function act(id: string) {
        calls = calls.concat(["act " + id]);
    }
    function startUnplanned() {
    }
    function openOverdue(id: string) {
    }
    function showAllOverdue() {
    }
    function showCoverage() {
    }
}
