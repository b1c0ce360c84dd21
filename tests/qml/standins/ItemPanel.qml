import QtQml

QtObject {
    property var others: []
    property var taken: null
    property string dismissed: ""
    property string noFinding: ""
    function dismissFinding(code: string, reason: string) {
        dismissed = reason;
    }
    function takeBoth(other: var) {
        taken = other;
    }
    property string code: "M3.2"
    property string key: "M3_2"
    property string number: "3.2"
    property string kicker: "第 3.2 项·查看现场"
    property string title: "疏散通道、安全出口畅通，标志完好"
    property string basisText: "中小学幼儿园安全管理办法"
    property string basisFull: "第二十六条 学校应当保持疏散通道、安全出口畅通。"
    property bool basisOpen: false
    property string comment: "二楼东侧疏散通道堆放桌椅约 20 套，通道剩余净宽不足 1 米。"
    property string commentSaved: "已存"
    property var phrases: [{
            "value": "p1",
            "word": "堆放杂物",
            "chosen": true
        }, {
            "value": "p2",
            "word": "标志缺失",
            "chosen": false
        }, {
            "value": "p3",
            "word": "门上锁",
            "chosen": false
        }]
    property var photos: [{
            "id": "f1",
            "source": "qrc:/qt/qml/Mingcha/ViewModels/hall.svg",
            "time": "14:31",
            "mark": "有标注",
            "name": "照片 1，共 2，3.2 疏散通道，14 点 31 分，有标注"
        }, {
            "id": "f2",
            "source": "qrc:/qt/qml/Mingcha/ViewModels/door.svg",
            "time": "14:31",
            "mark": "",
            "name": "照片 2，共 2，3.2 疏散通道，14 点 31 分"
        }]
    property string photoText: "不符合必拍，已齐"
    property string photoTone: "success"
    property string photoRule: "on_fail"
    property string photoWhy: ""
    property var findings: [{
            "id": "q1",
            "key": "q1",
            "chip": {
                "tone": "danger",
                "icon": "warning",
                "word": "问题 1"
            },
            "classText": "C 严重",
            "dueText": "限 7 天·6月19日",
            "title": "二楼东侧疏散通道堆放桌椅"
        }]
    property string historyText: "14:31 基本符合 → 不符合"
    property bool historyUndo: true
    property var history: []
    property var proposal: ({})
    property string noPhotoReason: ""
    property var calls: []
    function setComment(code: string, text: string) {
        calls = calls.concat(["comment " + text]);
        comment = text;
    }
    function commitComment() {
        calls = calls.concat(["commit"]);
    }
    function usePhrase(v: string) {
        phrases = phrases.map(p => ({
                        "value": p.value,
                        "word": p.word,
                        "chosen": p.chosen || p.value === v
                    }));
    }
    function addPhrase(t: string) {
    }
    function openPhoto(id: string) {
    }
    function editFinding(id: string) {
    }
    function undoHistory() {
    }
    function proposalAct(act: string) {
    }
    function setNoPhoto(code: string, t: string) {
    }
    function toggleBasis() {
        basisOpen = !basisOpen;
    }
}
