import QtQml

QtObject {
    property var others: []
    property var taken: null
    function takeBoth(other: var) {
        taken = other;
    }
    property string id: "q1"
    property string key: "q1"
    property string kicker: "新问题·来自 3.2"
    property string title: "二楼东侧疏散通道堆放桌椅"
    property string basis: "中小学幼儿园安全管理办法 第二十六条"
    property string advice: ""
    property string responsible: ""
    property var classes: [{
            "value": "A",
            "word": "A 轻微",
            "chosen": false
        }, {
            "value": "B",
            "word": "B 一般",
            "chosen": false
        }, {
            "value": "C",
            "word": "C 严重",
            "chosen": true
        }, {
            "value": "D",
            "word": "D 复杂",
            "chosen": false
        }]
    property bool onSpot: false
    property var days: [{
            "value": "0",
            "word": "当场",
            "chosen": false
        }, {
            "value": "7",
            "word": "7 天",
            "chosen": true
        }, {
            "value": "15",
            "word": "15 天",
            "chosen": false
        }, {
            "value": "30",
            "word": "30 天",
            "chosen": false
        }, {
            "value": "pick",
            "word": "选日期",
            "chosen": false
        }]
    property string dueText: "6月19日·剩 7 天"
    property string dueDay: "2026-06-19"
    property string today: "2026-06-12"
    property var advices: [{
            "value": "a",
            "word": "立即清理",
            "chosen": false
        }, {
            "value": "b",
            "word": "建立巡查",
            "chosen": false
        }]
    property var people: [{
            "value": "总务主任",
            "word": "总务主任",
            "chosen": false
        }]
    property var photos: [{
            "id": "f1",
            "source": "qrc:/qt/qml/Mingcha/ViewModels/hall.svg",
            "time": "14:31",
            "mark": "",
            "name": "照片 1"
        }]
    property string relapseText: "反弹：05-28 曾销号，同项再次发现"
    property string savedText: "已存"
    property var notice: ({})
    property bool removable: true
    property string lastClass: ""
    function setTitle(id: string, t: string) {
    }
    function setBasis(id: string, t: string) {
    }
    function setAdvice(id: string, t: string) {
    }
    function useAdvice(v: string) {
    }
    function setResponsible(id: string, t: string) {
    }
    function setClass(v: string) {
        lastClass = v;
    }
    function setOnSpot(on: bool) {
        onSpot = on;
    }
    function setDays(v: string) {
    }
    function setDate(t: string) {
    }
    property var afterPhotos: []
    property bool noBasis: false
    property string basisNote: ""
    function setNoBasis(on: bool) {
        noBasis = on;
    }
    function takePhoto(after: bool) {
    }
    function noticeAct(act: string) {
    }
}
