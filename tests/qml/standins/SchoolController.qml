import QtQml

QtObject {
    property string name: "育英中学"
    property string facts: "初中·历下 3 责任区"
    property string liaisonText: "视导员 李敏"
    property string phone: "138 0000 0000"
    property string visitsText: "本月已入校 2 次"
    property bool visitsWarn: true
    property var scores: [{
            "label": "1月",
            "value": 82,
            "text": "82"
        }, {
            "label": "2月",
            "value": 85,
            "text": "85"
        }, {
            "label": "3月",
            "value": 79,
            "text": "79"
        }, {
            "label": "4月",
            "value": 88,
            "text": "88"
        }, {
            "label": "5月",
            "value": 86,
            "text": "86"
        }, {
            "label": "6月",
            "value": 86.5,
            "text": "86.5"
        }]
    property OverdueModel openFindings: OverdueModel {
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
                "id": "o3",
                "key": "o3",
                "school": "育英中学",
                "title": "食堂留样缺失",
                "classText": "B 一般",
                "deadline": {
                    "tone": "warning",
                    "icon": "clock",
                    "word": "剩 3 天"
                },
                "ladderText": "",
                "action": "查看"
            }]
    }
    property var history: [{
            "dateText": "05-28",
            "text": "常规督导",
            "result": "问题 3"
        }, {
            "dateText": "04-16",
            "text": "安全专项",
            "result": "88"
        }]
    property string plaqueText: "公示牌 已核对 05-28"
    function call() {
    }
    function startVisit() {
    }
    function openFinding(id: string) {
    }
}
