import QtQml

QtObject {
    id: root

    property SectionsModel sections: SectionsModel {
        rows: [{
                "code": "1",
                "key": "1",
                "number": "1",
                "title": "党建思政",
                "shortTitle": "党建",
                "done": 6,
                "total": 6,
                "state": "done",
                "current": false
            }, {
                "code": "2",
                "key": "2",
                "number": "2",
                "title": "教育教学",
                "shortTitle": "教学",
                "done": 9,
                "total": 9,
                "state": "done",
                "current": false
            }, {
                "code": "3",
                "key": "3",
                "number": "3",
                "title": "校园安全",
                "shortTitle": "安全",
                "done": 4,
                "total": 8,
                "state": "part",
                "current": true
            }, {
                "code": "4",
                "key": "4",
                "number": "4",
                "title": "食堂卫生",
                "shortTitle": "食堂",
                "done": 7,
                "total": 7,
                "state": "done",
                "current": false
            }, {
                "code": "5",
                "key": "5",
                "number": "5",
                "title": "收费招生",
                "shortTitle": "收费",
                "done": 4,
                "total": 4,
                "state": "done",
                "current": false
            }, {
                "code": "6",
                "key": "6",
                "number": "6",
                "title": "师德师风",
                "shortTitle": "师德",
                "done": 4,
                "total": 6,
                "state": "part",
                "current": false
            }]
    }
    readonly property var tri: [{
            "value": "2",
            "word": "符合",
            "level": 1
        }, {
            "value": "1",
            "word": "基本符合",
            "level": 4
        }, {
            "value": "0",
            "word": "不符合",
            "level": 5
        }]
    readonly property var abcd: [{
            "value": "A",
            "word": "好",
            "level": 1
        }, {
            "value": "B",
            "word": "较好",
            "level": 2
        }, {
            "value": "C",
            "word": "一般",
            "level": 3
        }, {
            "value": "D",
            "word": "差",
            "level": 5
        }]

    function item(number: string, question: string, more: var): var {
        return Object.assign({
                "code": "M" + number,
                "key": "M" + number.replace(".", "_"),
                "number": number,
                "index1": 14,
                "count": 40,
                "question": question,
                "facts": [],
                "pointsText": "",
                "sectionText": "3 校园安全",
                "lastText": "",
                "shape": "choice",
                "options": root.tri,
                "columns": [{
                        "key": "",
                        "title": "",
                        "value": "",
                        "coefficient": ""
                    }],
                "coefficientText": "",
                "points": {},
                "measures": [],
                "faults": [],
                "deductText": "",
                "full": false,
                "workingText": "",
                "sample": {},
                "texts": [],
                "naAllowed": true,
                "na": false,
                "naAsking": false,
                "naReason": "",
                "state": "open",
                "current": false,
                "next": false,
                "veto": false,
                "vetoFailed": false,
                "vetoSettled": false,
                "vetoText": "",
                "photoRule": "optional",
                "photoWhy": "",
                "photoCount": 0,
                "commentCount": 0,
                "findingCount": 0,
                "selfText": "",
                "conflict": false,
                "readOnly": false
            }, more);
    }
    property ItemsModel items: ItemsModel {
        rows: [root.item("3.1", "校门安保人员、防护器械配备齐全", {
                    "facts": ["查看现场、查阅台账", "上次 5月28日 基本符合"],
                    "pointsText": "2 分",
                    "columns": [{
                            "key": "",
                            "title": "",
                            "value": "2",
                            "coefficient": ""
                        }],
                    "state": "done"
                }), root.item("3.2", "疏散通道、安全出口畅通，标志完好", {
                    "facts": ["查看现场", "不符合必拍", "上次 5月28日 符合"],
                    "lastText": "上次 5月28日 符合",
                    "pointsText": "3 分",
                    "columns": [{
                            "key": "",
                            "title": "",
                            "value": "0",
                            "coefficient": ""
                        }],
                    "state": "done",
                    "current": true,
                    "veto": true,
                    "vetoFailed": true,
                    "vetoSettled": true,
                    "vetoText": "触发一票否决。照片和说明已齐，可以继续",
                    "photoRule": "on_fail",
                    "photoCount": 2,
                    "commentCount": 1,
                    "findingCount": 1
                }), root.item("3.3", "消防器材在有效期内", {
                    "facts": ["查看现场", "抽查 5 处，已查 3 处：合格 2，不合格 1"],
                    "pointsText": "5 分",
                    "shape": "sample",
                    "naAllowed": false,
                    "sample": {
                        "total": 5,
                        "marks": [1, 1, 2, 0, 0],
                        "text": ""
                    },
                    "state": "part"
                }), root.item("3.4", "教室课桌面照度达标", {
                    "facts": ["现场测量", "标准 ≥300 lx", "填写后自动判定等级"],
                    "pointsText": "4 分",
                    "shape": "measure",
                    "naAllowed": false,
                    "next": true,
                    "measures": [{
                            "key": "",
                            "title": "",
                            "value": "",
                            "unit": "lx",
                            "hint": "输入照度",
                            "limitText": "",
                            "input": "integer",
                            "level": 0,
                            "levelWord": "",
                            "auto": true
                        }]
                }), root.item("3.5", "三至六年级书面作业平均完成时间", {
                    "facts": ["随机问 5 人"],
                    "shape": "measure",
                    "measures": [{
                            "key": "",
                            "title": "",
                            "value": "75",
                            "unit": "分钟",
                            "hint": "",
                            "limitText": "",
                            "input": "integer",
                            "level": 5,
                            "levelWord": "不符合",
                            "auto": true
                        }],
                    "state": "done"
                }), root.item("3.6", "专职保安配备与持证", {
                    "facts": ["查阅台账"],
                    "pointsText": "10 分",
                    "shape": "deduct",
                    "faults": [{
                            "code": "f1",
                            "key": "f1",
                            "text": "标志缺失",
                            "ruleText": "每处扣 2",
                            "per": "count",
                            "amount": "2",
                            "free": false
                        }, {
                            "code": "f2",
                            "key": "f2",
                            "text": "无值班记录",
                            "ruleText": "扣 3",
                            "per": "once",
                            "amount": "0",
                            "free": false
                        }],
                    "deductText": "扣 4，得 6",
                    "workingText": "学生 1,200 → 应配保安 4 人",
                    "state": "done"
                }), root.item("3.7", "听课质量评价", {
                    "options": root.abcd,
                    "columns": [{
                            "key": "term_start",
                            "title": "任期初",
                            "value": "B",
                            "coefficient": ""
                        }, {
                            "key": "term_end",
                            "title": "任期末",
                            "value": "A",
                            "coefficient": ""
                        }],
                    "photoRule": "forbidden",
                    "photoWhy": "可能拍到学生，本项不拍照",
                    "state": "done"
                }), root.item("3.8", "课程开设与备案一致", {
                    "shape": "points",
                    "pointsText": "5 分",
                    "points": {
                        "value": "3.5",
                        "max": "5",
                        "segments": [{
                                "value": "0",
                                "word": "0"
                            }, {
                                "value": "2.5",
                                "word": "½"
                            }, {
                                "value": "5",
                                "word": "满分"
                            }],
                        "stepper": true
                    },
                    "naAsking": true
                }), root.item("3.9", "开学条件保障", {
                    "options": [{
                            "value": "2",
                            "word": "好",
                            "level": 1
                        }, {
                            "value": "1",
                            "word": "中",
                            "level": 3
                        }, {
                            "value": "0",
                            "word": "差",
                            "level": 5
                        }],
                    "texts": [{
                            "field": "practice",
                            "title": "学校做法",
                            "text": "",
                            "hint": ""
                        }, {
                            "field": "gap",
                            "title": "不足与建议",
                            "text": "补充应急物资",
                            "hint": ""
                        }]
                }), root.item("3.10", "亮点（典型经验和做法）", {
                    "shape": "text",
                    "texts": [{
                            "field": "text",
                            "title": "",
                            "text": "",
                            "hint": "写下看到的做法"
                        }],
                    "naAllowed": false
                })]
    }
    property ItemPanel panel: ItemPanel {
    }
    property int sectionRow: 2
    property string section: "3"
    property string current: "M3.2"
    property int currentRow: 1
    property int done: 34
    property int total: 40
    property int openCount: 6
    property var score: ({
            "chip": {
                "tone": "danger",
                "icon": "flag",
                "word": "不合格·一票否决"
            },
            "text": "原始得分",
            "value": "86.5",
            "extra": "不适用 2",
            "counts": []
        })
    property var scoreTable: [{
            "title": "1 党建思政",
            "text": "10 / 10"
        }, {
            "title": "3 校园安全",
            "text": "11 / 18"
        }]
    property string savedText: "已存 14:32:07"
    property bool onlyOpen: false
    property bool focusMode: false
    property bool panelOpen: true
    property bool keyboard: true
    property int findingCount: 3
    property bool readOnly: false
    property bool canBreakOff: true
    property string query: ""
    property var hits: [{
            "code": "M3.2",
            "key": "M3_2",
            "text": "3.2 疏散通道、安全出口畅通"
        }]
    property var naReasons: [{
            "value": "none",
            "word": "学校无此设施"
        }, {
            "value": "season",
            "word": "非当季"
        }, {
            "value": "other",
            "word": "其他"
        }]
    property var calls: []

    signal scrollToCurrent

    function log(call: string) {
        calls = calls.concat([call]);
    }
    function selectSection(code: string) {
        log("selectSection " + code);
    }
    function select(code: string) {
        log("select " + code);
        items.change(items.find("code", current), {
                "current": false
            });
        current = code;
        currentRow = items.find("code", code);
        items.change(currentRow, {
                "current": true
            });
    }
    function next() {
        select(items.value(Math.min(currentRow + 1, items.count - 1), "code"));
    }
    function previous() {
        select(items.value(Math.max(currentRow - 1, 0), "code"));
    }
    function nextOpen() {
        log("nextOpen");
    }
    function choose(code: string, column: string, value: string) {
        log("choose " + code + " " + column + " " + value);
        const row = items.find("code", code);
        items.change(row, {
                "na": false,
                "naAsking": false,
                "columns": items.value(row, "columns").map(c => c.key === column ? Object.assign({}, c, {
                                "value": value
                            }) : c)
            });
    }
    function chooseNth(n: int) {
        log("chooseNth " + n);
    }
    function clear(code: string) {
        log("clear " + code);
    }
    function setNa(code: string, reason: string) {
        log("na " + code + " " + reason);
        items.change(items.find("code", code), reason ? {
                "na": true,
                "naAsking": false,
                "naReason": reason
            } : {
                "na": true,
                "naAsking": true
            });
    }
    function setCoefficient(code: string, column: string, value: string) {
        log("coefficient " + code + " " + value);
    }
    function setPoints(code: string, value: string) {
        log("points " + code + " " + value);
    }
    function setFull(code: string) {
        log("full " + code);
    }
    function setFault(code: string, fault: string, amount: string) {
        log("fault " + code + " " + fault + " " + amount);
    }
    function stepFault(code: string, fault: string, by: int) {
        log("step " + code + " " + fault + " " + by);
    }
    function setMeasure(code: string, field: string, value: string) {
        log("measure " + code + (field ? " " + field : "") + " " + value);
    }
    function setLevelByHand(code: string, value: string, reason: string) {
        log("byhand " + code);
    }
    function setSample(code: string, index: int, good: bool) {
        log("sample " + code + " " + index + " " + good);
        const row = items.find("code", code), sample = items.value(row, "sample"), marks = sample.marks.slice();
        marks[index] = good ? 1 : 2;
        items.change(row, {
                "sample": {
                    "total": sample.total,
                    "marks": marks,
                    "text": ""
                }
            });
    }
    function setText(code: string, field: string, text: string) {
        log("text " + code + " " + field + " " + text);
    }
    function takePhoto(code: string) {
        log("photo " + code);
    }
    function newFinding(code: string) {
        log("finding " + code);
    }
    function openFindings() {
        log("findings");
    }
    function wrapUp() {
        log("wrapup");
    }
    function breakOff(reason: string) {
    }
    function leave() {
    }
}
