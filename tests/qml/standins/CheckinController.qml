import QtQml

QtObject {
    property string school: "育英中学"
    property var kinds: [{
            "value": "routine",
            "word": "常规",
            "chosen": true
        }, {
            "value": "special",
            "word": "专项",
            "chosen": false
        }, {
            "value": "comprehensive",
            "word": "综合",
            "chosen": false
        }, {
            "value": "random",
            "word": "随机",
            "icon": "dice",
            "chosen": false
        }, {
            "value": "secret",
            "word": "暗访",
            "chosen": false
        }]
    property string checklistText: "初中常规督导 2026 版 (40 项)"
    property var checklists: [{
            "value": "a",
            "word": "初中常规督导 2026 版",
            "chosen": true
        }, {
            "value": "b",
            "word": "校园安全专项",
            "chosen": false
        }]
    property var companions: [{
            "id": "zw",
            "name": "张伟"
        }]
    property var colleagues: [{
            "value": "lm",
            "word": "刘敏",
            "chosen": false
        }]
    property string timeText: "14:05:31 设备时间"
    property string timeNote: ""
    property string placeText: "距校门 86 m（精度 ±12 m）"
    property string placeState: "ok"
    property string plaqueText: "请扫码或拍照"
    property string plaqueState: "open"
    property bool scanner: false
    property var reasons: []
    property string reasonKind: "place"
    property var unplannedReasons: []
    property var limit: ({
            "text": "该校本月已入校 2 次，建议不超过 2 次",
            "mergeText": "合并",
            "mergeId": "v1",
            "reasons": [{
                    "value": "order",
                    "word": "上级交办",
                    "chosen": false
                }, {
                    "value": "matter",
                    "word": "突发事件",
                    "chosen": false
                }]
        })
    property string secretNotice: ""
    property bool canStart: true
    property string whyNot: ""
    property var card: ({
            "name": "王建国",
            "number": "LX-2023-017",
            "office": "历下区人民政府教育督导室",
            "term": "任期至 2026-08-31",
            "qr": "",
            "photo": ""
        })
    property var refusal: ({
            "who": "",
            "when": "",
            "words": "",
            "photos": 0,
            "reasons": [
                {
                    "value": "forbidden",
                    "text": "对方不让拍",
                    "selected": false
                }
            ]
        })
    property bool refusing: false
    property int started: 0
    function setKind(v: string) {
        kinds = kinds.map(k => ({
                        "value": k.value,
                        "word": k.word,
                        "icon": k.icon,
                        "chosen": k.value === v
                    }));
    }
    function setChecklist(v: string) {
    }
    function addCompanion(id: string) {
    }
    function removeCompanion(id: string) {
    }
    function scanPlaque() {
    }
    function photoPlaque() {
    }
    function plaqueMissing() {
    }
    function setReason(v: string) {
    }
    function setUnplannedReason(v: string) {
    }
    function merge() {
    }
    function setLimitReason(v: string) {
    }
    function start() {
        started += 1;
    }
    function refuse(open: bool) {
        refusing = open;
    }
    function setRefusal(field: string, text: string) {
    }
    function photoGate() {
        capturing = "gate";
    }
    property string refusalMissing: ""
    property string capturing: ""
    property var videoSink: null
    function shutter() {
        capturing = "";
    }
    function chooseFile() {
    }
    function closeCamera() {
        capturing = "";
    }
    function saveRefusal() {
    }
}
